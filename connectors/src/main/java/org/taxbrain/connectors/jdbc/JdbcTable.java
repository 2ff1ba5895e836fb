package org.taxbrain.connectors.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.SourceNames;

/** A table that is asked for rows; keeps its connection while it works. Not safe for threads. */
final class JdbcTable implements AutoCloseable {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Dataset dataset;
    private final Descriptor.Jdbc jdbc;
    private final JdbcDatabase database;
    private final SourceNames names;
    private Connection connection;

    JdbcTable(Dataset dataset, JdbcDatabase database) {
        this.dataset = dataset;
        this.jdbc = dataset.descriptor().source().jdbc();
        this.database = database;
        this.names = SourceNames.of(dataset.fields(), name -> name.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads the rows of an order and all later ones, in order.
     *
     * @throws JdbcException if the table can't be read
     */
    void since(long order, Consumer<JdbcRow> rows) {
        read(
                "SELECT * FROM " + jdbc.table() + " WHERE " + jdbc.orderColumn() + " >= ? ORDER BY "
                        + jdbc.orderColumn(),
                order,
                rows);
    }

    /**
     * Reads all rows, in one snapshot.
     *
     * @throws JdbcException if the table can't be read
     */
    void all(Consumer<JdbcRow> rows) {
        read("SELECT * FROM " + jdbc.table(), null, rows);
    }

    private void read(String sql, Long since, Consumer<JdbcRow> rows) {
        try {
            if (connection == null) {
                connection = database.connect();
            }
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setFetchSize(jdbc.fetchSize());
                if (since != null) {
                    query.setObject(1, jdbc.changedAt() == null ? since : time(since));
                }
                try (ResultSet result = query.executeQuery()) {
                    Columns columns = new Columns(result.getMetaData());
                    while (result.next()) {
                        rows.accept(columns.row(result));
                    }
                }
            }
            connection.commit();
        } catch (SQLException e) {
            hangUp(e);
            throw new JdbcException(
                    jdbc.table() + " of " + database + " can't be read (" + e.getMessage()
                            + "); it is tried again. If it"
                            + " stays so, check taxbrain.systems." + jdbc.system() + ".*, the table and column"
                            + " names of the descriptor, and whether the login may SELECT from it",
                    e);
        } catch (RuntimeException e) {
            hangUp(e);
            throw e;
        }
    }

    /** What a column of either kind can be compared with: the zone of the session is that of the bureau. */
    private Object time(long micros) throws SQLException {
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return hasZone() ? instant.atOffset(ZoneOffset.UTC) : LocalDateTime.ofInstant(instant, SHANGHAI);
    }

    private boolean hasZone() throws SQLException {
        String sql = "SELECT " + jdbc.changedAt() + " FROM " + jdbc.table() + " WHERE 1 = 0";
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet none = query.executeQuery()) {
            return isZoned(none.getMetaData(), 1);
        }
    }

    private static boolean isZoned(ResultSetMetaData columns, int column) throws SQLException {
        return columns.getColumnType(column) == Types.TIMESTAMP_WITH_TIMEZONE
                || columns.getColumnTypeName(column).equalsIgnoreCase("timestamptz");
    }

    private void hangUp(Exception why) {
        try {
            close();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            Connection open = connection;
            connection = null;
            open.close();
        }
    }

    /** The columns of one result, and where each goes. */
    private final class Columns {
        private final String[] labels;
        private final int[] types;
        private final boolean[] zoned;
        private final int[][] positions;
        private int order;

        Columns(ResultSetMetaData columns) throws SQLException {
            int n = columns.getColumnCount();
            labels = new String[n];
            types = new int[n];
            zoned = new boolean[n];
            positions = new int[n][];
            for (int i = 0; i < n; i++) {
                labels[i] = columns.getColumnLabel(i + 1);
                types[i] = columns.getColumnType(i + 1);
                zoned[i] = isZoned(columns, i + 1);
                positions[i] = names.positions(labels[i]);
                if (labels[i].equalsIgnoreCase(jdbc.orderColumn())) {
                    order = i + 1;
                }
            }
            if (order == 0) {
                throw new JdbcException(
                        jdbc.table() + " of " + database + " has no column " + jdbc.orderColumn()
                                + "; name the one that the table has in source.jdbc",
                        null);
            }
        }

        JdbcRow row(ResultSet result) throws SQLException {
            String[] values = new String[dataset.fields().size()];
            Map<String, String> extra = new LinkedHashMap<>();
            for (int i = 0; i < labels.length; i++) {
                String text = text(result, i);
                for (int position : positions[i]) {
                    values[position] = text;
                }
                if (positions[i].length == 0 && text != null && i + 1 != order) {
                    extra.put(labels[i], text);
                }
            }
            return new JdbcRow(order(result), Arrays.asList(values), extra);
        }

        private Long order(ResultSet result) throws SQLException {
            if (jdbc.changedAt() == null) {
                long batch = result.getLong(order);
                return result.wasNull() ? null : Long.valueOf(batch);
            }
            Instant changedAt = instant(result);
            return changedAt == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, changedAt);
        }

        private Instant instant(ResultSet result) throws SQLException {
            if (zoned[order - 1]) {
                OffsetDateTime time = result.getObject(order, OffsetDateTime.class);
                return time == null ? null : time.toInstant();
            }
            LocalDateTime time = result.getObject(order, LocalDateTime.class);
            return time == null ? null : time.atZone(SHANGHAI).toInstant();
        }

        /** As change capture lands it: dates and times in ISO, decimals plain. */
        private String text(ResultSet result, int i) throws SQLException {
            int column = i + 1;
            switch (types[i]) {
                case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE:
                    if (zoned[i]) {
                        OffsetDateTime time = result.getObject(column, OffsetDateTime.class);
                        return time == null ? null : time.toInstant().toString();
                    }
                    LocalDateTime local = result.getObject(column, LocalDateTime.class);
                    return local == null ? null : local.toString();
                case Types.NUMERIC, Types.DECIMAL:
                    BigDecimal number = result.getBigDecimal(column);
                    return number == null ? null : number.toPlainString();
                case Types.BIT, Types.BOOLEAN:
                    boolean truth = result.getBoolean(column);
                    return result.wasNull() ? null : Boolean.toString(truth);
                default:
                    return result.getString(column);
            }
        }
    }
}
