package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.taxbrain.e2e.history.Command;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.oracle.OracleConfig;
import org.taxbrain.oracle.source.Scratch;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexNames;

/** What the departments' own files say of their quality, as the oracle has read them, against the health of the feeds. */
final class FilesTruth {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    /** Files that come once a month or a day, never again and never corrected: each row is judged once. */
    private static final List<String> JUDGED_ONCE =
            List.of("utility-usage", "treasury-receipt", "provident-loan", "bank-account");

    private static final int MOST = 5_000;

    private final Path data;
    private final Elasticsearch elasticsearch;
    private final Connection oracle;
    /** How often each revision of a business date was sent, by dataset and date. */
    private final Map<String, Map<LocalDate, Map<Integer, Integer>>> sent = new TreeMap<>();

    private FilesTruth(Path data, Elasticsearch elasticsearch, OracleConfig config, Connection oracle)
            throws IOException {
        this.data = data;
        this.elasticsearch = elasticsearch;
        this.oracle = oracle;
        for (String line : Files.readAllLines(config.sent().resolve("deliveries.jsonl"))) {
            JsonNode delivery = Elasticsearch.JSON.readTree(line);
            sent.computeIfAbsent(delivery.path("dataset").asText(), d -> new TreeMap<>())
                    .computeIfAbsent(
                            LocalDate.parse(delivery.path("businessDate").asText()), d -> new HashMap<>())
                    .merge(delivery.path("revision").asInt(), 1, Integer::sum);
        }
    }

    /**
     * Compares the health with the files that were sent.
     *
     * @param config of a run that has been prepared
     */
    static void check(Path data, Elasticsearch elasticsearch, OracleConfig config) throws Exception {
        try (Connection oracle = Scratch.open(config.scratch())) {
            FilesTruth truth = new FilesTruth(data, elasticsearch, config, oracle);
            truth.checkDays();
            truth.checkReport("utilities", "utility-usage");
            truth.checkReport("healthcare-security", "medical-settlement");
        }
    }

    private void checkDays() throws Exception {
        elasticsearch.refresh(IndexNames.FEED_HEALTH);
        ObjectNode all = Elasticsearch.JSON.createObjectNode().put("size", MOST);
        Map<String, JsonNode> health = new HashMap<>();
        elasticsearch
                .search(IndexNames.FEED_HEALTH, all)
                .at("/hits/hits")
                .forEach(hit -> health.put(
                        hit.at("/_source/dataset").asText() + " "
                                + hit.at("/_source/day").asText(),
                        hit.path("_source")));
        Catalogue catalogue = Catalogue.load(List.of());
        for (String id : sent.keySet()) {
            Map<String, Long> rows = counts(id, "true");
            Map<String, Long> faulty = counts(id, "fault is not null");
            for (LocalDate day : sent.get(id).keySet()) {
                JsonNode told = health.get(id + " " + day);
                assertThat(told).as("%s of %s", id, day).isNotNull();
                assertThat(told.path("rows").asLong())
                        .as("rows of %s on %s", id, day)
                        .isEqualTo(landed(id, day, rows));
                if (JUDGED_ONCE.contains(id)) {
                    assertThat(told.path("rejectedShare").asDouble())
                            .as("rejected share of %s on %s", id, day)
                            .isCloseTo((double) landed(id, day, faulty) / landed(id, day, rows), Offset.offset(1e-9));
                    checkAbsent(catalogue.dataset(id), day, told, landed(id, day, rows));
                }
            }
            Instant last = Instant.parse(health.get(id + " " + ((TreeMap<LocalDate, ?>) sent.get(id)).lastKey())
                    .path("deliveredAt")
                    .asText());
            assertThat(last)
                    .as("last success of %s", id)
                    .isBetween(Instant.now().minusSeconds(7_200), Instant.now());
        }
    }

    private void checkAbsent(Dataset dataset, LocalDate day, JsonNode told, long rows) throws SQLException {
        Map<String, Double> shares = new HashMap<>();
        told.path("fields")
                .forEach(f -> shares.put(
                        f.path("field").asText(), f.path("absentShare").asDouble()));
        for (var field : dataset.fields()) {
            long absent = number("select count(*) from raw_file_row where dataset = '" + dataset.id()
                    + "' and business_date = '" + day + "' and defect is null and norm(v[" + (field.position() + 1)
                    + "]) is null");
            assertThat(shares.get(field.name()))
                    .as("absent share of %s of %s on %s", field.name(), dataset.id(), day)
                    .isCloseTo((double) absent / rows, Offset.offset(1e-9));
        }
    }

    /** Rows of a business date that landed, of all revisions, as often as each was sent. */
    private long landed(String dataset, LocalDate day, Map<String, Long> counts) {
        return sent.get(dataset).get(day).entrySet().stream()
                .mapToLong(r -> r.getValue() * counts.getOrDefault(day + " " + r.getKey(), 0L))
                .sum();
    }

    private Map<String, Long> counts(String dataset, String which) throws SQLException {
        return grouped("select business_date || ' ' || revision, count(*) from version where dataset = '" + dataset
                + "' and line is not null and " + which + " group by 1");
    }

    /** The report of each month tells the wrong values, late days and missing days that the files have. */
    private void checkReport(String department, String id) throws Exception {
        Dataset dataset = Catalogue.load(List.of()).dataset(id);
        for (YearMonth month :
                sent.get(id).keySet().stream().map(YearMonth::from).collect(Collectors.toSet())) {
            String report = section(
                    Command.run(data, "feeds", "report", "--department", department, "--month", month.toString())
                            .out(),
                    id);
            Map<String, Long> wrong = new TreeMap<>();
            report.lines()
                    .filter(l -> l.matches("\\| (`.*`|\\(the row\\)) \\|.*"))
                    .forEach(l -> {
                        String[] cells = l.split(" *\\| *");
                        wrong.put(cells[1].replace("`", "") + " " + cells[2], Long.parseLong(cells[3]));
                    });
            Map<String, Long> least = planted(dataset, month, "t.must");
            Map<String, Long> most = planted(dataset, month, "not t.outranked");
            assertThat(wrong.keySet())
                    .as("wrong values of %s in %s", id, month)
                    .containsAll(least.keySet())
                    .isSubsetOf(most.keySet());
            wrong.forEach((value, count) -> assertThat(count)
                    .as("%s of %s in %s", value, id, month)
                    .isBetween(least.getOrDefault(value, 0L), most.get(value)));
            checkDaysOf(dataset, month, report);
        }
    }

    /** Rows with a wrong value, by field and rule. Those of a file's earlier content may have been read, or not; a file that was never corrected has none. */
    private Map<String, Long> planted(Dataset dataset, YearMonth month, String which) throws SQLException {
        Map<String, Long> planted = new TreeMap<>();
        grouped("select coalesce(t.field, '') || ' ' || t.rule, count(distinct t.position) from truth t join delivery d"
                        + " on d.dataset = t.dataset and d.name = t.at and d.revision = t.revision where t.dataset = '"
                        + dataset.id() + "' and " + which + " and to_char(d.business_date, 'YYYY-MM') = '" + month
                        + "' group by 1")
                .forEach((value, count) -> {
                    int space = value.indexOf(' ');
                    String field = space == 0
                            ? "(the row)"
                            : dataset.field(value.substring(0, space)).sourceName();
                    planted.merge(field + value.substring(space), count, Long::sum);
                });
        return planted;
    }

    private void checkDaysOf(Dataset dataset, YearMonth month, String report) {
        Instant now = Instant.now();
        TreeSet<LocalDate> days = new TreeSet<>(sent.get(dataset.id()).keySet());
        days.removeIf(d -> !YearMonth.from(d).equals(month));
        long late = days.stream()
                .filter(d -> d.atStartOfDay(ZONE)
                        .toInstant()
                        .plus(dataset.descriptor().freshness())
                        .isBefore(now))
                .count();
        // all were sent just now, however old the day that they are of
        assertThat(report).contains("| **late** business days | " + (late == 0 ? "none" : late + ": "));
        TreeSet<LocalDate> missing = new TreeSet<>();
        if (dataset.descriptor().freshness().toHours() <= 48) {
            LocalDate end = LocalDate.now(ZONE)
                    .minusDays(dataset.descriptor().freshness().toDays() + 1);
            days.first()
                    .datesUntil(month.atEndOfMonth().plusDays(1))
                    .filter(d -> !d.isAfter(end) && !days.contains(d))
                    .forEach(missing::add);
        }
        assertThat(report)
                .contains("| **missing** business days | "
                        + (missing.isEmpty()
                                ? "none"
                                : missing.size() + ": "
                                        + missing.stream()
                                                .map(LocalDate::toString)
                                                .collect(Collectors.joining(", ")))
                        + " |");
    }

    /** What a report says of one dataset. */
    private static String section(String report, String dataset) {
        int from = report.indexOf("(`" + dataset + "`)");
        assertThat(from).as(report).isPositive();
        int to = report.indexOf("\n## ", from);
        return report.substring(from, to < 0 ? report.length() : to);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = oracle.createStatement();
                ResultSet rs = statement.executeQuery(query)) {
            rs.next();
            return rs.getLong(1);
        }
    }

    private Map<String, Long> grouped(String query) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = oracle.createStatement();
                ResultSet rs = statement.executeQuery(query)) {
            while (rs.next()) {
                counts.put(rs.getString(1), rs.getLong(2));
            }
        }
        return counts;
    }
}
