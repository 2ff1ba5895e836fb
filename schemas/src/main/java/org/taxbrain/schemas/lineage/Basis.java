package org.taxbrain.schemas.lineage;

import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.lineage.Lineage.Law;

/** What a value rests on: the rule by which it is derived (null: none, it was delivered), laws, rows and notes. */
record Basis(String rule, List<Law> laws, List<Source> sources, List<String> notes) {

    /** A row and the fields of it that matter, as pointers. */
    record Source(Item item, List<String> fields) {}

    static Basis delivered(Item item, List<String> fields) {
        return new Basis(null, List.of(), List.of(new Source(item, fields)), List.of());
    }

    static Basis derived(String rule, List<Source> sources) {
        return new Basis(rule, List.of(), sources, List.of());
    }

    Basis with(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new Basis(rule, laws, sources, more);
    }
}
