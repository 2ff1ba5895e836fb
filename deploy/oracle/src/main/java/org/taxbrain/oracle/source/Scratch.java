package org.taxbrain.oracle.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.plain.PlainDatasets;

/** The oracle's own database: its schema {@code oracle} is made anew for every run. */
public final class Scratch {
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final List<String> TABLES = List.of("1-functions.sql", "2-raw.sql", "3-checked.sql");
    private static final String CLEAN = "4-clean.sql";
    private static final List<String> RESULTS = List.of(
            CLEAN,
            "5-facts.sql",
            "6-reminders.sql",
            "6-units.sql",
            "6-relatives.sql",
            "7-documents.sql",
            "8-quarantine.sql");

    private Scratch() {}

    /** Opens the database, creating it if it is absent, and makes the empty tables for the sources. */
    public static Connection create(Database database, LocalDate landingDay) {
        createDatabase(database);
        Connection connection = open(database);
        try (Statement statement = connection.createStatement()) {
            requireCollation(statement, database);
            statement.execute("DROP SCHEMA IF EXISTS oracle CASCADE");
            statement.execute("CREATE SCHEMA oracle");
            TABLES.forEach(script -> run(connection, script));
            PlainDatasets.create(connection);
            statement.execute("INSERT INTO setting VALUES ('" + landingDay + "')");
            return connection;
        } catch (SQLException e) {
            throw new OracleException("cannot prepare " + database.url() + ": " + e.getMessage(), e);
        }
    }

    /** Another connection to the schema. */
    public static Connection open(Database database) {
        Connection connection = database.open();
        try (Statement statement = connection.createStatement()) {
            // memory for sorts instead of temporary files; what is here can be computed again, so commits need not wait
            // for the disk
            statement.execute("SET search_path = oracle; SET work_mem = '64MB'; SET maintenance_work_mem = '128MB';"
                    + " SET synchronous_commit = off; SET jit = off; SET client_min_messages = warning;"
                    + " SET max_parallel_workers_per_gather = 0");
            return connection;
        } catch (SQLException e) {
            throw new OracleException("cannot prepare " + database.url() + ": " + e.getMessage(), e);
        }
    }

    /** Computes everything that is expected from the sources that were loaded. */
    public static void compute(Connection connection) {
        run(connection, "analyze.sql");
        for (String script : RESULTS) {
            run(connection, script);
            if (script.equals(CLEAN)) {
                PlainDatasets.present(connection);
            }
        }
    }

    /** The text of a script. */
    public static String script(String name) {
        try (InputStream in = Scratch.class.getResourceAsStream("/org/taxbrain/oracle/" + name)) {
            if (in == null) {
                throw new OracleException("the oracle's script " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Connection connection, String name) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script(name));
        } catch (SQLException e) {
            throw new OracleException("the oracle's script " + name + " failed: " + e.getMessage(), e);
        }
    }

    private static void createDatabase(Database database) {
        try {
            DriverManager.getConnection(database.url(), database.user(), database.password())
                    .close();
            return;
        } catch (SQLException e) {
            if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
                throw new OracleException("cannot open " + database.url() + ": " + e.getMessage(), e);
            }
        }
        int slash = database.url().lastIndexOf('/');
        String name = database.url().substring(slash + 1).replaceFirst("\\?.*", "");
        Database server =
                new Database(database.url().substring(0, slash) + "/postgres", database.user(), database.password());
        try (Connection connection = server.open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"")
                    + "\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
        } catch (SQLException e) {
            throw new OracleException("cannot create " + database.url() + ": " + e.getMessage(), e);
        }
    }

    /** Both sides of the comparison must be sorted in one order: that of bytes. */
    private static void requireCollation(Statement statement, Database database) throws SQLException {
        try (ResultSet rs = statement.executeQuery(
                "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")) {
            rs.next();
            if (!rs.getString(1).equals("C") || !rs.getString(2).equals("UTF8")) {
                throw new OracleException(
                        database.url() + " has collation " + rs.getString(1) + " and encoding " + rs.getString(2)
                                + ", but the oracle needs C and UTF8: drop it, and the oracle creates it as it should be");
            }
        }
    }
}
