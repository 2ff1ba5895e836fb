package org.taxbrain.city.day;

import java.time.Instant;

/**
 * A change that a department committed, and by what a searcher can tell that it has arrived.
 *
 * @param n number of the change
 * @param kind what happened
 * @param dataset dataset of the row
 * @param table where the row stands
 * @param key natural key of the row, as the table holds it
 * @param subject id of the file in which the row's item shows, such as {@code person:…} or {@code case:(2024)浙0106执1234号}; null where
 *     the change leaves nothing to be seen, or its file may change its owner right after
 * @param field schema field of the item that holds the marker
 * @param marker the value of that field, which no earlier version of the row had: amounts in fen
 * @param at right after the commit returned
 */
public record Committed(
        long n,
        ChangeKind kind,
        String dataset,
        String table,
        String key,
        String subject,
        String field,
        String marker,
        Instant at) {

    /** Whether it can be looked for. */
    public boolean visible() {
        return subject != null && marker != null;
    }
}
