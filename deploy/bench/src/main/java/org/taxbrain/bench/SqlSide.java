package org.taxbrain.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;

/**
 * The same files by Flink SQL: each dataset grouped by subject, and the groups joined. As favourable to SQL as is still the
 * same result: rows are decoded once, all rows of one dataset and subject are one row of a join (a unique key on both
 * sides), changes are gathered in mini-batches. Names, identifiers, reminders and lapsing seizures are not asked for.
 */
final class SqlSide {
    private SqlSide() {}

    static void define(StreamExecutionEnvironment env, FactSource facts, Path digests) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        TableConfig config = tables.getConfig();
        config.set("table.exec.mini-batch.enabled", "true");
        config.set("table.exec.mini-batch.allow-latency", Side.COALESCE.toSeconds() + " s");
        // only time ends a batch: with 10,000 records, runs of 500,000 facts ended without a few persons' documents
        config.set("table.exec.mini-batch.size", "1000000");
        // the subject is the key of each document, and a subject's rows keep their order
        config.set("table.exec.sink.upsert-materialize", "NONE");
        config.set("table.local-time-zone", "UTC");

        SingleOutputStreamOperator<Void> decoded = env.fromSource(facts, WatermarkStrategy.noWatermarks(), "clean rows")
                .process(new FactRows(), Types.VOID);
        Schema keyed = Schema.newBuilder().primaryKey("_key").build();
        for (String dataset : FactFiles.DATASETS) {
            tables.createTemporaryView(
                    quoted(dataset),
                    tables.fromChangelogStream(
                            decoded.getSideOutput(FactRows.tag(dataset)), keyed, ChangelogMode.upsert()));
        }
        StreamStatementSet results = tables.createStatementSet();
        results.add(tables.sqlQuery(files())
                .insertInto(ResultTable.descriptor("openArrears", FactFiles.DATASETS, digests)));
        results.add(tables.sqlQuery(units())
                .insertInto(ResultTable.descriptor("activeRights", List.of("property-right"), digests)));
        results.attachAsDataStream();
    }

    /** Subject, open arrears, then for each dataset how many rows the subject has, and the rows. */
    private static String files() {
        String residents =
                facts("'person:' || r.residentId", "'person:' || r.residentId", "resident", "r", "resident r");
        String registrations = facts("'person:' || r.id", "'djxh:' || r.djxh", "taxpayer", "r", "taxpayer r");
        String arrears = facts(
                "COALESCE('person:' || t.id, 'djxh:' || r.djxh)",
                "'djxh:' || r.djxh",
                "tax-arrears",
                "r",
                "`tax-arrears` r LEFT JOIN taxpayer t ON r.djxh = t.`_key`");
        String bills = facts(
                "'person:' || r.residentId",
                "'person:' || r.residentId",
                "medical-settlement",
                "r",
                "`medical-settlement` r");
        String rights = facts(
                "'person:' || h.`id`",
                "'person:' || h.`id`",
                "property-right",
                "r",
                "`property-right` r CROSS JOIN UNNEST(r.holders) AS h (`name`, `idType`, `id`, `share`)");
        return "SELECT a.subject, COALESCE(c.summed, 0), a.n, a.items, b.n, b.items, c.n, c.items, d.n, d.items, e.n, e.items"
                + " FROM (" + section(residents, "resident", "") + ") a"
                + " LEFT JOIN (" + section(registrations, "taxpayer", "") + ") b ON a.subject = b.subject"
                + " LEFT JOIN (" + section(arrears, "tax-arrears", ", SUM(`open`) AS summed")
                + ") c ON a.subject = c.subject"
                + " LEFT JOIN (" + section(bills, "medical-settlement", "") + ") d ON a.subject = d.subject"
                + " LEFT JOIN (" + section(rights, "property-right", "") + ") e ON a.subject = e.subject";
    }

    /** Unit, active rights, then how many rights there are, and the rights. */
    private static String units() {
        String rights =
                facts("'unit:' || r.unitNo", "'unit:' || r.unitNo", "property-right", "r", "`property-right` r");
        return "SELECT subject, active, n, items FROM ("
                + section(
                        rights,
                        "property-right",
                        ", SUM(CASE WHEN cancelledOn IS NULL THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END) AS active")
                + ")";
    }

    /** The rows of a dataset by subject. */
    private static String facts(String subject, String presentedAs, String dataset, String alias, String from) {
        String columns = columns(dataset).map(name -> alias + '.' + name).collect(Collectors.joining(", "));
        return "SELECT " + subject + " AS subject, " + presentedAs + " AS presentedAs, " + columns + " FROM " + from;
    }

    private static String section(String facts, String dataset, String summed) {
        return "SELECT subject, COUNT(*) AS n" + summed + ", ARRAY_AGG(ROW(presentedAs, "
                + columns(dataset).collect(Collectors.joining(", ")) + ")) AS items FROM (" + facts
                + ") GROUP BY subject";
    }

    private static Stream<String> columns(String dataset) {
        Dataset declared = Side.CATALOGUE.dataset(dataset);
        List<String> names = new ArrayList<>(FactRows.META);
        declared.fields().stream().map(Field::name).forEach(names::add);
        return names.stream().map(SqlSide::quoted);
    }

    private static String quoted(String name) {
        return '`' + name + '`';
    }
}
