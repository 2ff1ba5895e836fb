package org.taxbrain.city.day;

import java.util.ArrayList;
import java.util.List;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;

/** One transaction of one department. */
final class Change {
    /** Whose transaction it is. */
    enum System {
        PROPERTY_REGISTER,
        TAX_CORE,
        /** The court, and the departments whose systems stand in one database with the court's. */
        COURT
    }

    /** A statement that must touch exactly one row; the parameters are texts, the server knows the columns' types. */
    record Sql(String text, List<String> parameters) {}

    private final long n;
    private final ChangeKind kind;
    private final System system;
    private final List<Sql> statements = new ArrayList<>();
    private final List<Row> dirtyRows = new ArrayList<>();
    private boolean mends;
    private String dataset;
    private String table;
    private String key;
    private String subject;
    private String field;
    private String marker;

    Change(long n, ChangeKind kind, System system) {
        this.n = n;
        this.kind = kind;
        this.system = system;
    }

    Change sql(String text, String... parameters) {
        statements.add(new Sql(text, List.of(parameters)));
        return this;
    }

    /** Inserts a row into the table of its form, or into the one behind its path. */
    Change insert(Row row, String intoTable) {
        Form form = row.form();
        String columns = String.join(", ", form.columns());
        String marks = "?, ".repeat(form.columns().size() - 1) + "?";
        statements.add(new Sql("INSERT INTO " + intoTable + " (" + columns + ") VALUES (" + marks + ")", row.values()));
        if (row.dirty()) {
            dirtyRows.add(row);
        }
        return this;
    }

    /** Writes every column but the key of a row that is there. */
    Change overwrite(Row row, String inTable, String version) {
        List<String> columns = row.form().columns();
        List<String> sets = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (int i = 1; i < columns.size(); i++) {
            sets.add(columns.get(i) + " = ?");
            parameters.add(row.values().get(i));
        }
        parameters.add(row.key());
        statements.add(new Sql(
                "UPDATE " + inTable + " SET " + String.join(", ", sets) + version + " WHERE " + columns.get(0) + " = ?",
                parameters));
        return this;
    }

    /** The row that it is about. */
    Change about(String itsDataset, String itsTable, String itsKey) {
        dataset = itsDataset;
        table = itsTable;
        key = itsKey;
        return this;
    }

    /** Where and by what it can be seen. */
    Change seen(String inSubject, String inField, String value) {
        subject = inSubject;
        field = inField;
        marker = value;
        return this;
    }

    Change mending() {
        mends = true;
        return this;
    }

    long n() {
        return n;
    }

    System system() {
        return system;
    }

    List<Sql> statements() {
        return statements;
    }

    List<Row> dirtyRows() {
        return dirtyRows;
    }

    boolean mends() {
        return mends;
    }

    Committed committed(java.time.Instant at) {
        return new Committed(n, kind, dataset, table, key, subject, field, marker, at);
    }
}
