package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * What a department says of a file that it sent: java properties {@code rows}, {@code total}, {@code sm3}, {@code signature}.
 *
 * @param rows rows after the header
 * @param total sum of the declared total field; null if none is declared
 * @param sm3 digest of the file's bytes, lower-case hexadecimal
 * @param signature over the file's bytes, as it was written: DER; null if none is declared
 */
record ControlFile(long rows, BigDecimal total, String sm3, byte[] signature) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * Reads a control file.
     *
     * @param withTotal whether the descriptor declares a total
     * @param signed whether the descriptor declares a signature
     * @throws FileRefusedException if something is missing or can't be read
     */
    static ControlFile parse(String content, boolean withTotal, boolean signed) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(content));
        } catch (IOException | IllegalArgumentException e) {
            throw new FileRefusedException("the control file is not java properties: " + e.getMessage(), e);
        }
        List<String> faults = new ArrayList<>();
        BigDecimal rows = number(properties, "rows", faults);
        BigDecimal total = withTotal ? number(properties, "total", faults) : null;
        String sm3 = properties.getProperty("sm3", "").strip().toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(sm3).matches()) {
            faults.add("sm3 must be 64 hexadecimal digits");
        }
        byte[] signature = signed ? signature(properties, faults) : null;
        if (rows != null && (rows.signum() < 0 || rows.stripTrailingZeros().scale() > 0)) {
            faults.add("rows must be a whole number");
        }
        if (!faults.isEmpty()) {
            throw new FileRefusedException("the control file can't be used: " + String.join("; ", faults));
        }
        return new ControlFile(rows.longValueExact(), total, sm3, signature);
    }

    private static byte[] signature(Properties properties, List<String> faults) {
        String text = properties.getProperty("signature", "").strip();
        if (text.isEmpty()) {
            faults.add("signature is missing");
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            faults.add("signature must be Base64, in one line");
            return null;
        }
    }

    private static BigDecimal number(Properties properties, String name, List<String> faults) {
        String text = properties.getProperty(name);
        if (text == null) {
            faults.add(name + " is missing");
            return null;
        }
        BigDecimal value = Amounts.of(text);
        if (value == null) {
            faults.add(name + " is not a number: " + text);
        }
        return value;
    }
}
