package org.taxbrain.city.out;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.taxbrain.city.CityException;
import org.taxbrain.city.Sources;

/** Connections to the departments' databases. */
public final class Databases {
    private static final String CONNECT_TIMEOUT_SECONDS = "5";
    private static final String SOCKET_TIMEOUT_SECONDS = "60";

    private Databases() {}

    /** A new connection, with a transaction open. */
    public static Connection connect(Sources.Database database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        login.setProperty("ApplicationName", "sample-city");
        login.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
        // a killed server may never say goodbye
        login.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
        Connection connection = DriverManager.getConnection(database.url(), login);
        connection.setAutoCommit(false);
        return connection;
    }

    /** Creates the tables of a database if they are not there. */
    public static void createTables(Sources.Database database, String script) {
        try (InputStream in = Databases.class.getResourceAsStream("/ddl/" + script);
                Connection c = connect(database);
                Statement s = c.createStatement()) {
            s.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            c.commit();
        } catch (IOException | SQLException e) {
            throw new CityException("Can't create the tables of " + script + " in " + database.url(), e);
        }
    }

    /** Whether a table has no row. */
    public static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (Statement s = connection.createStatement();
                ResultSet rows = s.executeQuery("SELECT 1 FROM " + table + " LIMIT 1")) {
            return !rows.next();
        }
    }
}
