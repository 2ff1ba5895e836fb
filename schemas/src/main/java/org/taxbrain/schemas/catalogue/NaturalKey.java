package org.taxbrain.schemas.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.taxbrain.schemas.text.Sm3;
import org.taxbrain.schemas.text.Text;

/** The normalised natural key of a row: what Kafka partitions and Flink fences by. */
public final class NaturalKey {
    private static final Set<String> IDENTIFIERS =
            Set.of("resident-id", "uscc", "djxh", "unit-no", "case-no", "property-certificate");

    private NaturalKey() {}

    /**
     * The key of a landed row: its key fields normalised (NFKC; identifiers in capitals without blanks), joined by '|'.
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
            key.append(part);
        }
        return key.toString();
    }

    /** The key of a row whose natural key can't be read. */
    public static String unreadable(List<String> values) {
        return "#" + Sm3.hex(values.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** Whether a key is the stand-in for one that could not be read. */
    public static boolean isUnreadable(String key) {
        return key.startsWith("#");
    }

    private static String normalise(Field field, String raw) {
        String text = Text.normalise(raw);
        if (text == null) {
            return null;
        }
        boolean identifier = field.checks().stream().anyMatch(IDENTIFIERS::contains);
        return identifier ? text.replace(" ", "").toUpperCase(Locale.ROOT) : text;
    }
}
