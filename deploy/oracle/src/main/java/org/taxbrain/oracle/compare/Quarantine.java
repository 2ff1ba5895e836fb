package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.OracleException;
import org.taxbrain.oracle.Report.IndexDifferences;
import org.taxbrain.oracle.Report.Sample;
import org.taxbrain.oracle.source.CopyTable;
import org.taxbrain.oracle.source.Scratch;
import org.taxbrain.schemas.text.Sm3;

/** Compares the quarantine with the truth, in the oracle's database: entries are found by line, or by the hash of their key. */
final class Quarantine {
    private final Database scratch;
    private final byte[] pepper;

    Quarantine(Database scratch, byte[] pepper) {
        this.scratch = scratch;
        this.pepper = pepper;
    }

    /** The keys that truth names, as the index hides them; once, after the sources are loaded. */
    void hashKeys() {
        try (Connection connection = Scratch.open(scratch);
                Rows keys = new Rows(
                        Scratch.open(scratch),
                        "SELECT DISTINCT dataset, key FROM truth WHERE position IS NULL AND key <> ''");
                CopyTable hashes = new CopyTable(connection, "truth_key")) {
            while (keys.next()) {
                hashes.row(keys.text(1), keys.text(2), Sm3.keyedHash(pepper, keys.text(2)));
            }
            hashes.finish();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    IndexDifferences compare(Elasticsearch elasticsearch, List<Sample> samples, int limit) {
        try (Connection connection = Scratch.open(scratch);
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE entry");
            long actual = copy(elasticsearch, connection);
            statement.execute("ANALYZE entry; ANALYZE truth_key");
            long expected = count(statement, "SELECT count(*) FROM truth WHERE must");
            return differences(statement, expected, actual, samples, limit);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static long copy(Elasticsearch elasticsearch, Connection connection) throws SQLException {
        IndexedDocuments entries = new IndexedDocuments(elasticsearch, "quarantine", List.of("id"));
        try (CopyTable table = new CopyTable(connection, "entry")) {
            for (Keyed entry = entries.next(); entry != null; entry = entries.next()) {
                ObjectNode body = entry.body();
                table.row(
                        text(body, "dataset"),
                        text(body, "field"),
                        text(body, "rule"),
                        text(body, "position"),
                        text(body, "keyHash"));
            }
            return table.finish() + entries.hidden();
        }
    }

    private static IndexDifferences differences(
            Statement statement, long expected, long actual, List<Sample> samples, int limit) throws SQLException {
        long missing = 0;
        long extra = 0;
        try (ResultSet rs = statement.executeQuery(Scratch.script("quarantine-differences.sql"))) {
            while (rs.next()) {
                boolean absent = rs.getString(1).equals("missing");
                long n = rs.getLong(6);
                missing += absent ? n : 0;
                extra += absent ? 0 : n;
                if (samples.size() < limit) {
                    String what = rs.getString(3) + (rs.getString(4).isEmpty() ? "" : " of " + rs.getString(4));
                    samples.add(new Sample(
                            "quarantine",
                            rs.getString(2) + " " + rs.getString(5),
                            "",
                            absent ? n + " × " + what : "-",
                            absent ? "-" : n + " × " + what));
                }
            }
        }
        return new IndexDifferences(expected, actual, missing, extra, 0);
    }

    private static String text(ObjectNode body, String field) {
        return body.hasNonNull(field) ? body.get(field).asText() : null;
    }

    private static long count(Statement statement, String query) throws SQLException {
        try (ResultSet rs = statement.executeQuery(query)) {
            rs.next();
            return rs.getLong(1);
        }
    }

    private static OracleException failed(SQLException e) {
        return new OracleException("cannot compare the quarantine: " + e.getMessage(), e);
    }
}
