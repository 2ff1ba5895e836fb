package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.apache.flink.table.data.RowData;

/** The taxpayers' files; the last column is the sum of the open arrears. */
final class SqlFiles extends SqlDocuments {
    private static final long serialVersionUID = 1L;
    private static final int OPEN = column(FactFiles.DATASETS.size());

    SqlFiles() {
        super(FactFiles.DATASETS, false);
    }

    @Override
    void summary(JsonGenerator json, RowData row) throws IOException {
        json.writeNumberField("openArrears", open(row));
    }

    @Override
    List<String> reminders(RowData row) {
        // nothing that is owed is negative
        return open(row) == 0 ? List.of() : List.of(SqlReminders.RULE);
    }

    private static long open(RowData row) {
        return row.isNullAt(OPEN) ? 0 : row.getLong(OPEN);
    }
}
