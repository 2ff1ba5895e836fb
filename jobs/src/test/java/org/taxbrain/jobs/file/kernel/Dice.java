package org.taxbrain.jobs.file.kernel;

import java.util.Iterator;
import java.util.List;

/** What chance decides when rows are made: a random generator, or the numbers of a history that must shrink. */
@FunctionalInterface
public interface Dice {
    /** From 0 to bound - 1. */
    int next(int bound);

    /** Takes the numbers one by one; when they are used up, the first of everything: what a history shrinks to. */
    static Dice of(List<Integer> numbers) {
        Iterator<Integer> left = numbers.iterator();
        return bound -> left.hasNext() ? left.next() % bound : 0;
    }

    @SuppressWarnings("unchecked")
    default <T> T pick(T... of) {
        return of[next(of.length)];
    }

    default <T> T pick(List<T> of) {
        return of.get(next(of.size()));
    }
}
