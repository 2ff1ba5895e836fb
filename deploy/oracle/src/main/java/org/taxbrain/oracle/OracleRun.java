package org.taxbrain.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.taxbrain.oracle.Report.IndexDifferences;
import org.taxbrain.oracle.Report.Sample;
import org.taxbrain.oracle.compare.Comparer;
import org.taxbrain.oracle.compare.Elasticsearch;
import org.taxbrain.oracle.source.Deliveries;
import org.taxbrain.oracle.source.Pushed;
import org.taxbrain.oracle.source.Scratch;
import org.taxbrain.oracle.source.Tables;
import org.taxbrain.oracle.source.Truth;

/**
 * What the sources' present state must come to, computed by SQL from them alone, and compared with what the pipeline made of it.
 *
 * <p>The sources must stand still while {@link #prepare} copies them. Comparing may be repeated, as long as they do.
 */
public final class OracleRun {
    private static final int DEFECTS_TOLD = 50;

    private final OracleConfig config;
    private final Comparer comparer;
    private final Map<String, Long> expectedCounts = new TreeMap<>();
    private final List<String> defects = new ArrayList<>();

    private OracleRun(OracleConfig config) {
        this.config = config;
        this.comparer = new Comparer(
                config.scratch(), new Elasticsearch(config.elasticsearch(), config.authorization()), config.pepper());
    }

    /** Copies the sources, computes what they come to, and compares it with the index. */
    public static Report compare(OracleConfig config, Progress progress) {
        return prepare(config, progress).compare(progress);
    }

    /** Copies the sources and computes what they come to. */
    public static OracleRun prepare(OracleConfig config, Progress progress) {
        OracleRun run = new OracleRun(config);
        try (Connection scratch = Scratch.create(config.scratch(), config.landingDay())) {
            progress.at("copy property-register", Tables.propertyRegister(config.propertyRegister(), scratch));
            progress.at("copy tax-core", Tables.taxCore(config.taxCore(), scratch));
            progress.at("copy court", Tables.court(config.court(), scratch));
            progress.at(
                    "copy plain tables",
                    Tables.plain(config.propertyRegister(), scratch, "cdc", Set.of("property-register"))
                            + Tables.plain(config.taxCore(), scratch, "cdc", Set.of("tax-core"))
                            + Tables.plain(config.court(), scratch, "http", Set.of()));
            progress.at("copy exchange-tables", Tables.exchangeTables(config.exchangeTables(), scratch));
            Deliveries.load(config.sent(), scratch, progress);
            Pushed.load(config.sent(), scratch);
            Truth.load(config.truth(), scratch);
            progress.at("compute", 0);
            Scratch.compute(scratch);
            run.count(scratch);
            run.findDefects(scratch);
        } catch (SQLException e) {
            throw new OracleException("the oracle's database failed: " + e.getMessage(), e);
        }
        run.comparer.prepare();
        return run;
    }

    /** Compares with the index as it is now. */
    public Report compare(Progress progress) {
        long start = System.nanoTime();
        List<Sample> samples = new ArrayList<>();
        Map<String, IndexDifferences> byIndex = comparer.compare(samples, config.samples(), progress);
        return new Report(byIndex, samples, expectedCounts, defects, (System.nanoTime() - start) / 1e9);
    }

    /** What the sources say should be there; see {@link Report#expectedCounts()}. */
    public Map<String, Long> expectedCounts() {
        return Map.copyOf(expectedCounts);
    }

    private void count(Connection scratch) throws SQLException {
        String query = "SELECT 'clean.' || dataset, count(*) FROM clean GROUP BY dataset"
                + " UNION ALL SELECT 'documents.' || index_name, count(*) FROM document GROUP BY index_name"
                + " UNION ALL SELECT 'reminders.' || rule, count(*) FROM reminder GROUP BY rule"
                + " UNION ALL SELECT 'quarantine.' || dataset, count(*) FROM truth WHERE must GROUP BY dataset";
        try (Statement statement = scratch.createStatement();
                ResultSet rs = statement.executeQuery(query)) {
            while (rs.next()) {
                expectedCounts.put(rs.getString(1), rs.getLong(2));
            }
        }
    }

    private void findDefects(Connection scratch) throws SQLException {
        String query =
                "SELECT at || coalesce(':' || line, '') || ': the oracle finds ' || coalesce(nullif(found, ''), 'nothing')"
                        + " || ', truth tells of ' || coalesce(nullif(told, ''), 'nothing') || ' (' || count(*) || ' rows)'"
                        + " FROM disagreement GROUP BY at, line, found, told"
                        + " UNION ALL SELECT dataset || ': ' || count(*) || ' keys have two rows without an order' FROM ambiguity GROUP BY dataset"
                        + " ORDER BY 1 LIMIT " + DEFECTS_TOLD;
        try (Statement statement = scratch.createStatement();
                ResultSet rs = statement.executeQuery(query)) {
            while (rs.next()) {
                defects.add(rs.getString(1));
            }
        }
    }
}
