package org.taxbrain.pipelines;

import java.time.Duration;

/** How long to leave something alone that failed: doubled with each failure in a row. */
public final class Pause {
    private final Duration shortest;
    private final Duration longest;
    private Duration next;
    private long until = System.nanoTime();

    public Pause(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
        this.next = shortest;
    }

    public boolean isOn() {
        return System.nanoTime() - until < 0;
    }

    public void failed() {
        waitFor(next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** Nothing will change before somebody has done something. */
    public void failedForLong() {
        waitFor(longest);
    }

    public void waitFor(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    public void worked() {
        next = shortest;
    }
}
