package org.taxbrain.connectors.cdc;

import java.time.Duration;
import java.time.Instant;

/** Pauses between attempts that grow until one works, and says which messages are worth a line in the log. */
final class Backoff {
    static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(250);
    private static final Duration REMIND = Duration.ofMinutes(1);

    private Duration next = SHORTEST;
    private String lastMessage;
    private Instant lastSaid = Instant.EPOCH;
    private boolean awake;

    /** Waits, longer each time; returns at once after {@link #wake}. */
    synchronized void pause() {
        long deadline = System.nanoTime() + next.toNanos();
        next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        try {
            for (long left = deadline - System.nanoTime(); left > 0 && !awake; left = deadline - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            awake = true;
        }
    }

    /** It works: the next pause is short again, and the next failure is news. */
    synchronized void reset() {
        next = SHORTEST;
        lastMessage = null;
    }

    /** Ends this pause and all later ones. */
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Whether a message differs from the last one, or was not said for a minute. */
    synchronized boolean isNews(String message) {
        Instant now = Instant.now();
        if (message.equals(lastMessage) && now.isBefore(lastSaid.plus(REMIND))) {
            return false;
        }
        lastMessage = message;
        lastSaid = now;
        return true;
    }
}
