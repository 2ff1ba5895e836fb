package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.lineage.FieldPath.Step;

/**
 * The places in a row that a path leads to: more than one where it passes a list without an index.
 *
 * @param pointers JSON pointers into the row's data
 * @param steps the path
 */
record Places(Item item, List<String> pointers, List<Step> steps) {

    /** @throws LineageException if the declaration has no such field, or the row no such element */
    static Places of(Item item, List<Step> steps) {
        Dataset dataset = item.dataset().orElseThrow();
        return new Places(item, pointers(dataset.id(), dataset.fields(), "", item.data(), steps), steps);
    }

    /** One value as it is, several as a list. */
    JsonNode shown() {
        JsonNode data = item.shown().path("data");
        if (pointers.size() == 1 && Scope.readable(pointers.get(0)).equals(FieldPath.written(steps))) {
            return data.at(pointers.get(0));
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        pointers.forEach(p -> values.add(Cells.orNull(data.at(p))));
        return values;
    }

    /** Pointers of the single values there: a list, or an element of one, is told by what it holds. */
    List<String> fields() {
        Dataset dataset = item.dataset().orElseThrow();
        List<String> single = new ArrayList<>();
        for (String pointer : pointers) {
            Field field = dataset.field(Cells.declaredPath(pointer));
            if (field.type() != FieldType.LIST) {
                single.add(pointer);
            } else if (Scope.isElement(pointer)) {
                single.addAll(Cells.all(field.children(), pointer, item.data()));
            } else {
                single.addAll(Cells.all(List.of(field), Scope.holder(pointer), item.data()));
            }
        }
        return single;
    }

    private static List<String> pointers(String at, List<Field> fields, String base, JsonNode data, List<Step> steps) {
        Step step = steps.get(0);
        List<Step> rest = steps.subList(1, steps.size());
        Field field = fields.stream()
                .filter(f -> f.name().equals(step.name()))
                .findFirst()
                .orElseThrow(() -> new LineageException(at + " has no field " + Why.quoted(step.name()) + "; it has "
                        + fields.stream().map(Field::name).toList()
                        + (base.isEmpty() ? ", and of the row itself " + Sections.OWN : "")));
        String pointer = base + '/' + field.name();
        String below = at + '.' + field.name();
        if (field.type() != FieldType.LIST) {
            if (step.key() != null || !rest.isEmpty()) {
                throw new LineageException(below + " is a single value: nothing follows it");
            }
            return List.of(pointer);
        }
        if (step.key() == null && rest.isEmpty()) {
            return List.of(pointer);
        }
        int size = data.at(pointer).size();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (step.key() == null || step.key().equals(String.valueOf(i))) {
                String element = pointer + '/' + i;
                found.addAll(
                        rest.isEmpty() ? List.of(element) : pointers(below, field.children(), element, data, rest));
            }
        }
        if (found.isEmpty()) {
            throw new LineageException(below + " has " + size + " elements here, counted from 0"
                    + (size == 0 ? "" : ": [0] to [" + (size - 1) + "]"));
        }
        return found;
    }
}
