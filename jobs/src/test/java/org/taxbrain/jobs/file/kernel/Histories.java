package org.taxbrain.jobs.file.kernel;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

/** Random histories that shrink: to fewer steps, plainer rows, and messages in the order in which they were sent. */
public final class Histories {
    private static final int MOST_STEPS = 150;
    /** Divisible by most of what dice are thrown for. */
    private static final int SIDES = 60;

    private Histories() {}

    public static Arbitrary<History> any() {
        return Combinators.combine(steps(), numbers(8)).as(History::new);
    }

    private static Arbitrary<List<Step>> steps() {
        return Arbitraries.fromGeneratorWithSize(size -> {
            RandomGenerator<Step> step = step().generator(size);
            return random -> new Shortening<>(Stream.generate(() -> step.next(random))
                    .limit(1 + random.nextInt(MOST_STEPS))
                    .toList());
        });
    }

    private static Arbitrary<Step> step() {
        return Arbitraries.frequencyOf(
                Tuple.of(12, rows()),
                Tuple.of(4, place().map(at -> new Step.Delete(at.dataset, at.key))),
                Tuple.of(5, moves()),
                Tuple.of(2, Combinators.combine(place(), number()).as(Histories::rekey)),
                Tuple.of(
                        3,
                        Combinators.combine(place(), Arbitraries.of(0, 1, 2, 3)).as(Histories::again)),
                Tuple.of(
                        1,
                        Combinators.combine(dataset(), Arbitraries.of(false, true))
                                .as(Step.FileTwice::new)),
                Tuple.of(8, numbers(12).map(Step.Deliver::new)),
                Tuple.of(3, number().map(Step.Write::new)),
                Tuple.of(
                        3,
                        Combinators.combine(numbers(8), Arbitraries.of(0, 0, 1, 2, 3))
                                .as(Step.Barrier::new)),
                Tuple.of(1, restarts()));
    }

    /** Where a row stands, or could stand. */
    private record Place(String dataset, String key) {}

    private static Arbitrary<Place> place() {
        return Arbitraries.of(SmallCity.DATASETS.stream()
                .flatMap(dataset -> SmallCity.keys(dataset).stream().map(key -> new Place(dataset, key)))
                .toList());
    }

    private static Arbitrary<String> dataset() {
        return Arbitraries.of(SmallCity.DATASETS);
    }

    private static Arbitrary<Step> rows() {
        return Combinators.combine(place(), numbers(24))
                .as((at, dice) -> new Step.Put(at.dataset, at.key, SmallCity.row(at.dataset, at.key, Dice.of(dice))));
    }

    private static Arbitrary<Step> moves() {
        return Combinators.combine(place(), numbers(3)).as((at, dice) -> new Step.Move(at.dataset, at.key, dice));
    }

    private static Step rekey(Place at, int to) {
        List<String> keys = SmallCity.keys(at.dataset);
        return new Step.Rekey(at.dataset, at.key, keys.get(to % keys.size()));
    }

    private static Step again(Place at, int back) {
        return new Step.Again(at.dataset, at.key, back);
    }

    private static Arbitrary<Step> restarts() {
        Arbitrary<Integer> back = Arbitraries.of(0, 0, 0, 1, 2, 5, MOST_STEPS);
        return Combinators.combine(back, Arbitraries.of(false, true)).as(Step.Restart::new);
    }

    private static Arbitrary<Integer> number() {
        return Arbitraries.integers().between(0, SIDES - 1).withDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<List<Integer>> numbers(int most) {
        return number().list().ofMaxSize(most).withSizeDistribution(RandomDistribution.uniform());
    }
}
