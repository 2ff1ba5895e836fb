package org.taxbrain.connectors.files;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.kafka.LandingException;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * Lands the rows of files no faster than all files together may: where they share a machine with what follows, a file that
 * comes at once takes it from the changes that somebody waits for.
 */
public final class PacedLanding implements FileLanding {
    /** Fewer at once would be many small requests to Kafka. */
    private static final int ROWS_AT_ONCE = 500;

    private final FileLanding landing;
    private final Pace pace;
    private int rows;

    /** How fast the feeds that share it may land: so many rows, then a pause of a second at most. */
    public static final class Pace {
        private final RateLimiter<Object> limiter;
        private final int step;

        /** @throws ConfigurationException if it is less than 1 */
        public Pace(int rowsPerSecond) {
            if (rowsPerSecond < 1) {
                throw new ConfigurationException("taxbrain.pipelines.file-rows-per-second is " + rowsPerSecond
                        + ": set it to 1 or more, or leave it out for no limit");
            }
            limiter = RateLimiter.smoothBuilder(rowsPerSecond, Duration.ofSeconds(1))
                    .build();
            step = Math.min(ROWS_AT_ONCE, rowsPerSecond);
        }
    }

    /** @param pace that all who share it keep together */
    public PacedLanding(FileLanding landing, Pace pace) {
        this.landing = landing;
        this.pace = pace;
    }

    @Override
    public void land(LandedRecord row) {
        if (rows++ % pace.step == 0) {
            try {
                pace.limiter.acquirePermits(pace.step);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LandingException("interrupted amid a file, which is taken again", e);
            }
        }
        landing.land(row);
    }

    @Override
    public void delivered(Delivery delivery) {
        landing.delivered(delivery);
    }

    @Override
    public void flush() {
        landing.flush();
    }
}
