package org.taxbrain.connectors.cdc;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;

/**
 * A front-end database and how to log in.
 *
 * @param system name of the system in the configuration
 * @param parameters of the JDBC URL, such as {@code sslmode}
 */
record CdcDatabase(
        String system,
        String host,
        int port,
        String database,
        Map<String, String> parameters,
        String user,
        String password) {
    private static final int DEFAULT_PORT = 5432;
    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 30;

    /**
     * Reads the settings, the password file too, so that a rotated password is taken up at the next start of an engine.
     *
     * @throws ConfigurationException if one is missing or wrong
     */
    static CdcDatabase of(String system, SystemConfig config) {
        String prefix = "taxbrain.systems." + system;
        String url = config.url().toString();
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new ConfigurationException(
                    prefix + ".url: a database is given as jdbc:postgresql://host:port/database, not as " + url);
        }
        URI uri = URI.create(url.substring("jdbc:".length()));
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
            throw new ConfigurationException(
                    prefix + ".url: host or database is missing; write jdbc:postgresql://host:port/database");
        }
        config.requireCertificate(system);
        String user = config.user()
                .orElseThrow(() -> new ConfigurationException(
                        prefix + ".user is missing; set it to a login with the REPLICATION attribute"));
        return new CdcDatabase(
                system,
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                uri.getPath().substring(1),
                parameters(uri.getRawQuery()),
                user,
                config.requirePassword(system));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return parameters;
    }

    /** A connection for looking things up; gives up within seconds where nobody answers. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        parameters.forEach(properties::setProperty);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS));
        properties.setProperty("ApplicationName", "taxbrain " + system);
        return DriverManager.getConnection("jdbc:postgresql://" + where(), properties);
    }

    /** Host, port and database, for messages. */
    String where() {
        return host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return system + " at " + where();
    }
}
