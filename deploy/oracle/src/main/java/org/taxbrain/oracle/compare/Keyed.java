package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One document of a sorted stream.
 *
 * @param order what the stream is sorted by, in the order of code points
 * @param label who or what it is, for people
 * @param id the document's id in the index
 * @param secret what the document must not contain, or null
 */
record Keyed(String order, String label, String id, ObjectNode body, String secret) {

    /** Where streams are sorted by several texts. */
    static final char SEPARATOR = '\u0001';

    /** Order of code points, as Elasticsearch and PostgreSQL's collation C sort; String's own is that of UTF-16 units. */
    static int compare(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothOrNone = Character.isSurrogate(x) == Character.isSurrogate(y);
                return bothOrNone ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
