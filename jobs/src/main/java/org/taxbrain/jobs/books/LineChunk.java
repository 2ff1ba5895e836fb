package org.taxbrain.jobs.books;

/** Which of 4,096 neighbouring lines of a file have landed: a bit a line. A Flink POJO. */
public class LineChunk {
    private static final int LINES = 4_096;

    public long[] bits = new long[LINES / Long.SIZE];

    /** The chunk that holds a line. */
    static long of(long line) {
        return line / LINES;
    }

    /** Marks a line; false if it was marked before. */
    boolean mark(long line) {
        int bit = (int) (line % LINES);
        long mask = 1L << bit;
        boolean isNew = (bits[bit / Long.SIZE] & mask) == 0;
        bits[bit / Long.SIZE] |= mask;
        return isNew;
    }
}
