package org.taxbrain.jobs.clean;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The fences of the current key: of a living row for ever, of a deleted one for a time, so that the state does not grow without end. */
final class Fences {
    private static final long COMPACTION_QUERY_AFTER = 1000;
    private final ValueState<Fence> living;
    private final ValueState<Fence> deleted;

    Fences(RuntimeContext context, Duration deletedKept) {
        TypeInformation<Fence> type = TypeInformation.of(Fence.class);
        ValueStateDescriptor<Fence> forDeleted = new ValueStateDescriptor<>("deleted", type);
        forDeleted.enableTimeToLive(StateTtlConfig.newBuilder(deletedKept)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupInRocksdbCompactFilter(COMPACTION_QUERY_AFTER)
                .build());
        this.living = context.getState(new ValueStateDescriptor<>("living", type));
        this.deleted = context.getState(forDeleted);
    }

    /** The fence of the key, or null if nothing of it was accepted yet. */
    Current current() throws IOException {
        Fence fence = living.value();
        if (fence != null) {
            return new Current(fence, false);
        }
        fence = deleted.value();
        return fence == null ? null : new Current(fence, true);
    }

    void accept(Fence fence, Current before) throws IOException {
        living.update(fence);
        if (before != null && before.deleted) {
            deleted.clear();
        }
    }

    void delete(Fence fence, Current before) throws IOException {
        deleted.update(fence);
        if (before != null && !before.deleted) {
            living.clear();
        }
    }

    /** A fence, and whether the key is deleted. */
    record Current(Fence fence, boolean deleted) {

        /** Whether the accepted version says the same. */
        boolean holds(ContentDigest digest) {
            return !deleted && fence.holds(digest);
        }
    }
}
