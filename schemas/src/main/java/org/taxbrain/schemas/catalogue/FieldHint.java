package org.taxbrain.schemas.catalogue;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.value.Numerals;

/**
 * How a source writes one field, and the terms on which the bureau has it where they are not the dataset's.
 *
 * @param source column, JSON or XML name; null: the schema's own name
 * @param aliases other names under which it may come, as sources rename columns
 * @param column number of the column, from 1, where no header names it; null: it is found by its name, or by the schema's order
 * @param start where it begins in a line of fixed positions, from 1
 * @param length how much of such a line it takes
 * @param format date or date-time pattern as {@link org.taxbrain.schemas.value.Dates} reads it; null: ISO
 * @param firstYear the first of the hundred years that a year of two digits can be; null: 1950
 * @param unit multiplier of a money amount as sent: {@code yuan} (default), {@code wan} (10,000 yuan), {@code fen}
 * @param numerals how a whole number is written; null: in digits
 * @param replace replacements in the text, in order, before anything else is looked for in it
 * @param pattern regular expression whose group 1 (or the whole match) is the value; null: the whole text
 * @param nullWords words that mean "no value"
 * @param zeroWords words that mean 0, of a number or an amount
 * @param codes crosswalk from the source's code to ours; a code that is not in it is quarantined, never guessed
 * @param references {@code <dataset>.<field>} that has a row of this value; a row is not refused for it; null: none
 * @param referenced whether its values are kept, so that fields of other datasets can reference it
 * @param purpose as of {@link Terms}, and so the rest; null: that of the list around it, else of the dataset
 */
public record FieldHint(
        String source,
        List<String> aliases,
        Integer column,
        Integer start,
        Integer length,
        String format,
        Integer firstYear,
        String unit,
        Numerals numerals,
        List<Replacement> replace,
        String pattern,
        List<String> nullWords,
        List<String> zeroWords,
        Map<String, String> codes,
        String references,
        boolean referenced,
        String purpose,
        String legalBasis,
        Sharing sharing,
        String sharingCondition,
        LocalDate agreementExpiry,
        Period retention) {

    /** What holds where the descriptor says nothing. */
    public static final FieldHint NONE = new FieldHint(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, false, null, null,
            null, null, null, null);

    /**
     * A replacement in a field's text, such as of {@code ^(\\d\\d)5} by {@code $10}.
     *
     * @param find regular expression
     * @param by what stands for each match, {@code $1} for its first group
     */
    public record Replacement(String find, String by) {}

    public FieldHint {
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        replace = replace == null ? List.of() : List.copyOf(replace);
        zeroWords = zeroWords == null ? List.of() : List.copyOf(zeroWords);
        nullWords = nullWords == null ? List.of() : List.copyOf(nullWords);
        codes = codes == null ? Map.of() : Map.copyOf(codes);
    }

    /** The terms that this field, or the fields of this list, have of their own. */
    public Terms terms() {
        return new Terms(purpose, legalBasis, sharing, sharingCondition, agreementExpiry, retention);
    }
}
