package org.taxbrain.schemas.index;

import java.util.Objects;

/**
 * One index: a versioned index behind an alias that hides what is deleted.
 *
 * @param alias the name that everyone searches and writes by
 * @param refresh how soon a write is found by a search
 * @param mappings the mappings, JSON, as Elasticsearch takes them
 */
public record IndexDefinition(String alias, Refresh refresh, String mappings) {
    /** How soon a write is found by a search, as a multiple of the shortest interval: each refresh costs those who wait. */
    public enum Refresh {
        /** Somebody waits for it. */
        PROMPT(1),
        /** Not so slow that whoever looks believes that nothing comes. */
        SOON(4),
        /** Nobody waits for the past. */
        SELDOM(60);

        private final int factor;

        Refresh(int factor) {
            this.factor = factor;
        }

        public int factor() {
            return factor;
        }
    }

    /** Raised when a mapping changes in a way that an index can't take in place; the new index is then filled from the topics. */
    private static final int VERSION = 1;

    public IndexDefinition {
        Objects.requireNonNull(alias, "alias is null");
        Objects.requireNonNull(refresh, "refresh is null");
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
