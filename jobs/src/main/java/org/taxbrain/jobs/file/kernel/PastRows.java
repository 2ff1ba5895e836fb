package org.taxbrain.jobs.file.kernel;

/**
 * The rows that were in force at one moment, as clean records: of each row the version accepted last by then, unless it was
 * a deletion. Found by whom that version names; each row once, in no order, and as often as asked for.
 */
public interface PastRows {
    /** Rows that present the subject. */
    Iterable<byte[]> naming(String subject);

    /** Rows that say who an id is, or what it goes on with. */
    Iterable<byte[]> identifying(String alias);

    /** Rows that say of some id that it is this subject, or goes on with it. */
    Iterable<byte[]> identifiedAs(String canonical);
}
