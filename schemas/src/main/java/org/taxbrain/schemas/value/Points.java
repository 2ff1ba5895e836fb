package org.taxbrain.schemas.value;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads places as departments write them, the longitude first: {@code 120.153576,30.287459}, {@code POINT(120.15 30.28)}. */
public final class Points {
    private static final String DEGREES = "([+-]?\\d{1,3}(?:\\.\\d{1,15})?)";
    private static final Pattern FORM = Pattern.compile(
            "(?:POINT ?\\( ?" + DEGREES + " " + DEGREES + " ?\\)|" + DEGREES + "(?: ?[,;] ?| )" + DEGREES + ")",
            Pattern.CASE_INSENSITIVE);
    private static final BigDecimal EAST = BigDecimal.valueOf(180);
    private static final BigDecimal NORTH = BigDecimal.valueOf(90);

    private Points() {}

    /** The one way in which a place stands in a clean row, {@code POINT (120.15 30.28)}; null if the text is none. */
    public static String canonical(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return null;
        }
        BigDecimal longitude = new BigDecimal(m.group(1) == null ? m.group(3) : m.group(1));
        BigDecimal latitude = new BigDecimal(m.group(2) == null ? m.group(4) : m.group(2));
        if (longitude.abs().compareTo(EAST) > 0 || latitude.abs().compareTo(NORTH) > 0) {
            return null;
        }
        return "POINT (" + Numbers.canonical(longitude) + " " + Numbers.canonical(latitude) + ")";
    }
}
