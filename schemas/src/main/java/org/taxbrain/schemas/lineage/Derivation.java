package org.taxbrain.schemas.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How a value of a file that no department delivers comes about.
 *
 * @param file kind of the file that it stands in
 * @param rule in words; docs/contracts.md has the same
 * @param dataset whose rows it is computed from
 * @param counts which of them go into it
 * @param fields pointers of the fields that go into it; {@code *} stands for every element of a list
 */
record Derivation(String file, String rule, String dataset, Predicate<Item> counts, List<String> fields) {
    private static final String EACH = "/*/";

    /** Pointers of the fields of a row that go into it, of a list element by element. */
    List<String> in(Item item) {
        List<String> pointers = new ArrayList<>();
        Map<String, List<String>> ofElements = new LinkedHashMap<>();
        for (String field : fields) {
            int each = field.indexOf(EACH);
            if (each < 0) {
                pointers.add(field);
            } else {
                ofElements
                        .computeIfAbsent(field.substring(0, each), list -> new ArrayList<>())
                        .add(field.substring(each + EACH.length()));
            }
        }
        ofElements.forEach((list, names) -> {
            for (int i = 0; i < item.data().at(list).size(); i++) {
                for (String name : names) {
                    pointers.add(list + '/' + i + '/' + name);
                }
            }
        });
        return pointers;
    }
}
