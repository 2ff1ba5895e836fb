package org.taxbrain.jobs.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    @Test
    void shouldCompareADayWithTheSameWeekdayWhereThereAreEnough() {
        TreeMap<Long, Long> rows = new TreeMap<>();
        for (long day = 72; day < 100; day++) {
            rows.put(day, day % 7 == 2 ? 10L : 1_000L);
        }
        assertThat(Measures.usual(rows, 100)).hasValue(10);
        assertThat(Measures.usual(rows, 101)).hasValue(1_000);
    }

    @Test
    void shouldFallBackToTheLastDaysAndSayNothingOfTooFew() {
        assertThat(Measures.usual(new TreeMap<>(Map.of(90L, 5L, 91L, 7L, 92L, 100L)), 93))
                .hasValue(7);
        assertThat(Measures.usual(new TreeMap<>(Map.of(90L, 5L, 91L, 7L, 92L, 9L, 93L, 20L)), 94))
                .hasValue(8);
        assertThat(Measures.usual(new TreeMap<>(Map.of(90L, 5L, 91L, 7L)), 93)).isEmpty();
        assertThat(Measures.median(List.of())).isEmpty();
    }

    @Test
    void shouldFindADistributionThatMoved() {
        Map<String, Long> usual = Map.of("a", 700L, "b", 300L);
        assertThat(Measures.stability(usual, Map.of("a", 70L, "b", 30L))).isCloseTo(0, within(0.001));
        // (0.5 − 0.7) · ln(0.5 / 0.7) + (0.5 − 0.3) · ln(0.5 / 0.3)
        assertThat(Measures.stability(usual, Map.of("a", 5_000L, "b", 5_000L))).isCloseTo(0.1695, within(0.001));
        assertThat(Measures.stability(usual, Map.of("c", 100L))).isGreaterThan(1);
    }

    @Property(tries = 200)
    void shouldNeverBeNegativeAndBeTheSameFromBothSides(
            @ForAll @Size(4) List<@IntRange(max = 10_000) Integer> one,
            @ForAll @Size(4) List<@IntRange(max = 10_000) Integer> other) {
        Map<String, Long> a = new TreeMap<>();
        Map<String, Long> b = new TreeMap<>();
        for (int i = 0; i < one.size(); i++) {
            a.put("c" + i, (long) one.get(i));
            b.put("c" + i, (long) other.get(i));
        }
        double index = Measures.stability(a, b);
        assertThat(index).isGreaterThanOrEqualTo(0).isCloseTo(Measures.stability(b, a), within(1e-9));
    }

    @Test
    void shouldCallNothingOfNothingNoShare() {
        assertThat(Measures.share(0, 0)).isZero();
        assertThat(Measures.share(1, 4)).isEqualTo(0.25);
    }
}
