package org.taxbrain.schemas.record;

/** Names of the Kafka topics; docs/contracts.md has the table with keys, retention and cleanup. */
public final class Topics {
    public static final String CATALOGUE = "catalogue";
    public static final String OUTCOME = "outcome";
    public static final String QUARANTINE = "quarantine";
    /** Quarantined rows that shall not come in; who decided it, when and why. */
    public static final String DISCARDED = "discarded";

    public static final String REMINDER = "reminder";
    public static final String FINDING = "finding";
    /** What departments handed over in one piece; key {@code <dataset>|<batch>}. */
    public static final String DELIVERY = "delivery";
    /** The account of each batch; key {@code <dataset>|<batch>}. */
    public static final String BOOKS = "books";
    /** How a dataset's business days compare with those before; key {@code <dataset>|<day>}. */
    public static final String FEED_HEALTH = "feed-health";
    /** Every accepted version of every row, for ever; key {@code <dataset>|<key>}. */
    public static final String HISTORY = "history";

    public static final String LANDED_PREFIX = "landed.";
    public static final String CLEAN_PREFIX = "clean.";
    public static final String FILE_PREFIX = "file.";
    /** Header of a tombstone in clean.* that holds its CleanRecord, and of results, where it marks the writer. */
    public static final String META_HEADER = "meta";
    /** Partitions of every topic but {@link #CATALOGUE}, which has one, unless told otherwise before they are made. */
    public static final int PARTITIONS = 4;

    private Topics() {}

    public static String landed(String dataset) {
        return LANDED_PREFIX + dataset;
    }

    public static String clean(String dataset) {
        return CLEAN_PREFIX + dataset;
    }

    /** @param kind taxpayer, property-unit, enforcement-case */
    public static String file(String kind) {
        return FILE_PREFIX + kind;
    }
}
