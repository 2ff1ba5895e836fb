package org.taxbrain.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** Derives fields from a record schema and a descriptor's hints. */
final class Fields {
    private Fields() {}

    static List<Field> of(Schema record, Descriptor descriptor, List<Fault> faults) {
        return level(record, "", descriptor, faults);
    }

    private static List<Field> level(Schema record, String prefix, Descriptor descriptor, List<Fault> faults) {
        List<Field> fields = new ArrayList<>();
        for (Schema.Field f : record.getFields()) {
            String path = prefix + f.name();
            Schema type = f.schema();
            boolean nullable = type.isNullable();
            if (type.isUnion()) {
                List<Schema> others = type.getTypes().stream()
                        .filter(t -> t.getType() != Schema.Type.NULL)
                        .toList();
                if (!nullable || others.size() != 1) {
                    faults.add(Fault.ofField(path, "type", "a union must be of null and one type"));
                    continue;
                }
                type = others.get(0);
            }
            FieldType fieldType = typeOf(f, type);
            if (fieldType == null) {
                faults.add(
                        Fault.ofField(path, "type", "the type " + type.getType().getName() + " is not supported"));
                continue;
            }
            List<Field> children = List.of();
            if (fieldType == FieldType.LIST) {
                children = level(type.getElementType(), path + ".", descriptor, faults);
            }
            fields.add(new Field(
                    f.name(),
                    path,
                    f.pos(),
                    fieldType,
                    nullable,
                    text(f, "label", f.name()),
                    text(f, "sensitivity", "none"),
                    checks(f),
                    descriptor.fields().getOrDefault(path, FieldHint.NONE),
                    children));
        }
        return fields;
    }

    private static FieldType typeOf(Schema.Field field, Schema type) {
        String meant = text(field, "meaning", "");
        LogicalType logical = type.getLogicalType();
        String logicalName = logical == null ? "" : logical.getName();
        return switch (type.getType()) {
            case STRING ->
                switch (meant) {
                    case "decimal" -> FieldType.DECIMAL;
                    case "point" -> FieldType.POINT;
                    default -> FieldType.STRING;
                };
            case LONG ->
                logicalName.equals("timestamp-millis")
                        ? FieldType.TIMESTAMP
                        : meant.equals("money") ? FieldType.MONEY : FieldType.LONG;
            case INT -> logicalName.equals("date") ? FieldType.DATE : null;
            case BOOLEAN -> FieldType.BOOLEAN;
            case ARRAY -> type.getElementType().getType() == Schema.Type.RECORD ? FieldType.LIST : null;
            default -> null;
        };
    }

    private static String text(Schema.Field field, String property, String otherwise) {
        Object value = field.getObjectProp(property);
        return value == null ? otherwise : value.toString();
    }

    private static List<String> checks(Schema.Field field) {
        Object value = field.getObjectProp("checks");
        if (value instanceof List<?> list) {
            return list.stream().map(Object::toString).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }
}
