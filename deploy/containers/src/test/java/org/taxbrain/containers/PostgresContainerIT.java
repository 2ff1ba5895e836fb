package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.cdc.CdcSystem;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.TopicContents;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Change capture from a PostgreSQL in a container, which restarts in mid-snapshot and is cut off. Each test has a table and a slot of its own. */
@WithDocker
@Timeout(300)
class PostgresContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MANY = 60_000;

    @TempDir
    private static Path folder;

    private static KafkaContainer kafka;
    private static PostgreSQLContainer postgres;
    private static int tests;

    private final FeedHealth health = new FeedHealth();
    private Dataset arrears;
    private String table;
    private CdcSystem system;

    @BeforeAll
    static void startServers() throws Exception {
        kafka = Servers.kafka(null);
        kafka.start();
        postgres = Servers.postgres(null, "tax_core");
        postgres.start();
        execute(
                "CREATE ROLE cdc LOGIN REPLICATION PASSWORD 'secret'",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO cdc",
                "CREATE PUBLICATION taxbrain FOR ALL TABLES");
    }

    @AfterAll
    static void stopServers() {
        kafka.stop();
        postgres.stop();
    }

    @BeforeEach
    void makeTable() throws Exception {
        table = "zs_qsxx_" + ++tests;
        Dataset declared = Catalogue.load(List.of()).dataset("tax-arrears");
        arrears = Dataset.parse(
                declared.id(),
                declared.descriptorText()
                        .replace("dataset: tax-arrears", "dataset: tax-arrears-" + tests)
                        .replace("zs_qsxx", table),
                declared.idlText());
        try (CataloguePublisher publisher =
                new CataloguePublisher(KafkaConnection.plain(kafka.getBootstrapServers()))) {
            publisher.publish(List.of(arrears));
        }
        execute(
                "CREATE TABLE " + table + " (qsbh text PRIMARY KEY, djxh text, zsxm_mc text, skssqq date, skssqz date,"
                        + " jkqx date, ybse numeric(18,2), qjye numeric(18,2), sjrq date)",
                "ALTER TABLE " + table + " REPLICA IDENTITY FULL");
    }

    private void startCapture() {
        Configuration configuration = Configuration.of(
                "--taxbrain.systems.tax-core.url=" + postgres.getJdbcUrl(),
                "--taxbrain.systems.tax-core.user=cdc",
                "--taxbrain.systems.tax-core.password=" + Servers.PASSWORD);
        system = new CdcSystem(
                "tax-core-" + tests,
                List.of(arrears),
                () -> configuration.system("tax-core"),
                KafkaConnection.plain(kafka.getBootstrapServers()),
                folder.resolve("data-" + tests),
                "0123456789abcdef".getBytes(),
                health);
        system.start();
    }

    @AfterEach
    void stopCapture() {
        system.close();
    }

    @Test
    void shouldLandTheSnapshotThenEveryChange() throws Exception {
        execute(rows(1, 100));
        startCapture();
        awaitState(FeedState.RUNNING);
        execute(
                "UPDATE " + table + " SET qjye = 7 WHERE qsbh = 'QS1'",
                "DELETE FROM " + table + " WHERE qsbh = 'QS2'",
                rows(101, 200));
        awaitLandedEqualsTable();
        assertThat(folded()).hasSize(199).containsEntry("QS1", "7.00").doesNotContainKey("QS2");
    }

    @Test
    void shouldLandEveryRowThoughTheDatabaseRestartsInMidSnapshot() throws Exception {
        execute(rows(1, MANY));
        String started = query("SELECT pg_postmaster_start_time()");
        startCapture();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> rowsLanded() > 500);
        Faults.stop(postgres);
        assertThat(rowsLanded()).as("rows of the snapshot that had landed").isLessThan(MANY);
        awaitState(FeedState.RETRYING);
        Faults.start(postgres);
        awaitDatabase();
        assertThat(query("SELECT pg_postmaster_start_time()"))
                .as("the database has restarted")
                .isNotEqualTo(started);
        // what changes between the two snapshots must not be forgotten, deletions least of all
        execute(
                "DELETE FROM " + table + " WHERE qsbh IN ('QS1', 'QS2')",
                "UPDATE " + table + " SET qjye = 0 WHERE qsbh = 'QS3'");
        awaitState(FeedState.RUNNING);
        awaitLandedEqualsTable();
        assertThat(folded()).hasSize(MANY - 2);
    }

    @Test
    void shouldLandEveryChangeThoughTheConnectionIsCutAndRestored() throws Exception {
        execute(rows(1, 100));
        startCapture();
        awaitState(FeedState.RUNNING);
        awaitLandedEqualsTable();
        String active =
                "SELECT active FROM pg_replication_slots WHERE slot_name LIKE 'taxbrain_tax_core_" + tests + "%'";
        assertThat(inside(active)).isEqualTo("t");

        Faults.cut(postgres);
        try {
            inside(rows(101, 5_000));
            inside("DELETE FROM " + table + " WHERE qsbh = 'QS50'");
            await().atMost(PATIENCE).until(() -> inside(active).equals("f"));
            assertThatThrownBy(() -> query("SELECT 1")).isInstanceOf(SQLException.class);
            assertThat(rowsLanded()).as("nothing came through").isEqualTo(100);
        } finally {
            Faults.restore(postgres);
        }
        awaitLandedEqualsTable();
        assertThat(inside(active)).isEqualTo("t");
        assertThat(folded()).hasSize(4_999).doesNotContainKey("QS50");
    }

    private String rows(int from, int to) {
        return "INSERT INTO " + table + " SELECT 'QS' || i, '1011330100001234567' || (i % 10), '增值税', '2025-01-01',"
                + " '2025-03-31', '2025-04-15', 1234.50, i, '2026-03-01' FROM generate_series(" + from + ", " + to
                + ") i";
    }

    /** Empty while the capture has not said anything yet. */
    private Optional<FeedStatus> feed() {
        return health.statuses().stream()
                .filter(s -> s.name().equals("tax-core-" + tests))
                .findFirst();
    }

    private long rowsLanded() {
        return feed().map(FeedStatus::rowsLanded).orElse(0L);
    }

    private void awaitState(FeedState state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> feed().map(FeedStatus::state).orElse(null) == state);
    }

    private static void awaitDatabase() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> query("SELECT 1")
                .equals("1"));
    }

    private void awaitLandedEqualsTable() throws SQLException {
        Map<String, String> expected = new HashMap<>();
        try (Connection connection = connect();
                ResultSet rows = connection.createStatement().executeQuery("SELECT qsbh, qjye::text FROM " + table)) {
            while (rows.next()) {
                expected.put(rows.getString(1), rows.getString(2));
            }
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                        folded().equals(expected))
                .as("landed equals the table (%d rows)", expected.size())
                .isTrue());
    }

    /** What the rows are, folded by the source's order as CleanJob does: key → value of "open"; deleted keys are absent. */
    private Map<String, String> folded() {
        Map<String, LandedRecord> newest = new HashMap<>();
        for (LandedRecord row : TopicContents.landed(kafka.getBootstrapServers(), arrears.id())) {
            newest.merge(row.getKey(), row, (a, b) -> SourceOrder.compare(b.getOrder(), a.getOrder()) > 0 ? b : a);
        }
        Map<String, String> values = new HashMap<>();
        newest.forEach((key, row) -> {
            if (row.getOperation() == Operation.UPSERT) {
                values.put(key, row.getValues().get(arrears.field("open").position()));
            }
        });
        return values;
    }

    private static Connection connect() throws SQLException {
        // a server that drops packets refuses nothing
        return DriverManager.getConnection(
                postgres.getJdbcUrl() + "&connectTimeout=3&socketTimeout=30", "postgres", Servers.PASSWORD);
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** A statement from inside the container, where no cut reaches. */
    private static String inside(String sql) throws Exception {
        var result = postgres.execInContainer("psql", "-U", "postgres", "-d", "tax_core", "-qAtc", sql);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
        return result.getStdout().strip();
    }
}
