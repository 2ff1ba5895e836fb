package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldHint;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.Checks;

/** Fields of a row with what their dataset's declaration says of them. */
final class Cells {
    private Cells() {}

    /** The field at a pointer into the row's data. */
    static Lineage.Cell of(Item item, Dataset dataset, String pointer) {
        String path = declaredPath(pointer);
        Field field = dataset.field(path);
        JsonNode value = item.data().at(pointer);
        JsonNode shown = item.shown().path("data").at(pointer);
        return new Lineage.Cell(
                Scope.readable(pointer),
                field.label(),
                orNull(shown),
                type(field),
                sourceName(dataset, path),
                reading(field, value, shown),
                checks(field, value, item.data().at(Scope.holder(pointer))),
                Repairs.of(item.row().path("source"), path));
    }

    /** Pointers of all single values in a row; an absent one, and an empty list, has its place too. */
    static List<String> all(List<Field> fields, String base, JsonNode data) {
        List<String> pointers = new ArrayList<>();
        for (Field field : fields) {
            String pointer = base + '/' + field.name();
            int elements = field.type() == FieldType.LIST ? data.at(pointer).size() : 0;
            for (int i = 0; i < elements; i++) {
                pointers.addAll(all(field.children(), pointer + '/' + i, data));
            }
            if (elements == 0) {
                pointers.add(pointer);
            }
        }
        return pointers;
    }

    static JsonNode orNull(JsonNode value) {
        return value.isMissingNode() ? NullNode.getInstance() : value;
    }

    /** {@code /holders/0/name} is declared as {@code holders.name}. */
    static String declaredPath(String pointer) {
        return pointer.replaceAll("/\\d+", "").replace('/', '.').substring(1);
    }

    private static String type(Field field) {
        return field.type() == FieldType.MONEY
                ? "money (fen)"
                : field.type().name().toLowerCase(Locale.ROOT);
    }

    private static String sourceName(Dataset dataset, String path) {
        StringBuilder name = new StringBuilder();
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            name.append(dataset.field(path.substring(0, dot)).sourceName()).append('.');
        }
        return name.append(dataset.field(path).sourceName()).toString();
    }

    private static List<String> reading(Field field, JsonNode value, JsonNode shown) {
        List<String> reading = new ArrayList<>();
        FieldHint hint = field.hint();
        if (!field.codes().isEmpty() && value.equals(shown)) {
            List<String> codes = field.codes().entrySet().stream()
                    .filter(code -> code.getValue().equals(value.asText()))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (!codes.isEmpty()) {
                reading.add("code " + String.join(" or ", codes) + " of the source");
            }
        }
        if (field.type() == FieldType.MONEY) {
            reading.add("unit " + (hint.unit() == null ? "yuan" : hint.unit()) + " unless the text names another");
        }
        if (hint.format() != null) {
            reading.add("format " + hint.format());
        }
        if (hint.numerals() != null) {
            reading.add("numerals " + hint.numerals().name().toLowerCase(Locale.ROOT));
        }
        hint.replace().forEach(r -> reading.add("with " + r.find() + " replaced by \"" + r.by() + "\""));
        if (hint.pattern() != null) {
            reading.add("the part that matches " + hint.pattern());
        }
        return reading;
    }

    private static List<String> checks(Field field, JsonNode value, JsonNode beside) {
        if (value.isMissingNode()) {
            return List.of("may be absent");
        }
        List<String> checks = new ArrayList<>();
        if (!field.codes().isEmpty()) {
            checks.add("code known");
        }
        checks.add("type " + field.type().name().toLowerCase(Locale.ROOT));
        if (!field.nullable()) {
            checks.add("required");
        }
        // one that only warns need not have passed: its remark stands at the row
        field.checks().stream()
                .filter(check -> !Checks.isWarning(check))
                .forEach(check -> checks.add(resolved(check, beside)));
        return checks;
    }

    /** A check that another field decides, with what that field says. */
    private static String resolved(String check, JsonNode beside) {
        JsonNode type = beside.path(Checks.argument(check));
        return Checks.name(check).equals(Checks.IDENTIFIER_OF) && type.isTextual()
                ? check + " (" + type.asText() + ")"
                : check;
    }
}
