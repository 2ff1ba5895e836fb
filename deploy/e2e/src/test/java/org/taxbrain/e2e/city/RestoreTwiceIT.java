package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.oracle.Report;

/** FileJob goes back to one and the same checkpoint twice; what it had said since is said again, at another pace, and the index ends right. */
class RestoreTwiceIT {
    private static final long CHANGES = 1_000;

    @TempDir
    private Path data;

    @Test
    void shouldEndRightEachTimeFileJobIsRestoredFromOneCheckpoint() throws Exception {
        try (RunningCity city = RunningCity.start(data.resolve("stack"), CitySpec.of(1_000, 11))) {
            city.generate();
            AtomicLong done = new AtomicLong();
            CompletableFuture<Void> day = city.live(new DaySpec(CHANGES, 50, DaySpec.Files.AMID_CHANGES), done);
            await().atMost(Duration.ofMinutes(3)).until(() -> done.get() >= CHANGES / 2);
            city.stack().jobs().cancel("file");
            Path checkpoint = city.stack().jobs().newestRestorePoint("file").orElseThrow();
            city.stack().jobs().restoreFrom("file", checkpoint);
            city.stack().jobs().resume("file");
            day.get();
            city.settle();
            assertThat(city.compare().samples()).isEmpty();

            // all at once this time: the second half of the day waits in Kafka
            city.stack().jobs().cancel("file");
            city.stack().jobs().restoreFrom("file", checkpoint);
            city.stack().jobs().resume("file");
            city.settle();
            Report second = city.compare();
            assertThat(second.samples()).isEmpty();
            assertThat(second.differences()).isZero();
        }
    }
}
