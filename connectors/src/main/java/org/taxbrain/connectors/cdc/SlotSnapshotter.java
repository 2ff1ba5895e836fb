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

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void configure(Map<String, ?> properties) {
        // it has no settings
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
        return false;
    }
}
