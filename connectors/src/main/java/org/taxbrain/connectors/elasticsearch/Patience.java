package org.taxbrain.connectors.elasticsearch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits between tries, longer each time but never long, and says so: at once, then every half minute. One per try-again loop. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 5_000;
    private static final long SPEAK_NANOS = Duration.ofSeconds(30).toNanos();

    private final String what;
    private int failures;
    private long failingSince;
    private long spokeAt;

    /** @param what is waited for, for messages, such as {@code "writes to Elasticsearch at http://…"} */
    Patience(String what) {
        this.what = what;
    }

    /** It will pass by itself: waits. */
    void retry(String why) throws InterruptedException {
        if (speaks()) {
            LOG.warn("{}: {}; trying again until it works, nothing is lost", what, why);
        }
        pause();
    }

    /** Somebody must mend it: says so as an error, and waits. */
    void halt(String why, String remedy) throws InterruptedException {
        if (speaks()) {
            LOG.error("{} HALTED: {}; {}. Trying again until it works, nothing is lost", what, why, remedy);
        }
        pause();
    }

    /** The try went well: the next failure is a first one again. */
    void succeeded() {
        if (failures > 0) {
            LOG.info(
                    "{}: works again after {} tries and {} s",
                    what,
                    failures,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - failingSince));
            failures = 0;
        }
    }

    private boolean speaks() {
        long now = System.nanoTime();
        if (failures++ == 0) {
            failingSince = now;
            spokeAt = now;
            return true;
        }
        if (now - spokeAt < SPEAK_NANOS) {
            return false;
        }
        spokeAt = now;
        return true;
    }

    private void pause() throws InterruptedException {
        long millis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures - 1, 10));
        // spread, so that many writers don't come back at the same instant
        Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
