package org.taxbrain.schemas.catalogue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The field of a dataset, perhaps another one, that has a row of a value. */
public record Reference(String dataset, String field) {
    private static final Pattern WRITTEN = Pattern.compile("([a-z][a-z0-9-]{1,60})\\.([A-Za-z_][A-Za-z0-9_]*)");

    /** What a field references; null: nothing, or nothing that can be read. */
    public static Reference of(Field field) {
        return read(field.hint().references());
    }

    /** Null of what is not written as {@code <dataset>.<field>}. */
    static Reference read(String written) {
        Matcher parts = WRITTEN.matcher(written == null ? "" : written);
        return parts.matches() ? new Reference(parts.group(1), parts.group(2)) : null;
    }

    @Override
    public String toString() {
        return dataset + '.' + field;
    }
}
