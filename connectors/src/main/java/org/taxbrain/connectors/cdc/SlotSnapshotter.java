package org.taxbrain.connectors.cdc;

import io.debezium.spi.snapshot.Snapshotter;
import java.util.Map;

/**
 * Reads all rows once, then streams from where the slot stands: from before the snapshot, not from after it. So a snapshot
 * that broke off and was begun again misses nothing that happened between the two, deletions least of all; what is
 * streamed outranks what the snapshots saw. Debezium finds it by its name in META-INF/services.
 */
public final class SlotSnapshotter implements Snapshotter {
    static final String NAME = "taxbrain-slot";
    /** Setting of the engine: whether all rows were read in an earlier run. */
    static final String DONE = "taxbrain.snapshot.done";

    private boolean done;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        done = Boolean.parseBoolean(String.valueOf(properties.get(DONE)));
    }

    @Override
    public boolean shouldSnapshotData(boolean offsetExists, boolean snapshotInProgress) {
        return !offsetExists || snapshotInProgress;
    }

    @Override
    public boolean shouldSnapshotSchema(boolean offsetExists, boolean snapshotInProgress) {
        return false;
    }

    @Override
    public boolean shouldStream() {
        return true;
    }

    @Override
    public boolean shouldSnapshotOnSchemaError() {
        return false;
    }

    @Override
    public boolean shouldSnapshotOnDataError() {
        return false;
    }

    @Override
    public boolean shouldStreamEventsStartingFromSnapshot() {
        // false makes Debezium catch up before the snapshot it thinks is to come, and if anything was written meanwhile
        // its stream ends there, without a fault, and the engine polls an empty queue for ever
        return done;
    }
}
