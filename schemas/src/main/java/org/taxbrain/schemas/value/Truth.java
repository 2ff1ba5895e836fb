package org.taxbrain.schemas.value;

import java.util.Locale;

/** Reads yes and no. */
public final class Truth {
    private Truth() {}

    /** True, false, or null if the text says neither. */
    public static Boolean of(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "1", "yes", "y", "是" -> Boolean.TRUE;
            case "false", "f", "0", "no", "n", "否" -> Boolean.FALSE;
            default -> null;
        };
    }
}
