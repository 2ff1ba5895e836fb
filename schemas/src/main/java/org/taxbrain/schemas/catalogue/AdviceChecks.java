package org.taxbrain.schemas.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** That what is said of rows among each other, uniqueness and references, can be judged. */
final class AdviceChecks {
    private static final String UNIQUE = "unique";
    private static final String REFERENCES = "references";

    private AdviceChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        unique(dataset, faults);
        dataset.descriptor().fields().forEach((path, hint) -> {
            Field field = dataset.field(path);
            if (field == null || hint.references() == null && !hint.referenced()) {
                return;
            }
            String key = hint.references() == null ? "referenced" : REFERENCES;
            if (!isComparable(field)) {
                faults.add(Fault.ofField(path, key, key + ": only a field of the row itself, and no list, can be"));
            } else if (hint.references() != null) {
                written(dataset, field, faults);
            }
        });
    }

    private static void unique(Dataset dataset, List<Fault> faults) {
        Set<Set<String>> groups = new HashSet<>();
        for (List<String> group : dataset.descriptor().unique()) {
            for (String name : group) {
                Field field = dataset.field(name);
                if (field == null || !isComparable(field)) {
                    faults.add(
                            Fault.of(UNIQUE, "the schema has no field " + name + " of the row itself that is no list"));
                }
            }
            Set<String> names = new HashSet<>(group);
            if (group.isEmpty() || names.size() < group.size()) {
                faults.add(Fault.of(UNIQUE, group + ": name at least one field, and each once"));
            } else if (names.containsAll(dataset.descriptor().key())) {
                faults.add(Fault.of(UNIQUE, group + " holds the key, which stands in one row only in any case"));
            } else if (!groups.add(names)) {
                faults.add(Fault.of(UNIQUE, group + " is said twice"));
            }
        }
    }

    private static void written(Dataset dataset, Field field, List<Fault> faults) {
        Reference reference = Reference.read(field.hint().references());
        if (reference == null) {
            faults.add(fault(field, field.hint().references() + " is not written as <dataset>.<field>"));
        } else if (reference.dataset().equals(dataset.id()) && reference.field().equals(field.name())) {
            faults.add(fault(field, "a field can't reference itself"));
        }
    }

    /** What keeps a field from referencing one of a declared dataset. */
    static Optional<Fault> reference(Field field, Reference reference, Dataset target) {
        Field other = target.field(reference.field());
        if (other == null) {
            return Optional.of(fault(
                    field,
                    "the dataset " + target.id() + " has no field " + reference.field() + ", it has "
                            + target.fields().stream().map(Field::name).toList()));
        }
        if (!other.hint().referenced()) {
            return Optional.of(fault(
                    field,
                    reference + " does not keep its values; say fields." + other.path() + ".referenced: true in "
                            + target.id() + ", and raise its revision"));
        }
        if (other.type() != field.type() || !Objects.equals(other.identifier(), field.identifier())) {
            return Optional.of(
                    fault(field, reference + " is of another type or identifier: its values would never be the same"));
        }
        return Optional.empty();
    }

    /** A field of the row itself that has one value. */
    private static boolean isComparable(Field field) {
        return !field.path().contains(".") && field.type() != FieldType.LIST;
    }

    private static Fault fault(Field field, String message) {
        return Fault.ofField(field.path(), REFERENCES, REFERENCES + ": " + message);
    }
}
