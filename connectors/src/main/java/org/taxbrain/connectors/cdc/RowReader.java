package org.taxbrain.connectors.cdc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.catalogue.SourceNames;

/** Reads rows of a table as values of a dataset, by the columns' names: a table may gain, lose and move columns. Not safe for threads. */
final class RowReader {
    private static final int KNOWN_FORMS = 64;

    private final Dataset dataset;
    private final SourceNames names;
    private final Map<Schema, Columns> forms = new IdentityHashMap<>();

    /** The columns of a table in one form, and where each goes: positions in the values, or none: to what the dataset doesn't know. */
    private record Columns(List<Field> fields, int[][] positions) {}

    /** @param incomplete whether the log did not carry one of the values */
    record Row(List<String> values, Map<String, String> extra, boolean incomplete) {}

    RowReader(Dataset dataset) {
        this.dataset = dataset;
        this.names = SourceNames.of(dataset.fields());
    }

    Dataset dataset() {
        return dataset;
    }

    /** The natural key of a row. */
    String key(Struct row) {
        return NaturalKey.of(dataset, read(row).values());
    }

    Row read(Struct row) {
        Columns columns = forms.get(row.schema());
        if (columns == null) {
            columns = learn(row.schema());
        }
        List<String> values =
                new ArrayList<>(Collections.nCopies(dataset.fields().size(), null));
        Map<String, String> extra = Map.of();
        boolean incomplete = false;
        for (int i = 0; i < columns.positions().length; i++) {
            Field field = columns.fields().get(i);
            int[] positions = columns.positions()[i];
            String text = LandedText.of(field.schema(), row.getWithoutDefault(field.name()));
            if (LandedText.isUnavailable(text)) {
                incomplete = true;
            } else if (positions.length > 0) {
                for (int position : positions) {
                    values.set(position, text);
                }
            } else if (text != null) {
                extra = extra.isEmpty() ? new HashMap<>() : extra;
                extra.put(field.name(), text);
            }
        }
        return new Row(values, extra, incomplete);
    }

    private Columns learn(Schema form) {
        if (forms.size() >= KNOWN_FORMS) {
            // a table changes its form seldom; forgetting the old ones now and then keeps this small for ever
            forms.clear();
        }
        List<Field> fields = form.fields();
        Columns columns = new Columns(
                fields, fields.stream().map(f -> names.positions(f.name())).toArray(int[][]::new));
        forms.put(form, columns);
        return columns;
    }
}
