package org.taxbrain.connectors.elasticsearch;

import java.util.Objects;

/**
 * One version of one document.
 *
 * @param alias the index, by its alias
 * @param id document id
 * @param version greater than that of every earlier version of the document; an older one never replaces a newer one
 * @param body the document, JSON in UTF-8 on one line
 * @param origin where it comes from, for the quarantine: {@code <topic>/<partition>/<offset>}
 */
public record IndexWrite(String alias, String id, long version, byte[] body, String origin) {
    public IndexWrite {
        Objects.requireNonNull(alias, "alias is null");
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(body, "body is null");
        Objects.requireNonNull(origin, "origin is null");
    }

    /** What it takes in memory and on the wire, roughly. */
    int size() {
        return body.length + 120;
    }
}
