package org.taxbrain.connectors.reconcile;

/**
 * Remembers for each key where its last version stands, in 16 bytes a key and without the key: a table with open addressing. Keys
 * are known by 64 bits of their digest: among 30 million of them, two share these by a chance of one in 40,000, and would then show as
 * a difference that a second look at the key explains.
 */
final class LastOf {
    private static final int SMALLEST = 1 << 10;
    /** Marks an empty place; a position of 0 is moved to 1, as a digest is 0 by a chance that nobody lives to see. */
    private static final long EMPTY = 0;

    private long[] positions = new long[SMALLEST];
    private long[] places = new long[SMALLEST];
    private int size;

    /** @param position the key's, of {@link org.taxbrain.schemas.digest.RowDigest#position} */
    void put(long position, long place) {
        if (size * 5L > positions.length * 3L) {
            grow();
        }
        int at = find(positions, position);
        if (positions[at] == EMPTY) {
            positions[at] = mark(position);
            size++;
        }
        places[at] = place;
    }

    /** Whether the last version of a key stands there. */
    boolean isAt(long position, long place) {
        int at = find(positions, position);
        return positions[at] != EMPTY && places[at] == place;
    }

    private void grow() {
        long[] bigger = new long[positions.length * 2];
        long[] moved = new long[positions.length * 2];
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] != EMPTY) {
                int at = find(bigger, positions[i]);
                bigger[at] = positions[i];
                moved[at] = places[i];
            }
        }
        positions = bigger;
        places = moved;
    }

    private static int find(long[] table, long position) {
        int mask = table.length - 1;
        long wanted = mark(position);
        int at = (int) (wanted >>> 20) & mask;
        while (table[at] != EMPTY && table[at] != wanted) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static long mark(long position) {
        return position == EMPTY ? 1 : position;
    }
}
