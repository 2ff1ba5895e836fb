package org.taxbrain.schemas.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.text.Sm3;
import org.taxbrain.schemas.text.Text;

/** The normalised natural key of a row: what Kafka partitions and Flink fences by. */
public final class NaturalKey {
    private static final String UNREADABLE = "#";

    private NaturalKey() {}

    /**
     * The key of a landed row: its key fields normalised (NFKC; identifiers in their canonical form), joined by '|'.
     *
     * @param values landed values by position in the dataset's schema
     * @return the key, or "#" and a digest of the values if a key field is empty
     */
    public static String of(Dataset dataset, List<String> values) {
        List<String> names = dataset.descriptor().key();
        StringBuilder key = new StringBuilder();
        for (String name : names) {
            Field field = dataset.field(name);
            String raw = field.position() < values.size() ? values.get(field.position()) : null;
            String part = normalise(field, raw);
            if (part == null) {
                return unreadable(values);
            }
            if (key.length() > 0) {
                key.append('|');
            }
            key.append(escape(part, names.size() == 1));
        }
        return key.toString();
    }

    /** The key of a row whose natural key can't be read. */
    public static String unreadable(List<String> values) {
        return UNREADABLE
                + Sm3.hex(values.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** Whether a key is the stand-in for one that could not be read. */
    public static boolean isUnreadable(String key) {
        return key.startsWith(UNREADABLE);
    }

    /** One value has one key, however it is written: a resident id in 15 digits and in 18 is one person. */
    private static String normalise(Field field, String raw) {
        String text = Text.normalise(raw);
        if (text == null) {
            return null;
        }
        Identifier identifier = field.identifier();
        return identifier == null ? text : identifier.normalise(text);
    }

    /** A bar within a part must not look like the one between parts, nor a leading # like an unreadable key. */
    private static String escape(String part, boolean alone) {
        String escaped = alone ? part : part.replace("\\", "\\\\").replace("|", "\\|");
        return escaped.startsWith(UNREADABLE) ? "\\" + escaped : escaped;
    }
}
