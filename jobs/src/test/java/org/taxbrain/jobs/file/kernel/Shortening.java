package org.taxbrain.jobs.file.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A list that shrinks by losing any part of it, not just its ends as jqwik's own: then by shrinking what is left. */
record Shortening<T>(List<Shrinkable<T>> elements) implements Shrinkable<List<T>> {
    @Override
    public List<T> value() {
        return elements.stream().map(Shrinkable::value).toList();
    }

    @Override
    public Stream<Shrinkable<List<T>>> shrink() {
        Stream<Integer> sizes = Stream.iterate(elements.size(), size -> size > 0, size -> size / 2);
        return Stream.concat(sizes.flatMap(this::without), plainer());
    }

    /** Lists that lack one part of a size. */
    private Stream<Shrinkable<List<T>>> without(int size) {
        return IntStream.iterate(0, start -> start < elements.size(), start -> start + size)
                .mapToObj(start -> {
                    List<Shrinkable<T>> left = new ArrayList<>(elements);
                    left.subList(start, Math.min(start + size, left.size())).clear();
                    return new Shortening<>(left);
                });
    }

    private Stream<Shrinkable<List<T>>> plainer() {
        return IntStream.range(0, elements.size())
                .boxed()
                .flatMap(i -> elements.get(i).shrink().map(element -> {
                    List<Shrinkable<T>> changed = new ArrayList<>(elements);
                    changed.set(i, element);
                    return new Shortening<>(changed);
                }));
    }

    @Override
    public ShrinkingDistance distance() {
        return ShrinkingDistance.forCollection(elements);
    }
}
