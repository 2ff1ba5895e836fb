package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The court's interface in a container, which refuses some requests, and is killed. */
@WithDocker
@Timeout(300)
class HttpContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PORT = 8080;
    private static final String FEED = "court/case-funds";
    private static final int AMOUNT =
            Catalogue.load(List.of()).dataset("case-funds").field("amount").position();

    @TempDir
    private static Path folder;

    private static Network network;
    private static PostgreSQLContainer postgres;
    private static GenericContainer<?> departments;
    private static RunningPipelines pipelines;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        postgres = Servers.postgres(network, "court");
        postgres.start();
        execute(
                "CREATE SEQUENCE version_seq",
                "CREATE TABLE case_funds (movement_id text PRIMARY KEY, case_no text, direction text, amount text,"
                        + " principal text, interest text, costs text, occurred_on text, extra jsonb,"
                        + " updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),"
                        + " seq bigint NOT NULL DEFAULT nextval('version_seq'), deleted boolean NOT NULL DEFAULT false)");
        departments = Servers.prepared(
                Image.DEPARTMENTS,
                new GenericContainer<>(Image.DEPARTMENTS.reference())
                        .withEnv("TAXBRAIN_DEPARTMENTS_SFTP_USERS", "court/unused")
                        .withEnv("TAXBRAIN_DEPARTMENTS_SFTP_COURT_PASSWORD", Servers.PASSWORD)
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES", "court:/api/case-funds=case_funds")
                        .withEnv("TAXBRAIN_DEPARTMENTS_COURT_API_KEY", Servers.PASSWORD)
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES_URL", "jdbc:postgresql://postgres:5432/court")
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES_USER", "postgres")
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES_PASSWORD", Servers.PASSWORD)
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES_FAULT_RATE", "0.2")
                        .withEnv("TAXBRAIN_DEPARTMENTS_INTERFACES_PAGE_SIZE", "50")
                        .waitingFor(Wait.forListeningPort()),
                network,
                "departments",
                PORT);
        departments.start();
        pipelines = RunningPipelines.start(
                folder,
                "--taxbrain.systems.court.url=http://" + Servers.address(departments, PORT),
                "--taxbrain.systems.court.api-key=" + Servers.PASSWORD,
                "--taxbrain.interfaces.overlap=PT2S");
    }

    @AfterAll
    static void stop() {
        pipelines.close();
        departments.stop();
        postgres.stop();
        network.close();
    }

    @Test
    void shouldLandEveryLastVersionThoughTheInterfaceRefusesAndIsKilled() throws Exception {
        execute(
                "INSERT INTO case_funds (movement_id, amount) SELECT 'M' || i, i || '.00' FROM generate_series(1, 600) i");
        awaitLandedEqualsTable();
        Faults.kill(departments);
        execute("UPDATE case_funds SET amount = '7.00', updated_at = clock_timestamp(), seq = nextval('version_seq')"
                + " WHERE movement_id LIKE 'M1%'");
        await().atMost(PATIENCE).until(() -> pipelines.isIn("RETRYING", FEED));
        assertThat(landed()).as("nothing came through").isNotEqualTo(inDatabase());
        Faults.start(departments);
        execute("UPDATE case_funds SET deleted = true, updated_at = clock_timestamp(), seq = nextval('version_seq')"
                + " WHERE movement_id = 'M2'");
        awaitLandedEqualsTable();
        assertThat(landed()).hasSize(599).containsEntry("M1", "7.00").doesNotContainKey("M2");
    }

    private static void awaitLandedEqualsTable() throws SQLException {
        Map<String, String> expected = inDatabase();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(landed()).isEqualTo(expected));
    }

    private static Map<String, String> inDatabase() throws SQLException {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = connect();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT movement_id, amount FROM case_funds WHERE NOT deleted")) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }

    /** Key → amount, of the newest version of each row by the source's order. */
    private static Map<String, String> landed() {
        Map<String, LandedRecord> newest = new HashMap<>();
        for (LandedRecord row : pipelines.landed("case-funds")) {
            newest.merge(row.getKey(), row, (a, b) -> SourceOrder.compare(b.getOrder(), a.getOrder()) > 0 ? b : a);
        }
        Map<String, String> values = new HashMap<>();
        newest.forEach((key, row) -> {
            if (row.getOperation() == Operation.UPSERT) {
                values.put(key, row.getValues().get(AMOUNT));
            }
        });
        return values;
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl(), "postgres", Servers.PASSWORD);
    }
}
