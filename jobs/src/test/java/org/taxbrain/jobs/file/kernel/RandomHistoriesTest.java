package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Whatever happened, in whatever order it was heard of: the files are those of the rows that are left. */
class RandomHistoriesTest {

    @Property(tries = 500)
    void shouldEndAsRecomputedFromTheRowsThatAreLeft(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int changes,
            @ForAll @IntRange(max = 6) int stepsBetween,
            @ForAll @DoubleRange(min = 0, max = 1) double eagerness) {
        SmallCity city = new SmallCity(seed);
        KernelRun kernel = new KernelRun(seed + 1);
        for (int i = 0; i < changes; i++) {
            city.next().forEach(change -> apply(kernel, change));
            for (int s = 0; s < stepsBetween; s++) {
                kernel.step(eagerness);
            }
        }
        kernel.drain(eagerness);
        assertThat(kernel.results()).isEqualTo(Recomputation.of(city.rows()));

        city.deleteAll().forEach(change -> apply(kernel, change));
        kernel.drain(eagerness);
        assertThat(kernel.results()).isEqualTo(Map.of());
        assertThat(kernel.stateEntries()).as("entries of state left").isZero();
    }

    @Property(tries = 50)
    void shouldPutRightWhatAnotherExecutionLeftInTheTopics(@ForAll long seed) {
        SmallCity city = new SmallCity(seed);
        KernelRun kernel = new KernelRun(seed);
        for (int i = 0; i < 40; i++) {
            city.next().forEach(change -> apply(kernel, change));
            kernel.step(0.5);
            if (i % 10 == 0) {
                kernel.intrude("taxpayer", "djxh:10113301000000000001", "djxh:10113301000000000001");
                kernel.intrude("taxpayer", "person:330106199001011234", "person:330106199001011234");
                kernel.intrude(
                        "reminder",
                        "open-arrears|person:330106199001011234|tax-arrears|QS0",
                        "person:330106199001011234");
                kernel.intrude("enforcement-case", "case:(2021)浙0102执1234号", "case:(2021)浙0102执1234号");
                kernel.intrude("property-unit", "unit:unheard-of", "unit:unheard-of");
            }
        }
        kernel.drain(0.5);
        assertThat(kernel.results()).isEqualTo(Recomputation.of(city.rows()));
        city.deleteAll().forEach(change -> apply(kernel, change));
        kernel.drain(0.5);
        assertThat(kernel.results()).isEqualTo(Map.of());
        assertThat(kernel.stateEntries()).as("entries of state left").isZero();
    }

    @Property(tries = 50)
    void shouldWriteNothingWhenTheSameVersionsComeAgain(@ForAll long seed) {
        SmallCity city = new SmallCity(seed);
        KernelRun kernel = new KernelRun(seed);
        for (int i = 0; i < 40; i++) {
            city.next().forEach(change -> apply(kernel, change));
        }
        kernel.drain(0.5);
        int written = kernel.written();
        city.rows()
                .forEach((dataset, rows) ->
                        rows.forEach((key, version) -> kernel.upsert(dataset, key, version.order(), version.row())));
        kernel.drain(0.5);
        assertThat(kernel.written()).isEqualTo(written);
    }

    private static void apply(KernelRun kernel, SmallCity.Change change) {
        if (change.row() == null) {
            kernel.delete(change.dataset(), change.key(), change.order());
        } else {
            kernel.upsert(change.dataset(), change.key(), change.order(), change.row());
        }
    }
}
