package org.taxbrain.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;

/** Change capture from a real PostgreSQL into a real Kafka. Each test has a database, a slot and datasets of its own. */
class CdcIT {
    private static final byte[] PEPPER = "0123456789abcdef".getBytes();
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration WHILE = Duration.ofSeconds(2);
    private static final Duration OUTAGE = Duration.ofSeconds(15);

    @TempDir
    private static Path folder;

    private static TestPostgres postgres;
    private static TestKafka kafka;
    private static int tests;

    private final FeedHealth health = new FeedHealth();
    private String database;
    private List<Dataset> datasets;
    private Dataset arrears;
    private CdcSystem system;

    @BeforeAll
    static void startServers() throws Exception {
        kafka = TestKafka.start(folder.resolve("kafka"));
        postgres = TestPostgres.start(folder.resolve("postgres"));
        postgres.execute("postgres", "CREATE ROLE cdc LOGIN REPLICATION PASSWORD 'secret'");
    }

    @AfterAll
    static void stopServers() throws Exception {
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void makeDatabase() throws Exception {
        database = "city_" + ++tests;
        Catalogue catalogue = Catalogue.load(List.of());
        arrears = own(catalogue.dataset("tax-arrears"));
        datasets = List.of(arrears, own(catalogue.dataset("property-right")));
        try (CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
            publisher.publish(datasets);
        }
        postgres.execute("postgres", "CREATE DATABASE " + database);
        postgres.execute(
                database,
                "CREATE TABLE zs_qsxx (qsbh text PRIMARY KEY, djxh text, zsxm_mc text, skssqq date, skssqz date,"
                        + " jkqx date, ybse numeric(18,2), qjye numeric(18,2), sjrq date)",
                "CREATE TABLE bdc_ql (ywh text PRIMARY KEY, bdcdyh text, bdcqzh text, qllx text, qlr jsonb,"
                        + " jzmj numeric(18,2), yt text, zl text, qdjg numeric(18,2), djrq date, zxrq date)",
                "ALTER TABLE zs_qsxx REPLICA IDENTITY FULL",
                "ALTER TABLE bdc_ql REPLICA IDENTITY FULL",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc",
                "CREATE PUBLICATION taxbrain FOR ALL TABLES");
    }

    /** The dataset under a name of this test's own, so that it has topics of its own. */
    private static Dataset own(Dataset dataset) {
        return Dataset.parse(
                dataset.id(),
                dataset.descriptorText()
                        .replace("dataset: " + dataset.id(), "dataset: " + dataset.id() + "-" + tests)
                        .replace("system: property-register", "system: tax-core"),
                dataset.idlText());
    }

    @AfterEach
    void stopCapture() {
        stop();
    }

    private void start() {
        start(datasets);
    }

    private void start(List<Dataset> captured) {
        Configuration configuration = Configuration.of(
                "--taxbrain.systems.tax-core.url=" + postgres.url(database),
                "--taxbrain.systems.tax-core.user=cdc",
                "--taxbrain.systems.tax-core.password=secret");
        // slots are named for a system, and the tests share a server
        system = new CdcSystem(
                "tax-core-" + tests,
                captured,
                () -> configuration.system("tax-core"),
                kafka.connection(),
                folder.resolve("data-" + tests),
                PEPPER,
                health);
        system.start();
    }

    private void stop() {
        if (system != null) {
            system.close();
            system = null;
        }
    }

    private FeedStatus status(String name) {
        return health.statuses().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private void awaitState(FeedState state) {
        await().atMost(PATIENCE)
                .until(() -> status("tax-core-" + tests) != null
                        && status("tax-core-" + tests).state() == state);
    }

    private void insertArrears(int from, int to) throws SQLException {
        try (Connection connection = postgres.connect(database);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO zs_qsxx SELECT 'QS' || i, '1011330100001234567' || (i % 10),"
                                + " '增值税', '2025-01-01', '2025-03-31', '2025-04-15', 1234.50, i, '2026-03-01'"
                                + " FROM generate_series(?, ?) i")) {
            insert.setInt(1, from);
            insert.setInt(2, to);
            insert.execute();
        }
    }

    private List<LandedRecord> landed() {
        return kafka.landed(arrears.id());
    }

    /** What the rows are, folded by the source's order as CleanJob does: key → value of "open"; deleted keys are absent. */
    private Map<String, String> folded(Dataset dataset, String field) {
        Map<String, LandedRecord> newest = new HashMap<>();
        for (LandedRecord row : kafka.landed(dataset.id())) {
            newest.merge(row.getKey(), row, (a, b) -> SourceOrder.compare(b.getOrder(), a.getOrder()) > 0 ? b : a);
        }
        Map<String, String> values = new HashMap<>();
        newest.forEach((key, row) -> {
            if (row.getOperation() == Operation.UPSERT) {
                values.put(key, row.getValues().get(dataset.field(field).position()));
            }
        });
        return values;
    }

    private Map<String, String> inDatabase() throws SQLException {
        Map<String, String> values = new HashMap<>();
        try (Connection connection = postgres.connect(database);
                var rows = connection.createStatement().executeQuery("SELECT qsbh, qjye::text FROM zs_qsxx")) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
        }
        return values;
    }

    private void awaitSame() throws SQLException {
        Map<String, String> expected = inDatabase();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(
                        folded(arrears, "open").equals(expected))
                .as("landed equals the table (%d rows)", expected.size())
                .isTrue());
    }

    @Test
    void shouldLandTheSnapshotThenEveryChangeInOrder() throws Exception {
        insertArrears(1, 100);
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(
                database,
                "UPDATE zs_qsxx SET qjye = 7 WHERE qsbh = 'QS1'",
                "UPDATE zs_qsxx SET qjye = 8.10 WHERE qsbh = 'QS1'",
                "DELETE FROM zs_qsxx WHERE qsbh = 'QS2'");
        awaitSame();

        LandedRecord snapshot = landed().get(0);
        assertThat(snapshot.getOrder()).hasSize(4);
        assertThat(snapshot.getOrder().get(1)).isZero();
        assertThat(snapshot.getBatch())
                .isEqualTo("snapshot-" + snapshot.getOrder().get(0));
        assertThat(snapshot.getSourceTime()).isNull();
        assertThat(snapshot.getPosition())
                .startsWith("public.zs_qsxx@snapshot:")
                .doesNotContain(snapshot.getKey());
        assertThat(snapshot.getDescriptorHash()).isEqualTo(arrears.hash());
        assertThat(snapshot.getValues().subList(2, 9))
                .startsWith("增值税", "2025-01-01", "2025-03-31", "2025-04-15", "1234.50")
                .endsWith("2026-03-01");

        List<LandedRecord> ofOne =
                landed().stream().filter(r -> r.getKey().equals("QS1")).toList();
        assertThat(ofOne).extracting(r -> r.getValues().get(7)).containsExactly("1.00", "7.00", "8.10");
        assertThat(ofOne).isSortedAccordingTo((a, b) -> SourceOrder.compare(a.getOrder(), b.getOrder()));
        assertThat(ofOne.get(2).getBatch()).startsWith("stream-");
        assertThat(ofOne.get(2).getSourceTime()).isCloseTo(System.currentTimeMillis(), within(60_000L));

        LandedRecord deletion = landed().stream()
                .filter(r -> r.getOperation() == Operation.DELETE)
                .findFirst()
                .orElseThrow();
        assertThat(deletion.getKey()).isEqualTo("QS2");
        assertThat(deletion.getValues()).isEmpty();
    }

    private static org.assertj.core.data.Offset<Long> within(long millis) {
        return org.assertj.core.data.Offset.offset(millis);
    }

    @Test
    void shouldTellHowFarItIsAndWhatLandedOfEachDataset() throws Exception {
        insertArrears(1, 3);
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(database, "UPDATE zs_qsxx SET qjye = 7 WHERE qsbh = 'QS1'");
        awaitSame();
        Feed feed = health.feeds().get(0);
        assertThat(feed.counts().landedByDataset())
                .containsEntry(datasets.get(0).id(), 4L)
                .hasSize(1);
        Instant heard = feed.status().lastHeardAt();
        await("a heartbeat, while nothing changes")
                .until(() -> feed.status().lastHeardAt().isAfter(heard));
        assertThat(feed.status().lagBytes()).isNotNegative();

        // what Debezium calls its figures, which the metrics show
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        String engines = "debezium.postgres:type=connector-metrics,context=%s,*";
        assertThat(beans.queryNames(new ObjectName(engines.formatted("streaming")), null))
                .singleElement()
                .satisfies(bean -> {
                    assertThat(bean.getKeyProperty("server")).startsWith("taxbrain_");
                    assertThat((Long) beans.getAttribute(bean, "MilliSecondsBehindSource"))
                            .isNotNegative();
                });
        assertThat(beans.queryNames(new ObjectName(engines.formatted("snapshot")), null))
                .singleElement()
                .satisfies(bean ->
                        assertThat(beans.getAttribute(bean, "SnapshotRunning")).isEqualTo(false));
    }

    @Test
    void shouldLandAChangeOfThePrimaryKeyAsADeletionAndANewRow() throws Exception {
        insertArrears(1, 1);
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(database, "UPDATE zs_qsxx SET qsbh = 'QS1-renamed' WHERE qsbh = 'QS1'");
        awaitSame();
        assertThat(landed())
                .extracting(r -> r.getKey() + " " + r.getOperation())
                .containsExactlyInAnyOrder("QS1 UPSERT", "QS1 DELETE", "QS1-renamed UPSERT");
    }

    @Test
    void shouldGoOnWhenColumnsAreAddedDroppedAndWidened() throws Exception {
        insertArrears(1, 1);
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(
                database,
                "ALTER TABLE zs_qsxx ADD COLUMN bz text",
                "UPDATE zs_qsxx SET qjye = 2, bz = '备注' WHERE qsbh = 'QS1'",
                "ALTER TABLE zs_qsxx ALTER COLUMN qjye TYPE numeric(20,4)",
                "UPDATE zs_qsxx SET qjye = 3.1234 WHERE qsbh = 'QS1'",
                "ALTER TABLE zs_qsxx DROP COLUMN zsxm_mc",
                "UPDATE zs_qsxx SET qjye = 4 WHERE qsbh = 'QS1'");
        awaitSame();
        List<LandedRecord> rows = landed();
        assertThat(rows.get(1).getExtra()).containsEntry("bz", "备注");
        assertThat(rows.get(2).getValues().get(7)).isEqualTo("3.1234");
        assertThat(rows.get(3).getValues().get(2)).isNull();
        assertThat(rows.get(3).getDefect()).isNull();
    }

    @Test
    void shouldLandJsonAsItIsAndDatesThatNoCalendarHolds() throws Exception {
        Dataset rights = datasets.get(1);
        String holders = "[{\"zjh\": \"x\", \"qlbl\": null, \"qlrmc\": \"王伟\"}]";
        postgres.execute(
                database,
                "INSERT INTO bdc_ql (ywh, qlr, djrq, jzmj) VALUES ('A', '" + holders + "', 'infinity', 'NaN')",
                "INSERT INTO bdc_ql (ywh, djrq) VALUES ('B', '0044-03-15 BC'), ('C', '20270-01-01'), ('D', '-infinity')");
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(
                database,
                "UPDATE bdc_ql SET yt = 'again'",
                "INSERT INTO bdc_ql (ywh, djrq) VALUES ('E', '2070-01-01')");
        await().atMost(PATIENCE).until(() -> kafka.landed(rights.id()).size() == 9);
        Map<String, List<String>> dates = new HashMap<>();
        for (LandedRecord row : kafka.landed(rights.id())) {
            dates.computeIfAbsent(row.getKey(), k -> new ArrayList<>())
                    .add(row.getValues().get(rights.field("registeredOn").position()));
            if (row.getKey().equals("A")) {
                assertThat(row.getValues().get(rights.field("holders").position()))
                        .isEqualTo(holders);
                assertThat(row.getValues().get(rights.field("area").position())).isEqualToIgnoringCase("NaN");
            }
        }
        assertThat(dates)
                .containsEntry("A", List.of("infinity", "infinity"))
                .containsEntry("B", List.of("-0043-03-15", "-0043-03-15"))
                .containsEntry("C", List.of("+20270-01-01", "+20270-01-01"))
                .containsEntry("D", List.of("-infinity", "-infinity"))
                .containsEntry("E", List.of("2070-01-01"));
    }

    @Test
    void shouldNeverLandThePlaceholderOfALargeValueThatDidNotChange() throws Exception {
        Dataset rights = datasets.get(1);
        // without FULL the log leaves out a large value that did not change
        postgres.execute(
                database,
                "ALTER TABLE bdc_ql REPLICA IDENTITY DEFAULT",
                "ALTER TABLE bdc_ql ALTER COLUMN zl SET STORAGE EXTERNAL",
                "INSERT INTO bdc_ql (ywh, zl) VALUES ('A', repeat('x', 10000))");
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(database, "UPDATE bdc_ql SET yt = 'changed'");
        await().atMost(PATIENCE).until(() -> kafka.landed(rights.id()).size() == 2);
        LandedRecord update = kafka.landed(rights.id()).get(1);
        assertThat(update.getDefect()).isEqualTo("row-invalid");
        assertThat(update.getValues()).doesNotContain(LandedText.UNAVAILABLE);
    }

    @Test
    void shouldLandEveryRowThoughTheConnectionIsCutInMidSnapshot() throws Exception {
        insertArrears(1, 60_000);
        start();
        await().atMost(PATIENCE).until(() -> landed().size() > 5_000);
        int cut = Integer.parseInt(cutConnections());
        assertThat(cut).isPositive();
        // what changes between the two snapshots must not be forgotten, deletions least of all
        postgres.execute(
                database,
                "DELETE FROM zs_qsxx WHERE qsbh IN ('QS1', 'QS2', 'QS3')",
                "UPDATE zs_qsxx SET qjye = 0 WHERE qsbh IN ('QS4', 'QS59999')");
        awaitState(FeedState.RUNNING);
        awaitSame();
        assertThat(status("tax-core-" + tests).error()).isNull();
    }

    private String cutConnections() throws SQLException {
        return postgres.query(
                database,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'cdc' AND datname = '"
                        + database + "'");
    }

    @Test
    void shouldLandEveryRowThoughTheConnectionIsCutInMidStream() throws Exception {
        start();
        awaitState(FeedState.RUNNING);
        for (int round = 0; round < 10; round++) {
            // one statement, many rows: they share positions in the log
            insertArrears(round * 2_000 + 1, round * 2_000 + 2_000);
            postgres.execute(database, "UPDATE zs_qsxx SET qjye = qjye + 1 WHERE qsbh LIKE 'QS%" + round + "'");
            if (round % 3 == 1) {
                cutConnections();
            }
        }
        awaitSame();
    }

    @Test
    void shouldLandEveryRowThoughTheServerIsKilledAmidChanges() throws Exception {
        start();
        awaitState(FeedState.RUNNING);
        for (int round = 0; round < 3; round++) {
            CompletableFuture<Void> changes = changesWithoutRest(round * 1_000, round * 1_000 + 1_000);
            Thread.sleep(WHILE.toMillis());
            assertThat(changes).as("changes go on when the server is killed").isNotDone();
            postgres.kill();
            postgres.start();
            changes.get();
            awaitSame();
            awaitSlotPasses(postgres.query(database, "SELECT pg_current_wal_insert_lsn() - '0/0'"));
        }
    }

    /** Commits row by row; a commit that fails is tried again until the server is back. */
    private CompletableFuture<Void> changesWithoutRest(int from, int to) {
        return CompletableFuture.runAsync(() -> {
            for (int i = from; i < to; i++) {
                int row = i;
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(() -> {
                    try {
                        postgres.execute(
                                database,
                                "INSERT INTO zs_qsxx (qsbh, qjye) VALUES ('QS" + row + "', 1) ON CONFLICT DO NOTHING");
                        return true;
                    } catch (SQLException e) {
                        return false;
                    }
                });
            }
        });
    }

    /** The capture goes on though nothing changes: its heartbeats move the slot. */
    private void awaitSlotPasses(String position) {
        await().atMost(PATIENCE)
                .until(() -> Long.parseLong(postgres.query(
                                database,
                                "SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = 'taxbrain_tax_core_"
                                        + tests + "_1'"))
                        > Long.parseLong(position));
    }

    @Test
    void shouldLandEveryRowThoughKafkaIsAwayWhileChangesGoOn() throws Exception {
        start();
        awaitState(FeedState.RUNNING);
        for (int round = 0; round < 2; round++) {
            kafka.stop();
            insertArrears(round * 2_000 + 1, round * 2_000 + 2_000);
            Thread.sleep(OUTAGE.toMillis());
            insertArrears(100_000 + round, 100_000 + round);
            kafka.start();
            insertArrears(200_000 + round, 200_000 + round);
        }
        awaitSame();
        // and goes on
        insertArrears(300_000, 300_001);
        awaitSame();
    }

    @Test
    void shouldGoOnFromItsOffsetsAfterARestart() throws Exception {
        insertArrears(1, 10);
        start();
        awaitState(FeedState.RUNNING);
        insertArrears(11, 20);
        awaitSame();
        stop();
        assertThat(status("tax-core-" + tests).state()).isEqualTo(FeedState.STOPPED);
        insertArrears(21, 30);
        postgres.execute(database, "DELETE FROM zs_qsxx WHERE qsbh = 'QS11'");
        start();
        awaitSame();
        assertThat(landed().stream().filter(r -> r.getBatch().startsWith("snapshot-")))
                .as("rows of the snapshot land once")
                .hasSize(10);
    }

    @Test
    void shouldTakeAFreshSnapshotThatOutranksTheOldRowsWhenTheSlotIsGone() throws Exception {
        insertArrears(1, 10);
        start();
        awaitState(FeedState.RUNNING);
        stop();
        postgres.execute(database, "SELECT pg_drop_replication_slot('taxbrain_tax_core_" + tests + "_1')");
        postgres.execute(
                database, "DELETE FROM zs_qsxx WHERE qsbh = 'QS1'", "UPDATE zs_qsxx SET qjye = 99 WHERE qsbh = 'QS2'");
        start();
        awaitSame();
        List<Long> incarnations = landed().stream()
                .map(r -> r.getOrder().get(0))
                .distinct()
                .sorted()
                .toList();
        assertThat(incarnations).hasSize(2);
    }

    @Test
    void shouldLandATruncatedTableAsDeletionsOfItsRows() throws Exception {
        insertArrears(1, 10);
        start();
        awaitState(FeedState.RUNNING);
        postgres.execute(database, "TRUNCATE zs_qsxx");
        insertArrears(5, 6);
        awaitSame();
        assertThat(folded(arrears, "open")).containsOnlyKeys("QS5", "QS6");
    }

    @Test
    void shouldGiveADatasetThatIsDeclaredLaterACaptureOfItsOwnWithAllItsRows() throws Exception {
        insertArrears(1, 10);
        postgres.execute(database, "INSERT INTO bdc_ql (ywh) VALUES ('A'), ('B')");
        start(List.of(arrears));
        awaitState(FeedState.RUNNING);
        stop();
        start();
        Dataset rights = datasets.get(1);
        await().atMost(PATIENCE).until(() -> kafka.landed(rights.id()).size() == 2);
        insertArrears(11, 12);
        awaitSame();
        assertThat(status("tax-core-" + tests + "/2").datasets()).containsExactly(rights.id());
    }

    @Test
    void shouldCaptureADatasetThatIsDeclaredMeanwhileWhileTheOthersGoOn() throws Exception {
        insertArrears(1, 10);
        start(List.of(arrears));
        awaitState(FeedState.RUNNING);
        Instant since = status("tax-core-" + tests).since();
        postgres.execute(database, "INSERT INTO bdc_ql (ywh) SELECT 'R' || i FROM generate_series(1, 25) i");

        system.add(List.of(datasets.get(1)));
        insertArrears(11, 40);

        String right = datasets.get(1).id();
        await().atMost(PATIENCE).until(() -> kafka.landed(right).size() == 25);
        awaitSame();
        assertThat(status("tax-core-" + tests).since())
                .as("the capture that ran goes on")
                .isEqualTo(since);
        assertThat(status("tax-core-" + tests + "/2").datasets()).containsExactly(right);
    }

    @Test
    void shouldSayWhatToDoAboutATableThatIsMissingAndCaptureItWhenItComes() throws Exception {
        postgres.execute(database, "ALTER TABLE zs_qsxx RENAME TO later");
        start(List.of(arrears));
        await().atMost(PATIENCE)
                .until(() -> status("tax-core-" + tests + "/waiting").error() != null);
        assertThat(status("tax-core-" + tests + "/waiting").error())
                .contains("public.zs_qsxx", "does not exist", database);
        postgres.execute(database, "ALTER TABLE later RENAME TO zs_qsxx");
        insertArrears(1, 3);
        awaitSame();
        assertThat(status("tax-core-" + tests + "/waiting")).isNull();
    }

    @Test
    void shouldSayWhatToDoAboutAnUnpublishedTable() throws Exception {
        postgres.execute(database, "DROP PUBLICATION taxbrain");
        start(List.of(arrears));
        await().atMost(PATIENCE)
                .until(() -> status("tax-core-" + tests + "/waiting").error() != null);
        assertThat(status("tax-core-" + tests + "/waiting").error())
                .contains("CREATE PUBLICATION taxbrain FOR TABLE public.zs_qsxx");
        postgres.execute(database, "CREATE PUBLICATION taxbrain FOR TABLE zs_qsxx");
        insertArrears(1, 3);
        awaitSame();
    }

    @Test
    void shouldNotLetTheLogGrowWhileTheTablesAreIdle() throws Exception {
        insertArrears(1, 1);
        start();
        awaitState(FeedState.RUNNING);
        String confirmed =
                "SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = 'taxbrain_tax_core_"
                        + tests + "_1'";
        long before = Long.parseLong(postgres.query(database, confirmed));
        // writes of somebody else, in another database of the same server
        postgres.execute(
                "postgres",
                "CREATE TABLE noise_" + tests + " AS SELECT repeat('x', 1000) FROM generate_series(1, 20000)");
        await().atMost(PATIENCE).until(() -> Long.parseLong(postgres.query(database, confirmed)) > before + 10_000_000);
    }

    @Test
    void shouldNeverLeaveHalfAnOffsetFile() throws Exception {
        insertArrears(1, 5);
        start();
        awaitState(FeedState.RUNNING);
        Path offsets = folder.resolve("data-" + tests + "/cdc/tax-core-" + tests + "/1/offsets.json");
        await().atMost(PATIENCE).until(() -> Files.exists(offsets));
        insertArrears(6, 10);
        awaitSame();
        await().atMost(PATIENCE).until(() -> OffsetFile.lastCommit(offsets) > 0);
    }
}
