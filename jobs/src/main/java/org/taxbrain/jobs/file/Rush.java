package org.taxbrain.jobs.file;

/**
 * Tells a bulk load from daily life, by the messages of the last second: in a rush nobody waits for one document, and most
 * would soon be written again.
 */
final class Rush {
    private static final long WINDOW_MILLIS = 1_000;
    /** So many messages a second of one subtask are a rush. */
    private static final long MANY = 1_000;

    private long windowStart;
    private long inWindow;
    private boolean on;

    void count() {
        inWindow++;
    }

    boolean isOn(long now) {
        long passed = now - windowStart;
        if (passed >= WINDOW_MILLIS) {
            on = inWindow * WINDOW_MILLIS / passed >= MANY;
            windowStart = now;
            inWindow = 0;
        }
        return on;
    }
}
