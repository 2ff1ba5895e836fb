package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.local.Component;
import org.taxbrain.oracle.Report;

/** Every process of the stack is killed (kill -9) while the city lives on; nothing is lost, nothing is left of what was rolled back. */
class KillIT {
    private static final long CHANGES = 6_000;
    private static final double PER_SECOND = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** In the order in which they die; each at a ninth of the day of its own. */
    private static final List<Component> VICTIMS = List.of(
            Component.JOBMANAGER,
            Component.TASKMANAGER,
            Component.PIPELINES,
            Component.KAFKA,
            Component.ELASTICSEARCH,
            Component.POSTGRES);

    @TempDir
    private Path data;

    @Test
    void shouldEndRightAfterEveryProcessWasKilledAmidTheLoad() throws Exception {
        try (RunningCity city = RunningCity.start(data.resolve("stack"), CitySpec.of(2_000, 7))) {
            city.generate();
            AtomicLong done = new AtomicLong();
            CompletableFuture<Void> day = city.live(new DaySpec(CHANGES, PER_SECOND, DaySpec.Files.AMID_CHANGES), done);
            for (int i = 0; i < VICTIMS.size(); i++) {
                Component victim = VICTIMS.get(i);
                long killAt = CHANGES * (11 + 11L * i) / 100;
                await().atMost(PATIENCE).until(() -> done.get() >= killAt);
                int restarts = city.stack().restarts(victim);
                city.stack().kill(victim);
                assertThat(done.get())
                        .as("%s dies while between 10%% and 90%% of the changes are through", victim)
                        .isBetween(CHANGES / 10, CHANGES * 9 / 10);
                assertThat(day).as("changes go on while %s is dead", victim).isNotDone();
                await().atMost(PATIENCE).until(() -> city.stack().restarts(victim) > restarts);
                city.stack().awaitUp(victim, PATIENCE);
            }
            day.get();
            city.settle();
            Report report = city.compare();
            assertThat(report.testDataDefects()).isEmpty();
            assertThat(report.samples()).isEmpty();
            assertThat(report.differences()).isZero();
            assertThat(city.books().accounts()).isNotEmpty().allMatch(a -> a.isBalanced());
        }
    }
}
