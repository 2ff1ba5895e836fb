package org.taxbrain.jobs.file.kernel;

import java.util.Comparator;

/** The one order of text in documents: by code point, which is that of UTF-8 bytes, not that of {@link String#compareTo}. */
final class CodePoints {
    static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    private static int compare(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean beyond = Character.isSurrogate(x);
                return beyond == Character.isSurrogate(y) ? Character.compare(x, y) : beyond ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
