package org.taxbrain.local.servers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.taxbrain.local.servers.PostgresServer.Role;

/** Brings a server to the roles, databases and rights that the stack needs; done again, it changes nothing. */
record PostgresProvisioning(Function<Role, String> passwords) {

    /** What Debezium reads; made here, as only a superuser may publish all tables, those still to come included. */
    static final String PUBLICATION = "taxbrain";

    void roles(Connection connection) throws SQLException {
        for (Role role : Role.values()) {
            if (role != Role.POSTGRES && !exists(connection, "pg_roles", "rolname", role.roleName())) {
                String attributes = role == Role.CDC ? "LOGIN REPLICATION" : "LOGIN";
                // generated hexadecimal, so it needs no escaping
                execute(
                        connection,
                        "CREATE ROLE " + role.roleName() + " " + attributes + " PASSWORD '" + passwords.apply(role)
                                + "'");
            }
        }
    }

    void databases(Connection connection) throws SQLException {
        for (Database database : Database.values()) {
            String name = database.databaseName();
            if (!exists(connection, "pg_database", "datname", name)) {
                execute(connection, "CREATE DATABASE " + name + " OWNER department");
                execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            }
            execute(
                    connection,
                    "GRANT CONNECT ON DATABASE " + name + " TO "
                            + reader(database).roleName());
        }
    }

    void privileges(Connection connection, Database database) throws SQLException {
        String reader = reader(database).roleName();
        execute(connection, "GRANT USAGE ON SCHEMA public TO " + reader);
        execute(connection, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + reader);
        execute(
                connection,
                "ALTER DEFAULT PRIVILEGES FOR ROLE department IN SCHEMA public GRANT SELECT ON TABLES TO " + reader);
        if (database.isCaptured() && !exists(connection, "pg_publication", "pubname", PUBLICATION)) {
            execute(connection, "CREATE PUBLICATION " + PUBLICATION + " FOR ALL TABLES");
        }
    }

    private static Role reader(Database database) {
        return database.isCaptured() ? Role.CDC : database == Database.COURT ? Role.COURT_API : Role.TABLE_READER;
    }

    private static boolean exists(Connection connection, String catalog, String column, String name)
            throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM " + catalog + " WHERE " + column + " = ?")) {
            query.setString(1, name);
            try (ResultSet result = query.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
