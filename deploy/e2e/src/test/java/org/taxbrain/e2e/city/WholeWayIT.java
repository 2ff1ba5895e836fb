package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.oracle.OracleRun;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report;
import org.taxbrain.oracle.sabotage.Sabotage;

/** A city goes the whole way and lives a day; and the comparison that finds nothing wrong does find what is broken on purpose. */
class WholeWayIT {
    @TempDir
    private Path data;

    @Test
    void shouldEqualTheOracleAndDifferOnceSabotaged() throws Exception {
        try (RunningCity city = RunningCity.start(data.resolve("stack"), CitySpec.of(1_500, 3))) {
            city.generate();
            city.settle();
            city.live(new DaySpec(800, 100, DaySpec.Files.AMID_CHANGES), new AtomicLong())
                    .get();
            city.settle();
            OracleRun oracle = city.oracle();
            Report report = oracle.compare(Progress.NONE);
            assertThat(report.testDataDefects()).isEmpty();
            assertThat(report.samples()).isEmpty();
            assertThat(report.differences()).isZero();
            assertThat(city.books().accounts()).hasSize(13).allMatch(a -> a.isBalanced() && a.landed() > 0);

            for (Sabotage sabotage : Sabotage.values()) {
                try (Sabotage.Damage damage = sabotage.apply(city.stack().elasticsearchUrl(), null)) {
                    assertThat(damage.documents()).isPositive();
                    assertThat(oracle.compare(Progress.NONE).differences())
                            .as("%s", sabotage)
                            .isPositive();
                }
            }
            assertThat(oracle.compare(Progress.NONE).differences()).isZero();
        }
    }
}
