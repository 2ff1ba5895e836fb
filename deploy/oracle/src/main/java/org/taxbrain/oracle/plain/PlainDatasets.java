package org.taxbrain.oracle.plain;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.taxbrain.oracle.OracleException;

/** The datasets of the catalogue for which no query is written by hand. */
public final class PlainDatasets {
    private PlainDatasets() {}

    /**
     * Makes the views over the rows of every plain dataset, {@code checked_plain} over all of them, and what the scripts need to know of
     * each; the scripts up to the hand-written queries have run.
     */
    public static void create(Connection connection) throws SQLException {
        List<Declaration> plain = plain(connection);
        List<PlainQuery> queries = plain.stream().map(PlainQuery::new).toList();
        try (Statement statement = connection.createStatement()) {
            for (PlainQuery query : queries) {
                statement.execute(query.checked());
            }
            statement.execute("create view checked_plain as select * from checked_case_funds where false"
                    + queries.stream()
                            .map(q -> " union all select * from " + q.view())
                            .collect(Collectors.joining()));
            for (Declaration d : plain) {
                statement.execute("insert into plain_dataset values ('" + d.dataset() + "', "
                        + d.descriptor().path("extent").asText().equals("full") + ", "
                        + d.descriptor().path("personOnly").asBoolean() + ")");
            }
            StringBuilder keys = new StringBuilder("create function plain_key(dataset text, raw text) returns text"
                    + " language sql immutable parallel safe as $$ select case dataset");
            for (int i = 0; i < plain.size(); i++) {
                keys.append(" when '").append(plain.get(i).dataset()).append("' then ");
                keys.append(queries.get(i).keyOf());
            }
            statement.execute(keys + (plain.isEmpty() ? " when '' then raw" : "") + " end $$");
        }
    }

    /** Fills {@code plain_presented}: whose each row is that is in force. */
    public static void present(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            for (Declaration d : plain(connection)) {
                for (String query : new PlainQuery(d).presented()) {
                    statement.execute("insert into plain_presented " + query);
                }
            }
        } catch (SQLException e) {
            throw new OracleException("the subjects of plain rows can't be found: " + e.getMessage(), e);
        }
    }

    /** Those that come by a way in, such as {@code cdc}. */
    public static List<Declaration> by(Connection connection, String wayIn) throws SQLException {
        return plain(connection).stream().filter(d -> d.wayIn().equals(wayIn)).toList();
    }

    private static List<Declaration> plain(Connection connection) throws SQLException {
        Set<String> written = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet views = statement.executeQuery("select dataset from hand_written")) {
            while (views.next()) {
                written.add(views.getString(1));
            }
        }
        return Declaration.all().stream()
                .filter(d -> !written.contains(d.dataset()))
                .toList();
    }
}
