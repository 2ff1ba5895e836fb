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
 * The same files and reminders by Flink SQL: each dataset grouped by subject, and the groups joined. As favourable to SQL as is
 * still the same result: rows are decoded once, all rows of one dataset and subject are one row of a join (a unique key on
 * both sides), changes are gathered in mini-batches. It takes for granted what these facts keep to: a former id is a
 * resident's number and nobody else's, a subject has one name and at most one registration, nothing burdens a unit.
 */
final class SqlSide {
    private static final String UNNAMED = "CAST(NULL AS STRING)";
    /** Who an id is now, as the register of residents says; the lowest row decides. */
    private static final String WHO = "SELECT f.`id` AS former, MIN(r.`_key`) AS `current`"
            + " FROM resident r CROSS JOIN UNNEST(r.formerIds) AS f (`idType`, `id`) GROUP BY f.`id`";

    private static final String REGISTRATION = "SELECT 'person:' || COALESCE(w.`current`, r.`id`) AS owner, r.*"
            + " FROM taxpayer r LEFT JOIN who w ON r.`id` = w.former";

    private SqlSide() {}

    static void define(StreamExecutionEnvironment env, FactSource facts, Path digests) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        TableConfig config = tables.getConfig();
        config.set("table.exec.mini-batch.enabled", "true");
        config.set("table.exec.mini-batch.allow-latency", Side.COALESCE.toSeconds() + " s");
        // only time ends a batch: a subject's rows come in random order
        config.set("table.exec.mini-batch.size", "1000000");
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
        tables.createTemporaryView("who", tables.sqlQuery(WHO));
        tables.createTemporaryView("registration", tables.sqlQuery(REGISTRATION));
        // as a view, its unnesting is the same one wherever it is used
        tables.createTemporaryView("holding", tables.sqlQuery(holdings()));
        tables.createTemporaryView("files", tables.sqlQuery(files()));
        StreamStatementSet results = tables.createStatementSet();
        results.add(tables.sqlQuery("SELECT * FROM files").insertInto(ResultTable.descriptor(SqlForm.FILE, digests)));
        results.add(tables.sqlQuery(reminders()).insertInto(ResultTable.descriptor(SqlForm.REMINDER, digests)));
        results.add(tables.sqlQuery(units()).insertInto(ResultTable.descriptor(SqlForm.UNIT, digests)));
        results.attachAsDataStream();
    }

    /** Subject, for each dataset how many rows the subject has, and the rows; at last what is open of its arrears. */
    private static String files() {
        String residents =
                facts("'person:' || r.residentId", "'person:' || r.residentId", "r.name", "resident", "resident r");
        String registrations = facts("r.owner", "'djxh:' || r.djxh", "r.name", "taxpayer", "registration r");
        String arrears = facts(
                "COALESCE(t.owner, 'djxh:' || r.djxh)",
                "'djxh:' || r.djxh",
                UNNAMED,
                "tax-arrears",
                "`tax-arrears` r LEFT JOIN registration t ON r.djxh = t.`_key`");
        String bills = facts(
                "'person:' || COALESCE(w.`current`, r.residentId)",
                "'person:' || r.residentId",
                "r.name",
                "medical-settlement",
                "`medical-settlement` r LEFT JOIN who w ON r.residentId = w.former");
        List<String> sections = List.of(
                section(residents, "resident", ""),
                section(registrations, "taxpayer", ""),
                section(arrears, "tax-arrears", ", SUM(`open`) AS summed"),
                section(bills, "medical-settlement", ""),
                section("SELECT * FROM holding", "property-right", ""));
        StringBuilder columns = new StringBuilder("SELECT s.subject");
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < sections.size(); i++) {
            char name = (char) ('a' + i);
            columns.append(", ").append(name).append(".n AS n").append(name);
            columns.append(", ").append(name).append(".items AS items").append(name);
            joins.append(" LEFT JOIN (").append(sections.get(i)).append(") ").append(name);
            joins.append(" ON s.subject = ").append(name).append(".subject");
        }
        return columns + ", c.summed FROM (" + subjects(sections) + ") s" + joins;
    }

    /** Rights by holder. */
    private static String holdings() {
        return facts(
                "'person:' || COALESCE(w.`current`, h.`id`)",
                "'person:' || h.`id`",
                "h.name",
                "property-right",
                "`property-right` r CROSS JOIN UNNEST(r.holders) AS h (`name`, `idType`, `id`, `share`)"
                        + " LEFT JOIN who w ON h.`id` = w.former");
    }

    /** All that any row names: one that no register knows has a file, too. */
    private static String subjects(List<String> sections) {
        // the conditions hold of all groups; with them the groups are those that are joined, and not grouped once more
        return sections.stream()
                .map(section -> "SELECT subject FROM (" + section + ") WHERE n > 0 AND CARDINALITY(items) > 0"
                        + (section.contains("summed") ? " AND summed IS NOT NULL" : ""))
                .collect(Collectors.joining(" UNION ALL ", "SELECT subject FROM (", ") GROUP BY subject"));
    }

    /** Subject, name, office, then the arrear: key, what is open, due on, as of. */
    private static String reminders() {
        String columns = Stream.concat(Stream.of("presentedAs", "named"), columns("tax-arrears"))
                .collect(Collectors.joining(", "));
        Dataset taxpayer = Side.CATALOGUE.dataset("taxpayer");
        int office = SqlDocuments.VALUES + taxpayer.fields().indexOf(taxpayer.field("office"));
        return "SELECT f.subject,"
                + " COALESCE(f.itemsb[1].EXPR$1, f.itemsa[1].EXPR$1, f.itemse[1].EXPR$1, f.itemsd[1].EXPR$1),"
                + " f.itemsb[1].EXPR$" + office + ", t.`_key`, t.`open`, t.dueOn, t.asOf"
                + " FROM files f CROSS JOIN UNNEST(f.itemsc) AS t (" + columns + ") WHERE t.`open` > 0";
    }

    /** Unit, how many rights there are, and the rights. */
    private static String units() {
        return section(
                facts("'unit:' || r.unitNo", "'unit:' || r.unitNo", UNNAMED, "property-right", "`property-right` r"),
                "property-right",
                "");
    }

    /** The rows of a dataset by subject. */
    private static String facts(String subject, String presentedAs, String named, String dataset, String from) {
        String columns = columns(dataset).map(name -> "r." + name).collect(Collectors.joining(", "));
        return "SELECT " + subject + " AS subject, " + presentedAs + " AS presentedAs, " + named + " AS named, "
                + columns + " FROM " + from;
    }

    private static String section(String facts, String dataset, String summed) {
        return "SELECT subject, COUNT(*) AS n, ARRAY_AGG(ROW(presentedAs, named, "
                + columns(dataset).collect(Collectors.joining(", ")) + ")) AS items" + summed + " FROM (" + facts
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
