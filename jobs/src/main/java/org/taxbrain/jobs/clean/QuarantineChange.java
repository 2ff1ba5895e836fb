package org.taxbrain.jobs.clean;

/** A row goes into quarantine, leaves it, or its entry was discarded. A Flink POJO. */
public class QuarantineChange {
    public String dataset;
    /** Of the row that is quarantined. */
    public String batch;
    /** Of the entry. */
    public String id;
    /** The entry without its content; null: the row leaves, or its entry was discarded. */
    public byte[] entry;
    /** The landed row in clear; null if it could not be read. */
    public byte[] content;
    /** Whether the row is in quarantine already, by an entry or held back. */
    public boolean again;
    /** Whether somebody discarded the entry, whose tombstone is written then. */
    public boolean discarded;

    static QuarantineChange leaves(String dataset, String batch, String id) {
        QuarantineChange change = new QuarantineChange();
        change.dataset = dataset;
        change.batch = batch;
        change.id = id;
        return change;
    }

    static QuarantineChange discarded(String dataset, String batch, String id) {
        QuarantineChange change = leaves(dataset, batch, id);
        change.discarded = true;
        return change;
    }
}
