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
import org.taxbrain.schemas.lineage.Item.Mention;
import org.taxbrain.schemas.lineage.Why.Answer;

/** The values below {@code sections}: what departments delivered. */
final class Sections {
    private static final String ITEMS = "items";
    private static final String DATA = "data";
    private static final List<String> OWN = List.of("key", "roles", "presentedAs", "source");
    private final FileView file;
    private final Derivations derive;

    Sections(FileView file, Derivations derive) {
        this.file = file;
        this.derive = derive;
    }

    List<Answer> answers(FieldPath path) {
        List<String> there = new ArrayList<>();
        file.document().path("sections").fieldNames().forEachRemaining(there::add);
        if (path.rest().isEmpty() || path.first().key() != null) {
            throw new LineageException("Below sections stand the datasets of this file: name one of " + there);
        }
        Step section = path.rest().get(0);
        if (!there.contains(section.name())) {
            throw new LineageException("This file has no section " + Why.quoted(section.name()) + "; it has " + there);
        }
        String at = "sections." + section.name();
        List<Step> rest = path.rest().subList(1, path.rest().size());
        if (section.key() != null) {
            throw new LineageException("The key of a row stands behind " + ITEMS + ": " + at + '.' + ITEMS + "[KEY]");
        }
        if (rest.size() == 1 && rest.get(0).equals(new Step("count", null))) {
            JsonNode count = file.shown().at("/sections/" + section.name() + "/count");
            return List.of(new Answer(at + ".count", count, derive.count(section.name())));
        }
        boolean named = !rest.isEmpty() && rest.get(0).name().equals(ITEMS);
        List<Item> items = choose(section.name(), named ? rest.get(0).key() : null);
        List<Step> below = named ? rest.subList(1, rest.size()) : rest;
        return items.stream()
                .map(i ->
                        answer(i, at + '.' + ITEMS + '[' + i.shown().path("key").asText() + ']', below))
                .toList();
    }

    /** All rows of a section, or those of a key, in full or as it is shown. */
    private List<Item> choose(String section, String key) {
        List<Item> all = file.section(section);
        if (all.stream().anyMatch(i -> i.dataset().isEmpty())) {
            throw new LineageException(
                    "The dataset " + section + " of this section is not declared here: what was checked,"
                            + " and what of it is personal, is not known. Declare it (./taxbrain up --help) and ask again.");
        }
        List<Item> chosen = key == null
                ? all
                : all.stream()
                        .filter(i -> i.key().equals(key)
                                || i.shown().path("key").asText().equals(key))
                        .toList();
        if (chosen.isEmpty()) {
            List<String> keys = all.stream()
                    .map(i -> i.shown().path("key").asText())
                    .distinct()
                    .toList();
            throw new LineageException("sections." + section + " shows no row of this key; it shows " + Why.some(keys));
        }
        return chosen;
    }

    private static Answer answer(Item item, String at, List<Step> steps) {
        Dataset dataset = item.dataset().orElseThrow();
        List<Step> below = steps;
        if (!below.isEmpty() && below.get(0).equals(new Step(DATA, null)) && !has(dataset.fields(), DATA)) {
            below = below.subList(1, below.size());
        } else if (!below.isEmpty()
                && OWN.contains(below.get(0).name())
                && !has(dataset.fields(), below.get(0).name())) {
            return own(item, at, below);
        }
        if (below.isEmpty()) {
            return new Answer(
                    at, item.shown().path(DATA), Basis.delivered(item, Cells.all(dataset.fields(), "", item.data())));
        }
        List<String> pointers = pointers(dataset.id(), dataset.fields(), "", item.data(), below);
        StringBuilder path = new StringBuilder(at);
        below.forEach(s -> path.append('.').append(s.name()).append(s.key() == null ? "" : '[' + s.key() + ']'));
        return new Answer(path.toString(), shown(item, pointers, below), Basis.delivered(item, expand(item, pointers)));
    }

    /** One value as it is, several as a list. */
    private static JsonNode shown(Item item, List<String> pointers, List<Step> steps) {
        JsonNode data = item.shown().path(DATA);
        boolean single = pointers.size() == 1 && Scope.readable(pointers.get(0)).equals(written(steps));
        if (single) {
            return data.at(pointers.get(0));
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        pointers.forEach(p -> values.add(Cells.orNull(data.at(p))));
        return values;
    }

    private static String written(List<Step> steps) {
        return String.join(
                ".",
                steps.stream()
                        .map(s -> s.key() == null ? s.name() : s.name() + '[' + s.key() + ']')
                        .toList());
    }

    /** A whole list, or an element of one, by its single values. */
    private static List<String> expand(Item item, List<String> pointers) {
        Dataset dataset = item.dataset().orElseThrow();
        List<String> single = new ArrayList<>();
        for (String pointer : pointers) {
            Field field = dataset.field(Cells.declaredPath(pointer));
            if (field.type() != FieldType.LIST) {
                single.add(pointer);
            } else if (pointer.matches(".*/\\d+")) {
                single.addAll(Cells.all(field.children(), pointer, item.data()));
            } else if (item.data().at(pointer).isEmpty()) {
                single.add(pointer);
            } else {
                for (int i = 0; i < item.data().at(pointer).size(); i++) {
                    single.addAll(Cells.all(field.children(), pointer + '/' + i, item.data()));
                }
            }
        }
        return single;
    }

    /** The places in a row that steps lead to: more than one where a list is passed without an index. */
    private static List<String> pointers(String at, List<Field> fields, String base, JsonNode data, List<Step> steps) {
        Step step = steps.get(0);
        List<Step> rest = steps.subList(1, steps.size());
        Field field = fields.stream()
                .filter(f -> f.name().equals(step.name()))
                .findFirst()
                .orElseThrow(() -> new LineageException(at + " has no field " + Why.quoted(step.name()) + "; it has "
                        + fields.stream().map(Field::name).toList()
                        + (base.isEmpty() ? ", and of the row itself " + OWN : "")));
        String pointer = base + '/' + field.name();
        String below = at + '.' + field.name();
        if (field.type() != FieldType.LIST) {
            if (step.key() != null || !rest.isEmpty()) {
                throw new LineageException(below + " is a single value: nothing follows it");
            }
            return List.of(pointer);
        }
        int size = data.at(pointer).size();
        if (step.key() == null && rest.isEmpty()) {
            return List.of(pointer);
        }
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

    private static boolean has(List<Field> fields, String name) {
        return fields.stream().anyMatch(f -> f.name().equals(name));
    }

    /** What a document says of the row itself. */
    private static Answer own(Item item, String at, List<Step> steps) {
        String name = steps.get(0).name();
        JsonNode value = item.shown().path(name);
        String path = at + '.' + name;
        boolean deeper =
                steps.size() == 2 && value.isObject() && value.has(steps.get(1).name());
        if (steps.stream().anyMatch(s -> s.key() != null) || steps.size() > 1 && !deeper) {
            List<String> there = new ArrayList<>();
            value.fieldNames().forEachRemaining(there::add);
            throw new LineageException(
                    there.isEmpty() ? path + " is a single value: nothing follows it" : path + " has " + there);
        }
        if (deeper) {
            path += '.' + steps.get(1).name();
            value = value.path(steps.get(1).name());
        }
        List<String> named = item.mentions().stream().map(Mention::field).toList();
        Basis basis =
                switch (name) {
                    case "key" ->
                        Basis.derived(
                                "the row's natural key: the fields "
                                        + item.dataset()
                                                .orElseThrow()
                                                .descriptor()
                                                .key() + " in their normal form, joined by |",
                                List.of(new Basis.Source(item, Derivations.naturalKey(item))));
                    case "roles" ->
                        Basis.derived(
                                "what the subject is to the row, by the dataset's declaration",
                                List.of(new Basis.Source(item, named)));
                    case "presentedAs" ->
                        Basis.derived(
                                "the id under which the row names the subject", List.of(new Basis.Source(item, named)));
                    default ->
                        Basis.derived(
                                "where the row came from, as it was noted when it landed and when it was checked",
                                List.of(new Basis.Source(item, List.of())));
                };
        return new Answer(path, value, basis);
    }
}
