package org.taxbrain.schemas.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which declaration may follow a released one, so that rows of both can stand side by side: under one key, in one order, in one
 * index. Its rows keep the declaration that they came by; what is released is not rewritten.
 *
 * <p>A field may come if it may be absent, and may become one that may be absent. Column names (renamed, or more of them by
 * {@code aliases}), reading hints, codes, checks, labels and terms may change, so a column that the source widens needs nothing or a
 * higher bound. Not so the key, a field's name and its type: even a long does not become a decimal, as it would not fit in the index of
 * what is there, nor sort with it. Such a field is declared as a new one beside the old.
 */
public final class Evolution {
    private static final String RULE = "evolution";

    private Evolution() {}

    /**
     * What keeps a declaration from following another one of the same dataset.
     *
     * @return empty if it may; else each reason, with what to do
     */
    public static List<Fault> faults(Dataset released, Dataset next) {
        List<Fault> faults = new ArrayList<>();
        if (!released.descriptor().key().equals(next.descriptor().key())) {
            faults.add(
                    Fault.of(
                            RULE,
                            "the key was " + released.descriptor().key() + " and would be "
                                    + next.descriptor().key()
                                    + ": rows that stand under the one would never be found by the other; declare a new dataset"));
        }
        String way = way(released);
        if (!way.equals(way(next))) {
            faults.add(Fault.of(
                    RULE,
                    "it came by " + way + " and would come by " + way(next)
                            + ", whose versions have another order; declare a new dataset"));
        }
        compare(released.fields(), next.fields(), faults);
        for (String name : next.descriptor().key()) {
            Field before = released.field(name);
            if (before != null
                    && !Objects.equals(before.identifier(), next.field(name).identifier())) {
                faults.add(Fault.ofField(
                        name,
                        RULE,
                        "its check says another canonical form, and it is in the key: rows would get another key;"
                                + " keep the check"));
            }
        }
        return faults;
    }

    private static void compare(List<Field> released, List<Field> next, List<Fault> faults) {
        for (Field before : released) {
            Field after = named(before.name(), next);
            if (after == null) {
                faults.add(Fault.ofField(
                        before.path(),
                        RULE,
                        "it is released, and rows hold it; keep it, as one that may be absent. A column that the source"
                                + " has renamed is told by source or aliases"));
            } else if (after.type() != before.type()) {
                faults.add(Fault.ofField(
                        before.path(),
                        RULE,
                        "it is a " + word(before) + " and would be a " + word(after)
                                + "; keep it, and declare a new field beside it"));
            } else {
                if (before.nullable() && !after.nullable()) {
                    faults.add(Fault.ofField(
                            before.path(), RULE, "it may be absent in rows that are there; keep the union with null"));
                }
                compare(before.children(), after.children(), faults);
            }
        }
        for (Field after : next) {
            if (named(after.name(), released) == null && !after.nullable()) {
                faults.add(Fault.ofField(
                        after.path(), RULE, "it is new, and rows that are there lack it; make it a union with null"));
            }
        }
    }

    private static Field named(String name, List<Field> fields) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
    }

    private static String word(Field field) {
        return field.type().name().toLowerCase(Locale.ROOT);
    }

    private static String way(Dataset dataset) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        if (source.cdc() != null) {
            return "change capture";
        }
        if (source.files() != null) {
            return "files";
        }
        if (source.jdbc() != null) {
            return "a polled table";
        }
        return source.push() != null ? "push" : "an interface";
    }
}
