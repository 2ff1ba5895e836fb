package org.taxbrain.departments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;

/** Reads the database behind the interfaces; a few connections are kept, a broken one is dropped. */
final class InterfaceDatabase implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern WORD = Pattern.compile("_([a-z])");
    private static final int CONNECT_TIMEOUT_SECONDS = 5;
    private static final int QUERY_TIMEOUT_SECONDS = 30;

    private final DepartmentsSettings settings;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    InterfaceDatabase(DepartmentsSettings settings) {
        this.settings = settings;
    }

    /**
     * One page of a resource, ordered by version, from an instant on, in one snapshot with the total.
     *
     * @return {@code {page, size, total, items}}
     */
    ObjectNode page(Resource resource, Instant since, int page, int size) throws SQLException, IOException {
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

    private static ObjectNode read(Connection c, Resource resource, Instant since, int page, int size)
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
        try (PreparedStatement select = c.prepareStatement("SELECT * FROM " + resource.table()
                + " WHERE updated_at >= ? ORDER BY updated_at, seq LIMIT ? OFFSET ?")) {
            select.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
            select.setObject(1, from);
            select.setInt(2, size);
            select.setLong(3, (page - 1L) * size);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(item(rows));
                }
            }
        }
        return answer;
    }

    private static ObjectNode item(ResultSet row) throws SQLException, IOException {
        ObjectNode item = JSON.createObjectNode();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String column = columns.getColumnName(i);
            switch (column) {
                case "extra" -> {
                    if (row.getString(i) != null) {
                        JSON.readTree(row.getString(i)).properties().forEach(e -> item.set(e.getKey(), e.getValue()));
                    }
                }
                case "updated_at" -> item.put("updatedAt", MICROS.format(row.getObject(i, OffsetDateTime.class)));
                case "seq" -> item.put("seq", row.getLong(i));
                case "deleted" -> item.put("deleted", row.getBoolean(i));
                default -> put(item, member(column), row.getString(i), columns.getColumnTypeName(i));
            }
        }
        return item;
    }

    private static void put(ObjectNode item, String member, String value, String type) throws IOException {
        if (type.equals("jsonb") && value != null) {
            item.set(member, JSON.readTree(value));
        } else {
            item.put(member, value);
        }
    }

    /** {@code case_no} as {@code caseNo}. */
    private static String member(String column) {
        return WORD.matcher(column).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
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
        login.setProperty("user", settings.databaseUser());
        login.setProperty("password", settings.databasePassword());
        login.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_SECONDS));
        login.setProperty("ApplicationName", "departments-interface");
        Connection c = DriverManager.getConnection(settings.databaseUrl(), login);
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
