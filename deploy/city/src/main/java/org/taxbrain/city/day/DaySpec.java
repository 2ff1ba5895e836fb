package org.taxbrain.city.day;

/**
 * How a day of changes goes.
 *
 * @param changes how many row changes, beside the files of the day
 * @param perSecond at which rate they come; a driver that was held up catches up
 * @param files when the day's files are sent
 */
public record DaySpec(long changes, double perSecond, Files files) {
    /** When departments send the files of a day. */
    public enum Files {
        NEVER,
        /** Spread evenly over its changes. */
        AMID_CHANGES
    }

    private static final double USUAL_RATE = 100;

    public DaySpec {
        if (changes < 1) {
            throw new IllegalArgumentException("changes: give 1 or more, not " + changes);
        }
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate: give a number of changes a second above 0, not " + perSecond);
        }
    }

    /** So many changes at a hundred a second, and the day's files amid them. */
    public static DaySpec of(long changes) {
        return new DaySpec(changes, USUAL_RATE, Files.AMID_CHANGES);
    }
}
