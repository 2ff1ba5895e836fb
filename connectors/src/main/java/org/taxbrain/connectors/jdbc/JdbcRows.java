package org.taxbrain.connectors.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;

/** All rows of a polled table as they stand now, for a look that lands nothing. */
public final class JdbcRows {
    private final Dataset dataset;
    private final JdbcDatabase database;

    /** @param database of the system that the descriptor names */
    public JdbcRows(Dataset dataset, JdbcDatabase database) {
        this.dataset = dataset;
        this.database = database;
    }

    /**
     * Reads every row, in no order, of one state of the table.
     *
     * @param rows takes values by position in the dataset's schema
     * @throws JdbcException if the table can't be read
     */
    public void read(Consumer<List<String>> rows) {
        try (JdbcTable table = new JdbcTable(dataset, database)) {
            table.all(row -> rows.accept(row.values()));
        } catch (SQLException e) {
            throw new JdbcException("the connection to " + database + " can't be closed: " + e.getMessage(), e);
        }
    }
}
