package org.taxbrain.city;

import java.time.LocalDate;
import org.taxbrain.city.dirt.DirtRates;

/**
 * What city to make; equal specifications make equal cities.
 *
 * @param taxpayers how many registered taxpayers
 * @param seed everything random follows from it
 * @param dirt how often rows are dirty, and how
 * @param start first business day that files are written for
 * @param days how many business days
 */
public record CitySpec(long taxpayers, long seed, DirtRates dirt, LocalDate start, int days) {
    /** First business day, if nothing else is said; fixed, or the same seed would make another city tomorrow. */
    public static final LocalDate DEFAULT_START = LocalDate.of(2026, 3, 2);

    private static final int DEFAULT_DAYS = 5;
    private static final long MOST = 20_000_000;

    public CitySpec {
        if (taxpayers < 1 || taxpayers > MOST) {
            throw new IllegalArgumentException("taxpayers: give 1 to " + MOST + ", not " + taxpayers);
        }
        if (days < 2 || days > 31) {
            throw new IllegalArgumentException("days: give 2 to 31 business days, not " + days);
        }
    }

    /** A city with the usual dirt, five business days from {@link #DEFAULT_START}. */
    public static CitySpec of(long taxpayers, long seed) {
        return new CitySpec(taxpayers, seed, DirtRates.usual(), DEFAULT_START, DEFAULT_DAYS);
    }

    /** The last business day of the bulk. */
    public LocalDate lastDay() {
        return start.plusDays(days - 1L);
    }
}
