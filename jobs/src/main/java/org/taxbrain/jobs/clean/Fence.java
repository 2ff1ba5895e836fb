package org.taxbrain.jobs.clean;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.SourceOrder;

/**
 * The newest accepted version of a key: later ones must be newer in (order, descriptor revision). And the versions that were refused,
 * which leave quarantine when one of their order, or newer, is accepted. A Flink POJO, so it can evolve.
 */
public class Fence {
    /** A key that is refused over and over is rather a wrong key: of more versions than these only the entries know. */
    static final int REFUSED_KEPT = 32;

    /** The source's order, compared element by element; null: no version has been accepted. */
    public long[] order;
    /** Revision of the descriptor that the version was read by. */
    public int revision;
    /** Digest of the accepted content; 0 for a deletion. */
    public long digestHigh;

    public long digestLow;
    /** When the fence of a deleted key is forgotten, epoch milliseconds; 0: the key lives, and so does its fence. */
    public long forgottenAt;
    /** Refused versions; null: none, as of nearly every key. */
    public RefusedVersion[] refused;

    static Fence of(long[] order, int revision, ContentDigest digest) {
        Fence fence = at(order, revision);
        fence.digestHigh = digest.high();
        fence.digestLow = digest.low();
        return fence;
    }

    static Fence deleted(long[] order, int revision, long forgottenAt) {
        Fence fence = at(order, revision);
        fence.forgottenAt = forgottenAt;
        return fence;
    }

    private static Fence at(long[] order, int revision) {
        Fence fence = new Fence();
        fence.order = order;
        fence.revision = revision;
        return fence;
    }

    static long[] order(LandedRecord row) {
        return row.getOrder().stream().mapToLong(Long::longValue).toArray();
    }

    /** Positive if a version is newer than the accepted one, or none was accepted. */
    static int age(long[] order, Fence fence) {
        return fence == null || fence.order == null ? 1 : SourceOrder.compare(order, fence.order);
    }

    boolean isDeleted() {
        return forgottenAt != 0;
    }

    /** Whether the accepted version says the same. */
    boolean holds(ContentDigest digest) {
        return order != null && !isDeleted() && digestHigh == digest.high() && digestLow == digest.low();
    }

    /** A refused version of which this holds; null if there is none. */
    static RefusedVersion refused(Fence fence, Predicate<RefusedVersion> which) {
        if (fence == null || fence.refused == null) {
            return null;
        }
        return Arrays.stream(fence.refused).filter(which).findFirst().orElse(null);
    }

    /** The fence as it was, with a refused version more, in the place of one that it had (null: of none). */
    static Fence withRefused(Fence fence, RefusedVersion replaced, RefusedVersion version) {
        List<RefusedVersion> all = new ArrayList<>();
        if (fence != null && fence.refused != null) {
            Arrays.stream(fence.refused).filter(v -> v != replaced).forEach(all::add);
        }
        if (all.size() >= REFUSED_KEPT) {
            all.remove(0);
        }
        all.add(version);
        Fence with = fence == null ? new Fence() : fence;
        with.refused = all.toArray(RefusedVersion[]::new);
        return with;
    }

    /**
     * Takes over what an earlier fence knows of refused versions that are newer than this one.
     *
     * @return the others: this version stands for them
     */
    List<RefusedVersion> succeed(Fence earlier) {
        if (earlier == null || earlier.refused == null) {
            return List.of();
        }
        List<RefusedVersion> outranked = new ArrayList<>();
        List<RefusedVersion> newer = new ArrayList<>();
        for (RefusedVersion version : earlier.refused) {
            (SourceOrder.compare(version.order, order) > 0 ? newer : outranked).add(version);
        }
        refused = newer.isEmpty() ? null : newer.toArray(RefusedVersion[]::new);
        return outranked;
    }
}
