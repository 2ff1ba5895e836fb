package org.taxbrain.connectors.cdc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.SourceNames;

/** A dataset's table as it is now, by one SELECT, streamed: values as change capture lands them. */
public final class TableRows {
    private static final int FETCHED_AT_ONCE = 10_000;

    private final Dataset dataset;
    private final Descriptor.Cdc table;
    private final CdcDatabase database;

    /** @param config of the system that the descriptor names */
    public TableRows(Dataset dataset, SystemConfig config) {
        this.dataset = dataset;
        this.table = dataset.descriptor().source().cdc();
        this.database = CdcDatabase.of(table.system(), config);
    }

    /**
     * Reads every row, in no order, of one state of the table.
     *
     * @param rows takes values by position in the dataset's schema
     * @throws CdcException if the table can't be read
     */
    public void read(Consumer<List<String>> rows) {
        try (Connection connection = database.connect()) {
            // rows are streamed within a transaction only
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement()) {
                List<String> columns = new ArrayList<>();
                String query = query(statement, columns);
                statement.setFetchSize(FETCHED_AT_ONCE);
                SourceNames names = SourceNames.of(dataset.fields());
                int[][] positions = columns.stream().map(names::positions).toArray(int[][]::new);
                try (ResultSet row = statement.executeQuery(query)) {
                    while (row.next()) {
                        rows.accept(values(row, positions));
                    }
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new CdcException(
                    "the table " + table.table() + " at " + database.where() + " can't be read: " + e.getMessage()
                            + "; the login needs SELECT on it",
                    e);
        }
    }

    private List<String> values(ResultSet row, int[][] positions) throws SQLException {
        String[] values = new String[dataset.fields().size()];
        for (int i = 0; i < positions.length; i++) {
            String text = row.getString(i + 1);
            for (int position : positions[i]) {
                values[position] = text;
            }
        }
        return Arrays.asList(values);
    }

    /** Each column as text in the form in which change capture lands it. */
    private String query(Statement statement, List<String> columns) throws SQLException {
        String from =
                Arrays.stream(table.table().split("\\.")).map(TableRows::quoted).collect(Collectors.joining("."));
        List<String> texts = new ArrayList<>();
        try (ResultSet none = statement.executeQuery("select * from " + from + " where false")) {
            ResultSetMetaData form = none.getMetaData();
            for (int i = 1; i <= form.getColumnCount(); i++) {
                columns.add(form.getColumnName(i));
                texts.add(text(quoted(form.getColumnName(i)), form.getColumnTypeName(i)));
            }
        }
        return "select " + String.join(", ", texts) + " from " + from;
    }

    private static String text(String column, String type) {
        if (type.startsWith("_")) {
            return "to_json(" + column + ")::text";
        }
        return switch (type) {
            case "timestamp" -> "to_char(" + column + ", 'YYYY-MM-DD\"T\"HH24:MI:SS.US')";
            case "timestamptz" -> "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case "bytea" -> "translate(encode(" + column + ", 'base64'), E'\\n', '')";
            default -> column + "::text";
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
