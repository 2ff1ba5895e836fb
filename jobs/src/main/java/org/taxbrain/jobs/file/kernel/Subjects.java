package org.taxbrain.jobs.file.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.AliasRef;
import org.taxbrain.schemas.catalogue.Descriptor.ContinuationRef;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.SubjectId;

/** Whose a row of one dataset is, and which identities it establishes, as its descriptor says. */
final class Subjects {
    private final Dataset dataset;
    private final Map<String, Place> places = new HashMap<>();

    Subjects(Dataset dataset) {
        this.dataset = dataset;
    }

    /**
     * Where a path leads; worked out once, as every row is asked for the same few.
     *
     * @param field null: the dataset has none there
     * @param holder path of the list whose element holds the field; empty: the row does
     * @param lists the lists on the way, the outermost first
     */
    private record Place(Field field, String holder, List<String> lists) {}

    private Place place(String path) {
        Place known = places.get(path);
        if (known == null) {
            List<String> lists = new ArrayList<>();
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                lists.add(path.substring(0, dot));
            }
            known = new Place(dataset.field(path), path.substring(0, Math.max(0, path.lastIndexOf('.'))), lists);
            places.put(path, known);
        }
        return known;
    }

    /**
     * What a row says of one subject.
     *
     * @param roles sorted, distinct
     * @param name how the row names it, or null
     * @param nameRank rank of the name
     */
    record Mention(TreeSet<String> roles, String name, int nameRank) {
        private Mention with(String role, String otherName, int otherRank) {
            if (role != null) {
                roles.add(role);
            }
            boolean better = otherName != null
                    && (name == null
                            || otherRank < nameRank
                            || otherRank == nameRank && CodePoints.ORDER.compare(otherName, name) < 0);
            return better ? new Mention(roles, otherName, otherRank) : this;
        }
    }

    /** The subjects that a row presents, by id. */
    Map<String, Mention> of(GenericRecord row) {
        Map<String, Mention> found = new LinkedHashMap<>();
        for (SubjectRef ref : dataset.descriptor().subjects()) {
            each(row, ref.id(), scope -> {
                String id = id(scope, ref.id(), ref.identifier(), ref.idType());
                if (id != null) {
                    String role = ref.rolePath() == null ? ref.role() : scope.text(ref.rolePath());
                    String name = ref.name() == null ? null : scope.text(ref.name());
                    found.merge(
                            id,
                            new Mention(new TreeSet<>(CodePoints.ORDER), null, 0).with(role, name, ref.nameRank()),
                            (a, b) -> {
                                a.roles.addAll(b.roles);
                                return a.with(null, b.name, b.nameRank);
                            });
                }
            });
        }
        return found;
    }

    /** The identities that a row establishes: canonical id by alias; an id that is said to be itself, by itself. */
    Map<String, String> aliases(GenericRecord row) {
        Map<String, String> found = new LinkedHashMap<>();
        for (AliasRef ref : dataset.descriptor().aliases()) {
            each(row, ref.from(), scope -> {
                String from = id(scope, ref.from(), ref.fromIdentifier(), ref.fromIdType());
                String to = id(scope, ref.to(), ref.toIdentifier(), ref.toIdType());
                if (from != null && to != null) {
                    found.merge(from, to, (a, b) -> CodePoints.ORDER.compare(a, b) <= 0 ? a : b);
                }
            });
        }
        return found;
    }

    /** What the ids of a row go on with, by id. */
    Map<String, String> continuations(GenericRecord row) {
        Map<String, String> found = new LinkedHashMap<>();
        for (ContinuationRef ref : dataset.descriptor().continues()) {
            Scope scope = new Scope(row);
            String id = id(scope, ref.id(), ref.identifier(), null);
            String predecessor = id(scope, ref.predecessor(), ref.identifier(), null);
            if (id != null && predecessor != null && !id.equals(predecessor)) {
                found.put(id, predecessor);
            }
        }
        return found;
    }

    private static String id(Scope scope, String path, String identifier, String idType) {
        String value = scope.text(path);
        String type = identifier == null ? scope.text(idType) : identifier;
        return value == null || type == null ? null : SubjectId.of(type, value);
    }

    /** Visits the row once for each element of the lists that lead to a path; once if there is none. */
    private void each(GenericRecord row, String path, Consumer<Scope> visit) {
        descend(new Scope(row), place(path).lists, 0, visit);
    }

    private void descend(Scope scope, List<String> lists, int depth, Consumer<Scope> visit) {
        if (depth == lists.size()) {
            visit.accept(scope);
            return;
        }
        String list = lists.get(depth);
        if (scope.value(list) instanceof List<?> elements) {
            for (Object element : elements) {
                scope.elements.put(list, (GenericRecord) element);
                descend(scope, lists, depth + 1, visit);
            }
            scope.elements.remove(list);
        }
    }

    /** A row with one element chosen of each list on the way. */
    private final class Scope {
        private final Map<String, GenericRecord> elements = new HashMap<>();

        Scope(GenericRecord row) {
            elements.put("", row);
        }

        Object value(String path) {
            Place place = place(path);
            GenericRecord holder = elements.get(place.holder);
            return place.field == null || holder == null ? null : holder.get(place.field.position());
        }

        String text(String path) {
            Object value = value(path);
            return value == null ? null : value.toString();
        }
    }
}
