package org.taxbrain.departments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Reads the court's own database for its interface; a few connections are kept, a broken one is dropped. */
final class CourtDatabase implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int QUERY_TIMEOUT_SECONDS = 30;

    private final DepartmentsSettings settings;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    CourtDatabase(DepartmentsSettings settings) {
        this.settings = settings;
    }

    /**
     * One page of a resource, ordered by version, from an instant on, in one snapshot with the total.
     *
     * @return {@code {page, size, total, items}}
     */
    ObjectNode page(CourtResource resource, Instant since, int page, int size) throws SQLException, IOException {
        Connection connection = connection();
        try {
            ObjectNode answer = read(connection, resource, since, page, size);
            connection.commit();
            idle.push(connection);
            return answer;
        } catch (SQLException | IOException | RuntimeException e) {
            drop(connection, e);
            throw e;
        }
    }

    /** Throws if the database does not answer. */
    void ping() throws SQLException {
        Connection connection = connection();
        idle.push(connection);
    }

    @Override
    public void close() throws SQLException {
        for (Connection c = idle.poll(); c != null; c = idle.poll()) {
            c.close();
        }
    }

    private static ObjectNode read(Connection c, CourtResource resource, Instant since, int page, int size)
            throws SQLException, IOException {
        OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
        ObjectNode answer = JSON.createObjectNode().put("page", page).put("size", size);
        try (PreparedStatement count =
                c.prepareStatement("SELECT count(*) FROM " + resource.table() + " WHERE updated_at >= ?")) {
            count.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            count.setObject(1, from);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                answer.put("total", rows.getLong(1));
            }
        }
        ArrayNode items = answer.putArray("items");
        try (PreparedStatement select = c.prepareStatement("SELECT " + resource.columnList()
                + ", extra, updated_at, seq, deleted FROM " + resource.table()
                + " WHERE updated_at >= ? ORDER BY updated_at, seq LIMIT ? OFFSET ?")) {
            select.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            select.setObject(1, from);
            select.setInt(2, size);
            select.setLong(3, (page - 1L) * size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(item(resource, rows));
                }
            }
        }
        return answer;
    }

    private static ObjectNode item(CourtResource resource, ResultSet row) throws SQLException, IOException {
        ObjectNode item = JSON.createObjectNode();
        int column = 1;
        for (CourtResource.Property property : resource.properties()) {
            String value = row.getString(column++);
            if (property.json() && value != null) {
                item.set(property.name(), JSON.readTree(value));
            } else {
                item.put(property.name(), value);
            }
        }
        String extra = row.getString(column++);
        if (extra != null) {
            JsonNode more = JSON.readTree(extra);
            more.properties().forEach(e -> item.set(e.getKey(), e.getValue()));
        }
        item.put("updatedAt", MICROS.format(row.getObject(column++, OffsetDateTime.class)));
        item.put("seq", row.getLong(column++));
        item.put("deleted", row.getBoolean(column));
        return item;
    }

    private Connection connection() throws SQLException {
        for (Connection c = idle.poll(); c != null; c = idle.poll()) {
            if (c.isValid(CONNECT_TIMEOUT_SECONDS)) {
                // the check opened a transaction, and with it a snapshot that would be old by the next request
                c.rollback();
                return c;
            }
            c.close();
        }
        Properties login = new Properties();
        login.setProperty("user", settings.courtUser());
        login.setProperty("password", settings.courtPassword());
        login.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
        login.setProperty("ApplicationName", "court-interface");
        Connection c = DriverManager.getConnection(settings.courtUrl(), login);
        c.setReadOnly(true);
        c.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        c.setAutoCommit(false);
        return c;
    }

    private static void drop(Connection connection, Exception why) {
        try {
            connection.close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
