package org.taxbrain.jobs.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    @Property
    void shouldNameEachKeyThatHasAStateHoweverMuchItHasLearned(
            @ForAll @Size(max = 100) List<@AlphaChars @StringLength(max = 2) String> restored,
            @ForAll @Size(max = 100) List<@AlphaChars @StringLength(max = 2) String> rows) {
        Set<String> withState = new HashSet<>(restored);
        try (KnownKeys known = new KnownKeys(10, restored.stream())) {
            for (String key : rows) {
                boolean named = known.mayHold(key);
                assertThat(named || !withState.contains(key)).as(key).isTrue();
                known.add(key);
                withState.add(key);
            }
            assertThat(withState).allMatch(known::mayHold);
        }
    }

    @Test
    void shouldNotNameMostKeysThatHaveNoState() {
        try (KnownKeys known = new KnownKeys(1_000, keys("restored"))) {
            // what it learns comes with the rows
            keys("row").forEach(known::mayHold);
            assertThat(keys("never").filter(known::mayHold).count()).isBetween(1L, 50L);
        }
    }

    @Test
    void shouldNameEveryKeyUntilAllThatHadAStateAreLearned() {
        try (KnownKeys known = new KnownKeys(1_000, keys("restored"))) {
            assertThat(keys("row").limit(100)).allMatch(known::mayHold);
        }
    }

    @Test
    void shouldLetGoOfTheStateOnceAllIsLearnedOrTheTaskEnds() {
        AtomicBoolean learned = new AtomicBoolean();
        KnownKeys known = new KnownKeys(10, Stream.of("a").onClose(() -> learned.set(true)));
        known.mayHold("b");
        assertThat(learned).isTrue();
        known.close();

        AtomicBoolean ended = new AtomicBoolean();
        new KnownKeys(10, Stream.of("a").onClose(() -> ended.set(true))).close();
        assertThat(ended).isTrue();
    }

    private static Stream<String> keys(String prefix) {
        return IntStream.range(0, 1_000).mapToObj(i -> prefix + i);
    }
}
