package org.taxbrain.connectors.files;

import java.math.BigDecimal;
import org.taxbrain.schemas.text.Text;

/** Amounts as totals count them: control files, trailers and the books must come to one sum. */
public final class Amounts {
    private Amounts() {}

    /**
     * The number that a total counts a cell as: without grouping commas and blanks; 0 for nothing or a dash.
     *
     * @param raw as it came; may be null
     * @return null if the text is no number
     */
    public static BigDecimal of(String raw) {
        String text = Text.normalise(raw);
        if (text == null) {
            return BigDecimal.ZERO;
        }
        text = text.replace(",", "").replace(" ", "");
        if (text.isEmpty() || text.equals("-")) {
            return BigDecimal.ZERO;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
