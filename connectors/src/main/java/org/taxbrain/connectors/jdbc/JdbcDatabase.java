package org.taxbrain.connectors.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;

/** A department's database and how to log in. */
public final class JdbcDatabase {
    private static final String CONNECT_SECONDS = "10";
    private static final String ANSWER_SECONDS = "120";

    private final String system;
    private final SystemConfig config;
    private final String url;
    private final String user;

    private JdbcDatabase(String system, SystemConfig config, String user) {
        this.system = system;
        this.config = config;
        this.url = config.url().toString();
        this.user = user;
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigurationException if one is missing or wrong, or no driver is there for the URL
     */
    public static JdbcDatabase of(String system, SystemConfig config) {
        String prefix = "taxbrain.systems." + system;
        String user = config.user()
                .orElseThrow(() -> new ConfigurationException(
                        prefix + ".user is missing; set it to a login that may SELECT from the table"));
        config.requirePassword(system);
        config.requireCertificate(system);
        JdbcDatabase database = new JdbcDatabase(system, config, user);
        try {
            DriverManager.getDriver(database.url);
        } catch (SQLException e) {
            throw new ConfigurationException(
                    prefix + ".url: no driver knows " + database.url + "; a database is given as"
                            + " jdbc:postgresql://host:port/database, and the driver of another make must be on the class path",
                    e);
        }
        return database;
    }

    /** A new connection that only reads, with a transaction open; the password is that which is set now. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", config.requirePassword(system));
        if (url.startsWith("jdbc:postgresql:")) {
            properties.setProperty("connectTimeout", CONNECT_SECONDS);
            properties.setProperty("socketTimeout", ANSWER_SECONDS);
            properties.setProperty("ApplicationName", "taxbrain " + system);
        }
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setReadOnly(true);
        // a driver fetches piece by piece only within a transaction
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public String toString() {
        return system + " at " + url.replaceFirst("\\?.*", "");
    }
}
