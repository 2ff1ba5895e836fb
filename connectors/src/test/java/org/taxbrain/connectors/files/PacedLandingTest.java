package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.kafka.LandingException;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

class PacedLandingTest {
    private static final class Counting implements FileLanding {
        private int rows;
        private int flushes;

        @Override
        public void land(LandedRecord row) {
            rows++;
        }

        @Override
        public void delivered(Delivery delivery) {
            throw new AssertionError("no file is told of here");
        }

        @Override
        public void flush() {
            flushes++;
        }
    }

    private final Counting counting = new Counting();

    @Test
    void shouldLetAllFilesTogetherLandNoMoreRowsThanAllowed() {
        PacedLanding.Pace pace = new PacedLanding.Pace(10_000);
        Landing one = new PacedLanding(counting, pace);
        Landing other = new PacedLanding(counting, pace);
        long start = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            one.land(new LandedRecord());
            other.land(new LandedRecord());
        }
        one.flush();
        // the very first row need not wait
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(399));
        assertThat(counting.rows).isEqualTo(4_000);
        assertThat(counting.flushes).isEqualTo(1);
    }

    @Test
    void shouldNotPauseForLongerThanASecondWhateverThePace() {
        Landing landing = new PacedLanding(counting, new PacedLanding.Pace(2));
        long start = System.nanoTime();
        landing.land(new LandedRecord());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldSayWhatToDoAboutAPaceThatLetsNothingLand() {
        assertThatThrownBy(() -> new PacedLanding.Pace(0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "taxbrain.pipelines.file-rows-per-second is 0: set it to 1 or more, or leave it out for no limit");
    }

    @Test
    void shouldFailTheFileWhenItIsInterruptedSoThatItIsTakenAgain() {
        Landing landing = new PacedLanding(counting, new PacedLanding.Pace(1_000));
        landing.land(new LandedRecord());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 500; i++) {
                        landing.land(new LandedRecord());
                    }
                })
                .isInstanceOf(LandingException.class);
        assertThat(Thread.interrupted()).as("who interrupted is heard").isTrue();
        assertThat(counting.rows).isEqualTo(500);
    }
}
