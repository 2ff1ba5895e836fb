package org.taxbrain.jobs.file.kernel;

import java.time.LocalDate;
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

    private Object value(String name) {
        Field field = dataset.field(name);
        return field == null ? null : values.get(field.position());
    }
}
