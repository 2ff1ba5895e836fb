package org.taxbrain.connectors.files;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.text.Text;

/**
 * What a file's last line says of the file.
 *
 * @param rows how many rows stand before it
 * @param total sum of the declared total field; null: it says none
 */
public record Trailer(BigDecimal rows, BigDecimal total) {

    /** The expression of a trailer, or null if the descriptor has none. */
    static Pattern pattern(Descriptor.Files files) {
        return files.trailer() == null ? null : Pattern.compile(files.trailer());
    }

    /**
     * Reads the last line.
     *
     * @param line without its end; null: the file has none
     * @throws FileRefusedException if it is no trailer
     */
    static Trailer read(Pattern pattern, String line) {
        Matcher m = pattern.matcher(line == null ? "" : String.valueOf(Text.normalise(line)));
        if (!m.find()) {
            throw new FileRefusedException("the last line is not the trailer that the descriptor declares (" + pattern
                    + "): the file was cut; nothing of it was taken, send it again whole");
        }
        return new Trailer(
                number(m.group("rows"), "rows"),
                pattern.pattern().contains("(?<total>") ? number(m.group("total"), "total") : null);
    }

    private static BigDecimal number(String text, String name) {
        BigDecimal number = Amounts.of(text);
        if (number == null) {
            throw new FileRefusedException("the trailer's " + name + " is not a number: " + text);
        }
        return number;
    }
}
