package org.taxbrain.schemas.lineage;

import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.text.Text;

/**
 * A path into a file's document: names joined by dots, each perhaps with a key in brackets, such as
 * {@code sections.property-right.items[R1].holders[0].name}.
 */
record FieldPath(List<Step> steps) {
    private static final String EXAMPLES =
            "expected such as name, summary.openArrears, sections.property-right.items[KEY].price, identifiers[djxh:…]";

    /** @param key null: no brackets */
    record Step(String name, String key) {}

    /** @throws LineageException if it can't be read; the message does not repeat it, as a key can be personal */
    static FieldPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) != '.' && text.charAt(end) != '[') {
                end++;
            }
            String name = text.substring(at, end).strip();
            if (name.isEmpty()) {
                throw new LineageException("FIELD: a name is missing at character " + (at + 1) + "; " + EXAMPLES);
            }
            String key = null;
            if (end < text.length() && text.charAt(end) == '[') {
                int close = closing(text, end);
                key = Text.normalise(text.substring(end + 1, close));
                if (key == null) {
                    throw new LineageException("FIELD: the brackets after " + name + " are empty; " + EXAMPLES);
                }
                end = close + 1;
            }
            steps.add(new Step(name, key));
            at = end + 1;
        }
        return new FieldPath(List.copyOf(steps));
    }

    /** The bracket that a dot or the end follows: a key may hold brackets of its own. */
    private static int closing(String text, int open) {
        for (int close = text.indexOf(']', open); close >= 0; close = text.indexOf(']', close + 1)) {
            if (close + 1 == text.length() || text.charAt(close + 1) == '.') {
                return close;
            }
        }
        throw new LineageException("FIELD: the bracket at character " + (open + 1)
                + " is not closed by one that stands before a dot or at the end; " + EXAMPLES);
    }

    /** Steps as they are typed. */
    static String written(List<Step> steps) {
        return String.join(
                ".",
                steps.stream()
                        .map(s -> s.key() == null ? s.name() : s.name() + '[' + s.key() + ']')
                        .toList());
    }

    Step first() {
        return steps.get(0);
    }

    /** What follows the first step. */
    List<Step> rest() {
        return steps.subList(1, steps.size());
    }
}
