package org.taxbrain.pipelines.files;

import dev.failsafe.RateLimiter;
import java.time.Duration;
import java.util.OptionalInt;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.kafka.LandingException;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * Lands the rows of files no faster than all files together may: where they share a machine with what follows, a file that
 * comes at once takes it from the changes that somebody waits for.
 */
final class PacedLanding implements Landing {
    /** Fewer at once would be many small requests to Kafka. */
    private static final int ROWS_AT_ONCE = 500;

    private final Landing landing;
    private final RateLimiter<Object> pace;
    private int rows;

    private PacedLanding(Landing landing, RateLimiter<Object> pace) {
        this.landing = landing;
        this.pace = pace;
    }

    /**
     * The pace that feeds share.
     *
     * @param rowsPerSecond empty: none
     * @return null: none
     * @throws ConfigurationException if it is less than 1
     */
    static RateLimiter<Object> pace(OptionalInt rowsPerSecond) {
        if (rowsPerSecond.isEmpty()) {
            return null;
        }
        if (rowsPerSecond.getAsInt() < 1) {
            throw new ConfigurationException("taxbrain.pipelines.file-rows-per-second is " + rowsPerSecond.getAsInt()
                    + ": set it to 1 or more, or leave it out for no limit");
        }
        return RateLimiter.smoothBuilder(rowsPerSecond.getAsInt(), Duration.ofSeconds(1))
                .build();
    }

    /** @param pace null: none */
    static Landing of(Landing landing, RateLimiter<Object> pace) {
        return pace == null ? landing : new PacedLanding(landing, pace);
    }

    @Override
    public void land(LandedRecord row) {
        if (rows++ % ROWS_AT_ONCE == 0) {
            try {
                pace.acquirePermits(ROWS_AT_ONCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LandingException("interrupted amid a file, which is taken again", e);
            }
        }
        landing.land(row);
    }

    @Override
    public void flush() {
        landing.flush();
    }
}
