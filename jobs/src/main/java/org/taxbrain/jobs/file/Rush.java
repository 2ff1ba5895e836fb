package org.taxbrain.jobs.file;

/**
 * Tells a bulk load from daily life, by the messages of the last second: in a rush nobody waits for one document, and most
 * would be written again at once, so changes are gathered for longer.
 */
final class Rush {
    private static final long WINDOW_MILLIS = 1_000;
    /** So many messages a second of one subtask make the pause twice as long. */
    private static final long STEP = 500;
    /** The pause is never more than so many times longer. */
    private static final long MOST = 30;

    private long windowStart;
    private long inWindow;
    private long factor;

    void count() {
        inWindow++;
    }

    /** By how many times the pause is to be longer. */
    long factor(long now) {
        long passed = now - windowStart;
        if (passed >= WINDOW_MILLIS) {
            factor = Math.min(MOST, inWindow * WINDOW_MILLIS / passed / STEP);
            windowStart = now;
            inWindow = 0;
        }
        return factor;
    }
}
