package org.taxbrain.schemas.check;

import java.util.Set;
import java.util.TreeSet;

/** The checks that a schema may name, by the part of the expression before the colon. */
public final class CheckNames {
    private static final Set<String> KNOWN = Set.of(
            "resident-id",
            "uscc",
            "djxh",
            "unit-no",
            "property-certificate",
            "case-no",
            "mobile",
            "identifier-of",
            "min",
            "max",
            "max-length",
            "from",
            "not-after-landing",
            "one-of",
            "matches");

    private CheckNames() {}

    /** Whether an expression such as {@code min:0} names a known check. */
    public static boolean isKnown(String expression) {
        int colon = expression.indexOf(':');
        return KNOWN.contains(colon < 0 ? expression : expression.substring(0, colon));
    }

    /** All names, sorted. */
    public static Set<String> known() {
        return new TreeSet<>(KNOWN);
    }
}
