package org.taxbrain.schemas.check;

/** A check of a date. */
@FunctionalInterface
public interface DateCheck {

    /**
     * @param day epoch day
     * @param landedDay the day on which the row landed, in Asia/Shanghai, as epoch day
     * @return what was expected, or null if the date is right
     */
    String fault(long day, long landedDay);
}
