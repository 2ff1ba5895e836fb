package org.taxbrain.schemas.catalogue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which fields read what a source gives under a name. Several may: each takes a part of it, by its pattern (土地1建物1车位2).
 */
public final class SourceNames {
    private static final int[] NOBODY = {};
    private final Map<String, int[]> positions = new HashMap<>();
    private final UnaryOperator<String> fold;

    private SourceNames(UnaryOperator<String> fold) {
        this.fold = fold;
    }

    /** Of fields of one record; names must be met exactly. */
    public static SourceNames of(List<Field> fields) {
        return of(fields, UnaryOperator.identity());
    }

    /**
     * Of fields of one record.
     *
     * @param fold makes of a name what it is compared by
     */
    public static SourceNames of(List<Field> fields, UnaryOperator<String> fold) {
        SourceNames names = new SourceNames(fold);
        for (Field field : fields) {
            for (String name : field.sourceNames()) {
                names.positions.merge(fold.apply(name), new int[] {field.position()}, SourceNames::with);
            }
        }
        return names;
    }

    /** Positions of the fields that read it, in the schema's order; none: nobody does. */
    public int[] positions(String name) {
        return positions.getOrDefault(fold.apply(name), NOBODY);
    }

    private static int[] with(int[] some, int[] one) {
        if (Arrays.stream(some).anyMatch(p -> p == one[0])) {
            return some;
        }
        int[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = one[0];
        return all;
    }
}
