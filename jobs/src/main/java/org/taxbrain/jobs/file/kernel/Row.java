package org.taxbrain.jobs.file.kernel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.CleanRecord;

/**
 * A clean row, decoded. Values are asked for by name; a field that the row's version of the schema does not have, or has
 * with another type, is absent.
 */
final class Row {
    private final Dataset dataset;
    private final Subjects subjects;
    private final CleanRecord meta;
    private final GenericRecord values;

    Row(Dataset dataset, Subjects subjects, CleanRecord meta, GenericRecord values) {
        this.dataset = dataset;
        this.subjects = subjects;
        this.meta = meta;
        this.values = values;
    }

    Dataset dataset() {
        return dataset;
    }

    Subjects subjects() {
        return subjects;
    }

    /** Position, order, times. */
    CleanRecord meta() {
        return meta;
    }

    GenericRecord values() {
        return values;
    }

    String key() {
        return meta.getKey();
    }

    /** The subjects that the row names in a role. */
    Set<String> subjectsIn(String role) {
        Set<String> found = new LinkedHashSet<>();
        subjects.of(values).forEach((subject, mention) -> {
            if (mention.roles().contains(role)) {
                found.add(subject);
            }
        });
        return found;
    }

    /** A field's text, or null. */
    String text(String name) {
        Object value = value(name);
        return value == null ? null : value.toString();
    }

    /** A field's number (money in fen), or null. */
    Long number(String name) {
        return value(name) instanceof Long number ? number : null;
    }

    /** A field's date, or null. */
    LocalDate date(String name) {
        return value(name) instanceof Integer day ? LocalDate.ofEpochDay(day) : null;
    }

    /** The texts of a field of a list's elements, such as {@code holders.share}; absent ones are left out. */
    List<String> texts(String path) {
        int dot = path.indexOf('.');
        Field field = dataset.field(path);
        List<String> texts = new ArrayList<>();
        if (field != null && value(path.substring(0, dot)) instanceof List<?> elements) {
            for (Object element : elements) {
                Object value = ((GenericRecord) element).get(field.position());
                if (value != null) {
                    texts.add(value.toString());
                }
            }
        }
        return texts;
    }

    private Object value(String name) {
        Field field = dataset.field(name);
        return field == null ? null : values.get(field.position());
    }
}
