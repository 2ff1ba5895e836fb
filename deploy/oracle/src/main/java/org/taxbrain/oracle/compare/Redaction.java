package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** Values as a report may show them: what is no code, number or date is told apart by its length and a short hash. */
public final class Redaction {
    private static final Pattern HARMLESS = Pattern.compile("[a-z][a-z-]{0,30}|\\d{4}-\\d{2}-\\d{2}|\\d\\.\\d{1,6}");
    private static final int LONGEST = 120;

    private Redaction() {}

    static String value(JsonNode value) {
        if (value == null) {
            return "-";
        }
        if (value.isNumber() || value.isBoolean() || value.isNull()) {
            return value.asText();
        }
        if (value.isTextual()) {
            return text(value.asText());
        }
        return value.isArray() ? "[" + value.size() + " elements]" : "{" + fields(value) + "}";
    }

    /** {@code person:330106199001011234} becomes {@code person:3301…(18)#1f2e}. */
    public static String subject(String subject) {
        int colon = subject.indexOf(':');
        return subject.substring(0, colon + 1) + text(subject.substring(colon + 1));
    }

    private static String text(String text) {
        if (HARMLESS.matcher(text).matches()) {
            return text;
        }
        int points = text.codePointCount(0, text.length());
        int shown = Math.min(4, points / 3);
        return text.substring(0, text.offsetByCodePoints(0, shown)) + "…(" + points + ")#"
                + String.format("%04x", text.hashCode() & 0xFFFF);
    }

    private static String fields(JsonNode object) {
        StringBuilder names = new StringBuilder();
        object.fieldNames().forEachRemaining(n -> names.append(names.length() == 0 ? "" : ", ")
                .append(n));
        return names.length() > LONGEST ? names.substring(0, LONGEST) + "…" : names.toString();
    }
}
