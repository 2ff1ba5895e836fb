package org.taxbrain.jobs.file.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which numbers are one debt: keeps, for all cases of a dataset under one key, which number goes on with what another was
 * about, and tells each number the first of its chain, by an alias that {@link IdentityStage} follows.
 *
 * <p>One key, as a chain has any length and no other key would have all its links: docs/decisions/one-debt-several-numbers.md
 * says what that costs. A change of a link concerns the numbers behind it alone.
 */
public final class ChainStage {
    private static final String JOINT = "\n";
    private final State state;

    /**
     * What the stage keeps of the chains of one dataset.
     *
     * @param predecessors the number that each goes on with
     * @param successors the numbers that go on with each, joined
     */
    public record State(Table<String> predecessors, Table<String> successors) {}

    public ChainStage(State state) {
        this.state = state;
    }

    /** Takes a row's word, {@link Slot#continuation}, on what a number goes on with; no body: with nothing (any more). */
    public void accept(Message message, Consumer<Message> out) {
        String number = Slot.continuing(message.slot());
        String next = message.body() == null ? null : new String(message.body(), StandardCharsets.UTF_8);
        String previous = state.predecessors.get(number);
        if (Objects.equals(previous, next)) {
            return;
        }
        String before = first(number);
        link(number, previous, next);
        String after = first(number);
        if (!after.equals(before)) {
            String slot = Slot.debt(message.target());
            for (String each : chainBehind(number)) {
                out.accept(
                        message.with(each, slot, each.equals(after) ? null : after.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private void link(String number, String previous, String next) {
        if (previous != null) {
            List<String> left = successors(previous);
            left.remove(number);
            putSuccessors(previous, left);
        }
        if (next == null) {
            state.predecessors.remove(number);
        } else {
            state.predecessors.put(number, next);
            List<String> more = successors(next);
            more.add(number);
            putSuccessors(next, more);
        }
    }

    /** The number that none goes before; of links that run in a circle the lowest, whichever of them was heard first. */
    private String first(String number) {
        Set<String> seen = new LinkedHashSet<>();
        String at = number;
        while (seen.add(at)) {
            String before = state.predecessors.get(at);
            if (before == null) {
                return at;
            }
            at = before;
        }
        String lowest = at;
        for (String on = state.predecessors.get(at); !on.equals(at); on = state.predecessors.get(on)) {
            lowest = CodePoints.ORDER.compare(on, lowest) < 0 ? on : lowest;
        }
        return lowest;
    }

    /** A number and all that go on with it, directly or through others. */
    private Set<String> chainBehind(String number) {
        Set<String> found = new LinkedHashSet<>(List.of(number));
        Deque<String> ahead = new ArrayDeque<>(found);
        while (!ahead.isEmpty()) {
            for (String successor : successors(ahead.poll())) {
                if (found.add(successor)) {
                    ahead.add(successor);
                }
            }
        }
        return found;
    }

    private List<String> successors(String number) {
        String joined = state.successors.get(number);
        return joined == null ? new ArrayList<>() : new ArrayList<>(List.of(joined.split(JOINT)));
    }

    private void putSuccessors(String number, List<String> successors) {
        if (successors.isEmpty()) {
            state.successors.remove(number);
        } else {
            state.successors.put(number, String.join(JOINT, successors));
        }
    }
}
