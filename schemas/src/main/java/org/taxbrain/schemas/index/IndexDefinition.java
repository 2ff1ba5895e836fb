package org.taxbrain.schemas.index;

import java.time.Duration;
import java.util.Objects;

/**
 * One index: a versioned index behind an alias that hides what is deleted.
 *
 * @param alias the name that everyone searches and writes by
 * @param mappings the mappings, JSON, as Elasticsearch takes them
 * @param refresh after how long a write is found by a search; null: as the settings say for all indices
 */
public record IndexDefinition(String alias, String mappings, Duration refresh) {
    /** Raised when a mapping changes in a way that an index can't take in place; the new index is then filled from the topics. */
    private static final int VERSION = 1;

    public IndexDefinition {
        Objects.requireNonNull(alias, "alias is null");
        Objects.requireNonNull(mappings, "mappings is null");
    }

    /** The index behind the alias, such as {@code taxpayer-v1}. */
    public String index() {
        return index(alias);
    }

    /** The index behind an alias. */
    public static String index(String alias) {
        return alias + "-v" + VERSION;
    }
}
