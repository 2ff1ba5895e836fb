package org.taxbrain.city.dirt;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often a row has each kind of dirt that its dataset can have. For what comes once a file or a day (a cut record, a
 * file sent twice), any rate above zero means that it comes.
 *
 * @param rates share of rows by kind; a kind that is not named has none
 */
public record DirtRates(Map<Dirt, Double> rates) {
    private static final double USUAL = 0.005;

    public DirtRates {
        Map<Dirt, Double> copy = new EnumMap<>(Dirt.class);
        copy.putAll(rates);
        double sum = 0;
        for (Map.Entry<Dirt, Double> e : copy.entrySet()) {
            double rate = e.getValue();
            if (!(rate >= 0 && rate <= 1)) {
                throw new IllegalArgumentException(
                        "dirt " + e.getKey().id() + ": a rate between 0 and 1 is needed, not " + rate);
            }
            sum += rate;
        }
        if (sum > 1) {
            throw new IllegalArgumentException("dirt: the rates sum to " + sum + ", more than all rows");
        }
        rates = Collections.unmodifiableMap(copy);
    }

    /** Half a percent of each kind. */
    public static DirtRates usual() {
        return all(USUAL);
    }

    /** Every kind at one rate; 0 for a clean city. */
    public static DirtRates all(double rate) {
        Map<Dirt, Double> all = new EnumMap<>(Dirt.class);
        for (Dirt d : Dirt.values()) {
            all.put(d, rate);
        }
        return new DirtRates(all);
    }

    /** These rates with one changed. */
    public DirtRates with(Dirt dirt, double rate) {
        Map<Dirt, Double> changed = new EnumMap<>(Dirt.class);
        changed.putAll(rates);
        changed.put(dirt, rate);
        return new DirtRates(changed);
    }

    /** Share of the rows that have a kind of dirt. */
    public double of(Dirt dirt) {
        return rates.getOrDefault(dirt, 0.0);
    }
}
