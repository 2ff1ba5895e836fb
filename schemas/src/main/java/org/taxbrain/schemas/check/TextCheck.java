package org.taxbrain.schemas.check;

/** A check of a text that {@link org.taxbrain.schemas.text.Text#normalise} has been over. */
@FunctionalInterface
public interface TextCheck {

    /** @param landedDay the day on which the row landed, in Asia/Shanghai, as epoch day */
    Checked check(String text, long landedDay);
}
