package org.taxbrain.connectors.cdc;

import io.debezium.connector.postgresql.connection.Lsn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A replication slot as the database knows it.
 *
 * @param lost whether the database has thrown away log that the slot still needed
 * @param active whether somebody reads it now
 * @param confirmed log position up to which its reader has said that it needs nothing more
 * @param keptBytes how much log the database keeps for it
 */
record ReplicationSlot(boolean lost, boolean active, long confirmed, long keptBytes) {

    /** The slot of a name in the connection's database; null: there is none. */
    static ReplicationSlot find(Connection connection, String name) throws SQLException {
        String query = "SELECT wal_status, active, confirmed_flush_lsn::text,"
                + " CASE WHEN pg_is_in_recovery() THEN 0"
                + " ELSE pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) END::bigint"
                + " FROM pg_replication_slots WHERE slot_name = ? AND database = current_database()";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String confirmed = row.getString(3);
                return new ReplicationSlot(
                        "lost".equals(row.getString(1)),
                        row.getBoolean(2),
                        confirmed == null ? 0 : Lsn.valueOf(confirmed).asLong(),
                        row.getLong(4));
            }
        }
    }

    /** Makes a slot that stands at the end of the log. */
    static void create(Connection connection, String name) throws SQLException {
        call(connection, "SELECT pg_create_logical_replication_slot(?, 'pgoutput')", name);
    }

    /** Writes a message into the log, which every slot of the database passes; it needs no table and no right to write. */
    static void emitHeartbeat(Connection connection) throws SQLException {
        call(connection, "SELECT pg_logical_emit_message(false, ?, '')", "taxbrain");
    }

    static void drop(Connection connection, String name) throws SQLException {
        call(connection, "SELECT pg_drop_replication_slot(?)", name);
    }

    private static void call(Connection connection, String function, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(function)) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
