package org.taxbrain.connectors.files;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One content of one business date of a dataset.
 *
 * @param businessDate date that the file is of
 * @param revision 1 for the first content of the date, one more for each other
 * @param name file name under which this content first came: positions are made of it
 * @param digest SM3 of the file's bytes
 * @param rows rows in it
 * @param deletes whether keys that it lacks are gone; not so if a row of it could not be read
 * @param intendedAt when it was checked and its landing began
 * @param acceptedAt when all of it had landed; null: not yet
 */
record LedgerEntry(
        LocalDate businessDate,
        int revision,
        String name,
        String digest,
        long rows,
        boolean deletes,
        Instant intendedAt,
        Instant acceptedAt)
        implements Comparable<LedgerEntry> {

    boolean accepted() {
        return acceptedAt != null;
    }

    LedgerEntry acceptedAt(Instant when) {
        return new LedgerEntry(businessDate, revision, name, digest, rows, deletes, intendedAt, when);
    }

    /** What the rows' {@code batch} says. */
    String batch() {
        return batch(name, digest);
    }

    static String batch(String name, String digest) {
        return name + "@" + digest.substring(0, 12);
    }

    /** By business date, then revision. */
    @Override
    public int compareTo(LedgerEntry other) {
        int byDate = businessDate.compareTo(other.businessDate);
        return byDate != 0 ? byDate : Integer.compare(revision, other.revision);
    }
}
