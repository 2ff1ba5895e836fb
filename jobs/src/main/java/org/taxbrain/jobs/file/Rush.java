package org.taxbrain.jobs.file;

/**
 * Tells a bulk load from daily life, by the messages of the last seconds: in a rush nobody waits for one document, and most
 * would soon be written again. A department's file that comes amid the day is no rush: others wait for their changes.
 */
final class Rush {
    private static final long WINDOW_MILLIS = 1_000;
    /** So many messages a second of one subtask are many. */
    private static final long MANY = 1_000;
    /** Many messages for so many windows are a rush. */
    private static final int BEGINS = 5;
    /** Fewer for so many windows are its end: a garbage collection is not. */
    private static final int ENDS = 2;

    private long windowStart;
    private long inWindow;
    private boolean on;
    /** Windows that contradict what is believed, one after the other. */
    private long contradicting;

    void count() {
        inWindow++;
    }

    boolean isOn(long now) {
        long passed = now - windowStart;
        if (passed >= WINDOW_MILLIS) {
            boolean many = inWindow * WINDOW_MILLIS / passed >= MANY;
            contradicting = many == on ? 0 : contradicting + (many ? 1 : passed / WINDOW_MILLIS);
            if (contradicting >= (on ? ENDS : BEGINS)) {
                on = !on;
                contradicting = 0;
            }
            windowStart = now;
            inWindow = 0;
        }
        return on;
    }
}
