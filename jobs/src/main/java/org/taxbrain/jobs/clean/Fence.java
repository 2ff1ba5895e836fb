package org.taxbrain.jobs.clean;

/** The newest accepted version of a key: later ones must be newer in (order, descriptor revision). A Flink POJO, so it can evolve. */
public class Fence {
    /** The source's order, compared element by element. */
    public long[] order;
    /** Revision of the descriptor that the version was read by. */
    public int revision;
    /** Digest of the accepted content; 0 for a deletion. */
    public long digestHigh;

    public long digestLow;
    /** When the fence of a deleted key is forgotten, epoch milliseconds; 0: the key lives, and so does its fence. */
    public long forgottenAt;

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

    boolean isDeleted() {
        return forgottenAt != 0;
    }

    /** Whether the accepted version says the same. */
    boolean holds(ContentDigest digest) {
        return !isDeleted() && digestHigh == digest.high() && digestLow == digest.low();
    }
}
