package org.taxbrain.e2e.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.day.DaySpec;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.OpenFindings;
import org.taxbrain.e2e.history.Command;
import org.taxbrain.e2e.kibana.ShownPanels;
import org.taxbrain.e2e.monitoring.ScrapedMetrics;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.check.PanelFigures;
import org.taxbrain.kibana.check.PanelQuery;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.metrics.Metric;
import org.taxbrain.oracle.OracleRun;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report;
import org.taxbrain.oracle.books.Books;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexNames;

/** A city goes the whole way and lives a day; and the comparison that finds nothing wrong does find what is broken on purpose. */
class WholeWayIT {
    @TempDir
    private Path data;

    @Test
    void shouldEqualTheOracleAndDifferOnceSabotaged() throws Exception {
        try (RunningCity city = RunningCity.start(data.resolve("stack"), CitySpec.of(1_500, 3))) {
            city.generate();
            city.settle();
            city.live(new DaySpec(800, 100, DaySpec.Files.AMID_CHANGES), new AtomicLong())
                    .get();
            city.settle();
            OracleRun oracle = city.oracle();
            Report report = oracle.compare(Progress.NONE);
            assertThat(report.testDataDefects()).isEmpty();
            assertThat(report.samples()).isEmpty();
            assertThat(report.differences()).isZero();
            assertThat(city.books().accounts())
                    .hasSize(Catalogue.load(List.of()).datasets().size())
                    .allMatch(a -> a.isBalanced() && a.landed() > 0);

            assertThatTheBooksCountTheFiles(city);
            // what the books say has reached the index, and so has the health that is counted with them
            FilesTruth.check(
                    city.stack().layout().data(),
                    new Elasticsearch(city.stack().elasticsearchUrl()),
                    city.oracleConfig());
            assertThatTheHistoryTellsThePresent(city);
            assertThatTheDashboardsShowTheCity(city);
            assertThatTheMetricsTellTheSame(city);

            Sabotage sabotage = new Sabotage(city.stack());
            sabotage.commit();
            city.settle();
            Report spoilt = oracle.compare(Progress.NONE);
            Set<String> wrong = Whereabouts.named(spoilt);
            Set<String> touched = new TreeSet<>();
            for (Sabotage.Mode mode : Sabotage.Mode.values()) {
                Set<String> documents = sabotage.documents(mode);
                assertThat(documents).as("documents of %s", mode).isNotEmpty();
                assertThat(wrong).as("%s: %s", mode, spoilt.samples()).containsAll(documents);
                touched.addAll(documents);
            }
            // a taxpayer's file may tell of rows that stand in another's; nothing else does
            assertThat(wrong)
                    .filteredOn(document -> !document.startsWith("taxpayer "))
                    .isSubsetOf(touched);
            assertThat(spoilt.differences()).isGreaterThanOrEqualTo(touched.size());

            sabotage.undo();
            city.settle();
            Report mended = oracle.compare(Progress.NONE);
            assertThat(mended.samples()).isEmpty();
            assertThat(mended.differences()).isZero();
            assertThat(city.books().accounts()).allMatch(Books.Account::isBalanced);
        }
    }

    /** What stands is in the files of all whom it names; a row that is missing in one of them is found. */
    private static void assertThatTheBooksCountTheFiles(RunningCity city) throws Exception {
        Path data = city.stack().layout().data();
        // accounts become visible some seconds behind the rows that they tell of
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    Command books = Command.run(data, "books");
                    assertThat(books.out()).contains("All books balance.", "rows in files");
                    assertThat(books.status()).isZero();
                });
        LostRow lost = new LostRow(city.stack().elasticsearchUrl(), "property-right");
        Command spoilt = Command.run(data, "books", "--settle", "PT1S");
        lost.restore();
        assertThat(spoilt.out())
                .containsPattern(
                        "not balanced: property-right: the accepted rows name \\d+ subjects ≠ in their files \\d+\n")
                .contains("1 inequalities.");
        assertThat(spoilt.status()).isOne();
        assertThat(filesMismatches(city)).containsExactly("files-mismatch|property-right");
        assertThat(Command.run(data, "books").status()).isZero();
        assertThat(filesMismatches(city)).isEmpty();
        // the dashboards show it, closed
        Elasticsearch elasticsearch = new Elasticsearch(city.stack().elasticsearchUrl());
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(elasticsearch
                        .search("finding", Elasticsearch.JSON.createObjectNode())
                        .at("/hits/hits"))
                .singleElement()
                .matches(hit -> !hit.at("/_source/open").asBoolean(true)));
    }

    private static Set<String> filesMismatches(RunningCity city) {
        try (OpenFindings findings =
                new OpenFindings(KafkaConnection.plain(city.stack().kafkaBootstrapServers()))) {
            return findings.ids("files-mismatch");
        }
    }

    /** No panel is empty but those that tell of what must not happen, and the parts of each make its whole. */
    private static void assertThatTheDashboardsShowTheCity(RunningCity city) throws Exception {
        ElasticsearchConfig config = Configuration.of(
                        "--taxbrain.elasticsearch.url=" + city.stack().elasticsearchUrl())
                .get(ElasticsearchConfig.class);
        Set<String> empty = new TreeSet<>();
        try (ElasticsearchConnection elasticsearch = ElasticsearchConnection.open(config)) {
            ShownPanels panels = new ShownPanels(elasticsearch);
            for (Map.Entry<PanelQuery, PanelFigures> shown :
                    panels.figures(ShownPanels.file(Language.ZH_CN)).entrySet()) {
                PanelFigures told = shown.getValue();
                if (told.isEmpty()) {
                    empty.add(shown.getKey().toString());
                }
                if (told.grouped().isEmpty()) {
                    assertThat(told.counted()).as("parts of %s", shown.getKey()).isEqualTo(told.documents());
                }
            }
        }
        assertThat(empty)
                .containsExactly(
                        "lens taxbrain-pipeline-open",
                        "lens taxbrain-pipeline-rejected",
                        "lens taxbrain-pipeline-unbalanced");
    }

    /** Nothing was killed, so the counters are the books. */
    private static void assertThatTheMetricsTellTheSame(RunningCity city) throws Exception {
        ScrapedMetrics metrics = ScrapedMetrics.of(city.stack());
        for (Books.Account account : city.books().accounts()) {
            String dataset = "dataset=" + account.dataset();
            assertThat(metrics.sum(Metric.FEED_LANDED_ROWS, dataset))
                    .as("landed, %s", account)
                    .isEqualTo(account.landed());
            assertThat(metrics.sum(Metric.CLEAN_ROWS, dataset))
                    .as("outcomes, %s", account)
                    .isEqualTo(account.landed());
            assertThat(metrics.sum(Metric.CLEAN_ROWS, dataset, "outcome=clean"))
                    .as("clean, %s", account)
                    .isEqualTo(account.clean());
            assertThat(metrics.sum(Metric.CLEAN_ROWS, dataset, "outcome=quarantined"))
                    .as("refused, also those that left the quarantine since, %s", account)
                    .isEqualTo(metrics.sum(Metric.CLEAN_REFUSED_ROWS, dataset))
                    .isGreaterThanOrEqualTo(account.quarantined());
            assertThat(metrics.sum(Metric.DATASET_LAST_SUCCESS, dataset))
                    .as("%s", account)
                    .isPositive();
        }
        assertThat(metrics.sum(Metric.INDEX_DOCUMENTS, "outcome=rejected")).isZero();
        assertThat(metrics.sum(Metric.INDEX_DOCUMENTS)).isLessThanOrEqualTo(metrics.sum(Metric.INDEX_BULK_DOCUMENTS));
        assertThat(metrics.sum(Metric.FINDINGS_OPEN, "kind=books-mismatch")).isZero();
        for (String job : List.of("clean", "file", "index", "books")) {
            assertThat(metrics.sum(Metric.JOB_CHECKPOINTS_COMPLETED, "job=" + job))
                    .as(job)
                    .isPositive();
        }
        assertThat(metrics.sum(Metric.TASK_RECORDS_IN, "job=clean")).isPositive();
        assertThat(metrics.sum(Metric.FLINK_RUNNING_JOBS)).isEqualTo(4);
        metrics.assertThatAllAreShownBut(Metric.QUARANTINE_HELD_ROWS, Metric.FINDINGS_OPEN);
        metrics.assertThatLabelsTellNothingOfAnybody();
        metrics.assertThatPrometheusTakesThem();
        ScrapedMetrics.assertThatOnlyLoopbackIsListenedOn(city.stack());
    }

    /** Folded from the accepted versions, the files of today are those of the index. */
    private static void assertThatTheHistoryTellsThePresent(RunningCity city) throws Exception {
        Elasticsearch elasticsearch = new Elasticsearch(city.stack().elasticsearchUrl());
        elasticsearch.refresh(IndexNames.FACT_VERSION);
        long accepted =
                city.books().accounts().stream().mapToLong(Books.Account::clean).sum();
        assertThat(elasticsearch.count(IndexNames.FACT_VERSION)).isEqualTo(accepted);
        Path data = city.stack().layout().data();
        String today = LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
        ObjectNode some = Elasticsearch.JSON.createObjectNode().put("size", 8);
        some.putArray("_source").add("subject");
        for (String kind : IndexNames.FILES) {
            for (JsonNode hit : elasticsearch.search(kind, some).at("/hits/hits")) {
                String subject = hit.at("/_source/subject").asText();
                assertThat(Command.run(data, "file", subject, "--unmask", "--as-of", today)
                                .json())
                        .isEqualTo(
                                Command.run(data, "file", subject, "--unmask").json());
            }
        }
    }
}
