package org.taxbrain.oracle.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.taxbrain.oracle.OracleException;

/** A query's rows by a cursor, so that the result need not fit into memory. */
final class Rows implements AutoCloseable {
    private static final int FETCH = 1000;

    private final Connection connection;
    private final PreparedStatement statement;
    private final ResultSet rows;

    /** @param connection used for nothing else until this is closed, and closed with it */
    Rows(Connection connection, String query, Object... parameters) {
        this.connection = connection;
        try {
            connection.setAutoCommit(false);
            statement = connection.prepareStatement(query);
            statement.setFetchSize(FETCH);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            rows = statement.executeQuery();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    String text(int column) {
        try {
            return rows.getString(column);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static OracleException failed(SQLException e) {
        return new OracleException("the oracle's database failed: " + e.getMessage(), e);
    }
}
