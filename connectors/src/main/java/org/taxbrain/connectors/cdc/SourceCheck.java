package org.taxbrain.connectors.cdc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a database is set up so that its tables can be captured; makes the publication if it may. */
final class SourceCheck {
    /** What the department publishes to the bureau. */
    static final String PUBLICATION = "taxbrain";

    private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);

    private final CdcDatabase database;
    private final Connection connection;

    SourceCheck(CdcDatabase database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** What stands against capturing these tables; null: nothing. */
    String problem(List<String> tables) throws SQLException {
        if (!"logical".equals(text("SHOW wal_level"))) {
            return "wal_level of " + database + " is not logical; set it and restart the server";
        }
        for (String table : tables) {
            if (text("SELECT to_regclass(?)::text", table) == null) {
                return "table " + table + " does not exist in " + database
                        + "; it is captured when the department has made it";
            }
        }
        if (text("SELECT pubname FROM pg_publication WHERE pubname = ?", PUBLICATION) == null) {
            String statement = "CREATE PUBLICATION " + PUBLICATION + " FOR TABLE " + String.join(", ", tables);
            if (!permitted(statement)) {
                return "there is no publication " + PUBLICATION + " in " + database + ", and login " + database.user()
                        + " may not make one; let the owner of the tables run: " + statement;
            }
        }
        for (String table : tables) {
            if (!isPublished(table)) {
                String statement = "ALTER PUBLICATION " + PUBLICATION + " ADD TABLE " + table;
                if (!permitted(statement)) {
                    return "the publication " + PUBLICATION + " of " + database + " does not hold table " + table
                            + "; let its owner run: " + statement;
                }
            }
            if (!"true".equals(text("SELECT has_table_privilege(to_regclass(?), 'SELECT')::text", table))) {
                return "login " + database.user() + " may not read table " + table + " of " + database
                        + "; let its owner run: GRANT SELECT ON " + table + " TO " + database.user();
            }
            warnOfPartialIdentity(table);
        }
        return null;
    }

    private boolean isPublished(String table) throws SQLException {
        return text(
                        "SELECT 'yes' FROM pg_publication_tables p WHERE p.pubname = ? AND (p.schemaname, p.tablename) ="
                                + " (SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n"
                                + " ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?))",
                        PUBLICATION,
                        table)
                != null;
    }

    /** Runs a statement; false if the login may not. */
    private boolean permitted(String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
            LOG.info("{}: {}", database, statement);
            return true;
        } catch (SQLException e) {
            if (Faults.INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private void warnOfPartialIdentity(String table) throws SQLException {
        if (!"f".equals(text("SELECT relreplident::text FROM pg_class WHERE oid = to_regclass(?)", table))) {
            LOG.warn(
                    "table {} of {} logs only part of the old row; large values that did not change may be missing in"
                            + " its changes. Let its owner run: ALTER TABLE {} REPLICA IDENTITY FULL",
                    table,
                    database,
                    table);
        }
    }

    /** The server's own identity; another one after it was set up anew, whose log positions begin again. */
    String databaseId() throws SQLException {
        return text("SELECT system_identifier::text FROM pg_control_system()");
    }

    private String text(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
