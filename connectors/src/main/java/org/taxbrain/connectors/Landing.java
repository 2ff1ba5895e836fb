package org.taxbrain.connectors;

import org.taxbrain.schemas.record.LandedRecord;

/** Where rows land. What was given counts as landed only after {@link #flush()} has returned. */
public interface Landing {
    /** Gives one row on; it may be buffered. */
    void land(LandedRecord row);

    /**
     * Waits until everything given so far is stored.
     *
     * @throws RuntimeException if any row since the last flush was not stored; all of them must be given again
     */
    void flush();
}
