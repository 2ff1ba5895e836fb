package org.taxbrain.schemas.catalogue;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;

/**
 * How a source writes one field, and the terms on which the bureau has it where they are not the dataset's.
 *
 * @param source column, JSON or XML name; null: the schema's own name
 * @param format date or date-time pattern of {@link java.time.format.DateTimeFormatter}; null: ISO
 * @param unit multiplier of a money amount as sent: {@code yuan} (default), {@code wan} (10,000 yuan), {@code fen}
 * @param pattern regular expression whose group 1 (or the whole match) is the value; null: the whole text
 * @param nullWords words that mean "no value"
 * @param codes crosswalk from the source's code to ours; a code that is not in it is quarantined, never guessed
 * @param purpose as of {@link Terms}, and so the rest; null: that of the list around it, else of the dataset
 */
public record FieldHint(
        String source,
        String format,
        String unit,
        String pattern,
        List<String> nullWords,
        Map<String, String> codes,
        String purpose,
        String legalBasis,
        Sharing sharing,
        String sharingCondition,
        LocalDate agreementExpiry,
        Period retention) {

    /** What holds where the descriptor says nothing. */
    public static final FieldHint NONE =
            new FieldHint(null, null, null, null, null, null, null, null, null, null, null, null);

    public FieldHint {
        nullWords = nullWords == null ? List.of() : List.copyOf(nullWords);
        codes = codes == null ? Map.of() : Map.copyOf(codes);
    }

    /** The terms that this field, or the fields of this list, have of their own. */
    public Terms terms() {
        return new Terms(purpose, legalBasis, sharing, sharingCondition, agreementExpiry, retention);
    }
}
