package org.taxbrain.city.dirt;

import org.taxbrain.city.id.Dice;

/**
 * One way in which a row can be dirty.
 *
 * @param kind its kind
 * @param inflict does it to a row and marks it; leaves the row alone if it doesn't fit
 */
public record Fault(Dirt kind, Inflict inflict) {
    /** Does something to a row. */
    @FunctionalInterface
    public interface Inflict {
        void on(Row row, Dice dice);
    }
}
