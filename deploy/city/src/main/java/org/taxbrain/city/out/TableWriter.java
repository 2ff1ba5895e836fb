package org.taxbrain.city.out;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.taxbrain.city.CityException;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Progress;
import org.taxbrain.city.Sources;
import org.taxbrain.city.book.Book;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;

/** Writes whole books into a department's tables; a table that has rows already is left as it is. */
public final class TableWriter {
    private static final int TELL_EVERY = 5_000;

    private final TruthLog truth;
    private final Progress progress;

    public TableWriter(TruthLog truth, Progress progress) {
        this.truth = truth;
        this.progress = progress;
    }

    /** Fills a table of a front-end database. */
    public void fill(Sources.Database database, Form form, Book book) {
        try (Connection c = Databases.connect(database)) {
            boolean empty = Databases.isEmpty(c, form.place());
            copy(c, form.place(), form.columns(), form.dataset(), empty, book, Row::values);
            c.commit();
        } catch (SQLException e) {
            throw new CityException("Can't fill " + form.place() + " in " + database.url(), e);
        }
    }

    /**
     * Writes rows into a table of which some may be there already, all or none.
     *
     * @throws SQLException if the database can't take them now
     */
    public void replace(Sources.Database database, Form form, Consumer<Consumer<Row>> rows) throws SQLException {
        String key = form.columns().get(0);
        String set =
                form.columns().stream().skip(1).map(c -> c + " = EXCLUDED." + c).collect(Collectors.joining(", "));
        String sql = "INSERT INTO " + form.place() + " (" + String.join(", ", form.columns()) + ") VALUES ("
                + form.columns().stream().map(c -> "?").collect(Collectors.joining(", ")) + ") ON CONFLICT (" + key
                + ") DO UPDATE SET " + set;
        List<Row> all = new ArrayList<>();
        rows.accept(all::add);
        try (Connection c = Databases.connect(database);
                PreparedStatement s = c.prepareStatement(sql)) {
            for (Row row : all) {
                for (int i = 0; i < row.values().size(); i++) {
                    // of no type: the server takes the column's
                    s.setObject(i + 1, row.values().get(i), Types.OTHER);
                }
                s.addBatch();
            }
            s.executeBatch();
            c.commit();
        }
        all.forEach(truth::row);
    }

    /**
     * Fills a table behind a department's interface, each row with a version of its own, all in the past.
     *
     * @param firstSequence first {@code seq} that is given out
     * @return the next that is free
     */
    public long fillVersioned(
            Sources.Database database, String table, Form form, Book book, CitySpec spec, long firstSequence) {
        OffsetDateTime first = spec.start().minusDays(30).atStartOfDay().atOffset(ZoneOffset.UTC);
        List<String> columns = new ArrayList<>(form.columns());
        columns.addAll(List.of("updated_at", "seq"));
        long[] next = {firstSequence};
        try (Connection c = Databases.connect(database);
                Statement s = c.createStatement()) {
            boolean empty = Databases.isEmpty(c, table);
            copy(c, table, columns, form.dataset(), empty, book, row -> {
                List<String> values = new ArrayList<>(row.values());
                // several rows an instant, as one transaction of a department writes them
                values.add(first.plusNanos(next[0] / 3 * 1_003_000L).toString());
                values.add(Long.toString(next[0]++));
                return values;
            });
            if (empty) {
                s.execute("SELECT setval('public.version_seq', " + next[0] + ")");
            }
            c.commit();
        } catch (SQLException e) {
            throw new CityException("Can't fill " + table + " in " + database.url(), e);
        }
        return next[0];
    }

    private void copy(
            Connection c, String table, List<String> columns, String dataset, boolean empty, Book book, Values values)
            throws SQLException {
        long[] rows = {0};
        if (!empty) {
            book.write(row -> {
                values.of(row);
                truth.row(row);
                tell(dataset, ++rows[0]);
            });
        } else {
            try (CopyTable target = new CopyTable(c, table, columns)) {
                book.write(row -> {
                    try {
                        target.row(values.of(row));
                    } catch (SQLException e) {
                        throw new CityException("Can't copy into " + table, e);
                    }
                    truth.row(row);
                    tell(dataset, ++rows[0]);
                });
                target.finish();
            }
        }
        progress.wrote(dataset, rows[0]);
    }

    private void tell(String dataset, long rows) {
        if (rows % TELL_EVERY == 0) {
            progress.wrote(dataset, rows);
        }
    }

    /** A row's values in the order of the table's columns. */
    private interface Values {
        List<String> of(Row row);
    }
}
