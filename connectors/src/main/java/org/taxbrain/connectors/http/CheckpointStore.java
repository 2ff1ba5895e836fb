package org.taxbrain.connectors.http;

/** Where a checkpoint outlives the application. */
interface CheckpointStore {
    /** The checkpoint that was saved last; {@link Checkpoint#NONE} if none was. */
    Checkpoint load();

    /** Saves; after a crash either this one is there or the one before. */
    void save(Checkpoint checkpoint);
}
