package org.taxbrain.schemas.text;

import java.text.Normalizer;

/** The one normalisation of text, applied once, when a row enters. */
public final class Text {
    private Text() {}

    /**
     * Unicode NFKC (full-width digits, letters and brackets become ASCII), without control and zero-width characters,
     * without a byte-order mark, white space collapsed to single blanks and cut at both ends.
     *
     * @param raw text as it came, or null
     * @return the normalised text; null if nothing is left
     */
    public static String normalise(String raw) {
        if (raw == null) {
            return null;
        }
        if (isPlain(raw)) {
            return raw.isEmpty() ? null : raw;
        }
        String folded = Normalizer.isNormalized(raw, Normalizer.Form.NFKC)
                ? raw
                : Normalizer.normalize(raw, Normalizer.Form.NFKC);
        StringBuilder out = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = true;
            } else if (!isInvisible(c)) {
                if (gap && out.length() > 0) {
                    out.append(' ');
                }
                gap = false;
                out.appendCodePoint(c);
            }
        }
        return out.length() == 0 ? null : out.toString();
    }

    /** Printable ASCII with single inner blanks is already normal: most values, so worth a quick look. */
    private static boolean isPlain(String s) {
        int n = s.length();
        for (int i = 0; i < n; i++) {
            char c = s.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
            if (c == ' ' && (i == 0 || i == n - 1 || s.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.UNASSIGNED || c == 0xFFFD;
    }
}
