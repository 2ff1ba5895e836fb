package org.taxbrain.oracle;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL database and who reads it.
 *
 * @param url {@code jdbc:postgresql://host:port/name}
 */
public record Database(String url, String user, String password) {

    /** @throws OracleException if it can't be reached */
    public Connection open() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new OracleException(
                    "cannot open " + url + " as " + user + ": " + e.getMessage() + "; is the database up?", e);
        }
    }

    /** Its password is not shown. */
    @Override
    public String toString() {
        return user + "@" + url;
    }
}
