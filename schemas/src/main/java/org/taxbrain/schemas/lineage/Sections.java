package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.lineage.FieldPath.Step;
import org.taxbrain.schemas.lineage.Item.Mention;
import org.taxbrain.schemas.lineage.Why.Answer;

/** The values below {@code sections}: what departments delivered. */
final class Sections {
    private static final String ITEMS = "items";
    private static final String DATA = "data";
    /** What a document says of a row itself. */
    static final List<String> OWN = List.of("key", "roles", "presentedAs", "source");

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
                            + " and what of it is personal, is not known. Start the stack with the folder that declares it (./taxbrain up --catalogue DIR) and ask again.");
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
        Places places = Places.of(item, below);
        return new Answer(at + '.' + FieldPath.written(below), places.shown(), Basis.delivered(item, places.fields()));
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
