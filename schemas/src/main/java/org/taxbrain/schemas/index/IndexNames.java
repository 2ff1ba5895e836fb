package org.taxbrain.schemas.index;

import java.util.List;

/** Aliases of the indices; docs/contracts.md has the table. */
public final class IndexNames {
    public static final String TAXPAYER = "taxpayer";
    public static final String PROPERTY_UNIT = "property-unit";
    public static final String ENFORCEMENT_CASE = "enforcement-case";
    public static final String REMINDER = "reminder";
    public static final String FINDING = "finding";
    public static final String QUARANTINE = "quarantine";
    /** The account of each batch: what came of what was sent. */
    public static final String BOOKS = "books";
    /** Every accepted version of every row; nothing in it ever changes. */
    public static final String FACT_VERSION = "fact-version";

    public static final String RECORD_PREFIX = "record-";
    /** The indices that hold one file per subject, by {@code subjects.kind} of the descriptors. */
    public static final List<String> FILES = List.of(TAXPAYER, PROPERTY_UNIT, ENFORCEMENT_CASE);

    private IndexNames() {}

    /** The index of a dataset's rows, one document each. */
    public static String record(String dataset) {
        return RECORD_PREFIX + dataset;
    }
}
