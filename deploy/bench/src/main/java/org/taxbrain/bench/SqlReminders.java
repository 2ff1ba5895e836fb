package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.rule.RuleVersion;

/** The reminders of open arrears. Columns: subject, its name, its tax office, the row's key, what is open, due on, as of. */
final class SqlReminders extends SqlJson {
    static final String RULE = "open-arrears";
    private static final long serialVersionUID = 1L;
    private static final String ARREARS = "tax-arrears|";
    private static final int NAME = 1;
    private static final int OFFICE = 2;
    private static final int KEY = 3;
    private static final int OPEN = 4;
    private static final int DUE_ON = 5;
    private static final int AS_OF = 6;

    @Override
    public String id(RowData row) {
        return RULE + '|' + row.getString(0) + '|' + ARREARS + row.getString(KEY);
    }

    @Override
    void write(JsonGenerator json, RowData row) throws IOException {
        String subject = row.getString(0).toString();
        LocalDate from = LocalDate.ofEpochDay(row.getInt(DUE_ON)).plusDays(1);
        Optional<RuleVersion> law = rules().rule("late-payment-surcharge").on(from);
        json.writeStringField("rule", RULE);
        json.writeStringField("subject", subject);
        json.writeStringField("subjectMasked", Masking.subject(subject));
        text(json, "name", Masking.subjectName(subject, text(row, NAME)));
        text(json, "office", text(row, OFFICE));
        json.writeStringField("fact", ARREARS + row.getString(KEY));
        json.writeNumberField("base", row.getLong(OPEN));
        text(json, "rate", law.map(version -> version.rate().toPlainString()).orElse(null));
        text(json, "from", from);
        text(json, "asOf", LocalDate.ofEpochDay(row.getInt(AS_OF)));
        json.writeStringField("ruleRevision", rules().revision());
        text(json, "legalBasis", law.map(RuleVersion::legalBasis).orElse(null));
    }

    private static String text(RowData row, int column) {
        return row.isNullAt(column) ? null : row.getString(column).toString();
    }
}
