package org.taxbrain.local.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.index.PersonalKind;
import org.taxbrain.schemas.record.LandedRecord;

/** The content of a quarantined row for people's eyes. */
final class QuarantinedRow {
    private static final String HIDDEN = "***";
    /** What can be an identifier or a mobile, wherever it stands. */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{11}");

    private final Dataset dataset;
    private final LandedRecord row;

    /** @param dataset by whose declaration the row landed */
    QuarantinedRow(Dataset dataset, LandedRecord row) {
        this.dataset = dataset;
        this.row = row;
    }

    /** The fields by name, in the schema's order; those that are absent are left out. */
    Map<String, String> fields(boolean masked) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Field field : dataset.fields()) {
            String value =
                    field.position() < row.getValues().size() ? row.getValues().get(field.position()) : null;
            if (value != null) {
                fields.put(field.name(), masked ? masked(field, value) : value);
            }
        }
        row.getExtra().forEach((name, value) -> fields.put("(" + name + ")", masked ? HIDDEN : value));
        return fields;
    }

    private String masked(Field field, String value) {
        PersonalKind kind = PersonalKind.of(dataset, field);
        if (kind == PersonalKind.NONE && field.type() != FieldType.LIST) {
            // a row of another shape may have shifted: anything may stand anywhere
            boolean maybePersonal =
                    row.getDefect() != null || LONG_NUMBER.matcher(value).find();
            return maybePersonal ? Masking.identifier(value) : value;
        }
        return field.type() == FieldType.LIST ? HIDDEN : Masking.value(kind, value);
    }
}
