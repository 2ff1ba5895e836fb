package org.taxbrain.schemas.index;

import java.util.Objects;

/**
 * One index: a versioned index behind an alias that hides what is deleted.
 *
 * @param alias the name that everyone searches and writes by
 * @param isPrompt whether somebody waits for what is written, so that it is found by a search as soon as can be
 * @param mappings the mappings, JSON, as Elasticsearch takes them
 */
public record IndexDefinition(String alias, boolean isPrompt, String mappings) {
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
