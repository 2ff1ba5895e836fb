package org.taxbrain.connectors.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.health.FeedStatus;
import org.taxbrain.connectors.jdbc.JdbcDatabase;
import org.taxbrain.connectors.jdbc.JdbcException;
import org.taxbrain.connectors.jdbc.JdbcRows;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.connectors.tls.TestCertificates;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/** Every way in which we connect to a PostgreSQL that takes encrypted connections alone. */
class SecuredPostgresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Dataset ARREARS = Catalogue.load(List.of()).dataset("tax-arrears");

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static TestKafka kafka;
    private static TestPostgres postgres;

    private final FeedHealth health = new FeedHealth();
    private CdcSystem system;

    @BeforeAll
    static void start() throws Exception {
        certificates = TestCertificates.in(folder.resolve("certificates"));
        certificates.issue("postgres", "127.0.0.1");
        postgres = TestPostgres.startSecured(
                folder.resolve("postgres"),
                folder.resolve("certificates/postgres.key"),
                folder.resolve("certificates/postgres.crt"));
        kafka = TestKafka.start(folder.resolve("kafka"));
        try (CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
            publisher.publish(List.of(ARREARS));
        }
        postgres.execute(
                "postgres",
                "CREATE ROLE cdc LOGIN REPLICATION PASSWORD 'secret'",
                "CREATE TABLE zs_qsxx (qsbh text PRIMARY KEY, djxh text, zsxm_mc text, skssqq date, skssqz date,"
                        + " jkqx date, ybse numeric(18,2), qjye numeric(18,2), sjrq date)",
                "ALTER TABLE zs_qsxx REPLICA IDENTITY FULL",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc",
                "CREATE PUBLICATION taxbrain FOR ALL TABLES",
                "INSERT INTO zs_qsxx (qsbh, djxh) VALUES ('QS1', '10113301000012345678')");
    }

    @AfterAll
    static void stop() throws Exception {
        kafka.close();
        postgres.close();
    }

    @AfterEach
    void stopCapture() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void shouldCaptureOverEncryptedAndVerifiedConnections() throws Exception {
        capture(verified(certificates.authority()));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.landed(ARREARS.id()))
                .extracting(r -> r.getValues().get(ARREARS.field("arrearsId").position()))
                .contains("QS1"));
        postgres.execute("postgres", "INSERT INTO zs_qsxx (qsbh, djxh) VALUES ('QS2', '10113301000012345678')");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(kafka.landed(ARREARS.id()))
                .extracting(r -> r.getValues().get(ARREARS.field("arrearsId").position()))
                .contains("QS2"));
        // the one that the changes come by is among them
        assertThat(postgres.query(
                        "postgres",
                        "SELECT string_agg(DISTINCT s.ssl::text, ',') FROM pg_stat_ssl s"
                                + " JOIN pg_stat_replication r USING (pid) WHERE r.usename = 'cdc'"))
                .isEqualTo("true");
    }

    @Test
    void shouldReadPolledTablesAndReconcileOverVerifiedConnections() {
        SystemConfig config = config(verified(certificates.authority()));
        List<List<String>> rows = new ArrayList<>();
        new TableRows(ARREARS, config).read(rows::add);
        assertThat(rows).isNotEmpty();

        List<List<String>> polled = new ArrayList<>();
        new JdbcRows(polled(), JdbcDatabase.of("tax-core", config)).read(polled::add);
        assertThat(polled).hasSameSizeAs(rows);
    }

    @Test
    void shouldSayThatADatabaseIsNotTheOneThatItClaimsToBe() throws Exception {
        Path others = TestCertificates.in(folder.resolve("others")).authority();
        capture(verified(others));
        awaitError("shows no certificate that is trusted");
        JdbcRows rows = new JdbcRows(polled(), JdbcDatabase.of("tax-core", config(verified(others))));
        assertThatThrownBy(() -> rows.read(r -> {}))
                .isInstanceOf(JdbcException.class)
                .hasMessageContaining("SSL error");
    }

    @Test
    void shouldSayThatADatabaseTakesEncryptedConnectionsAlone() {
        capture("?sslmode=disable");
        awaitError("whether the database takes encrypted connections alone (sslmode in the URL)");
    }

    @Test
    void shouldNameACertificateThatIsMissing() {
        SystemConfig config = config(verified(Path.of("/none.pem")));
        for (Runnable made : List.<Runnable>of(
                () -> CdcDatabase.of("tax-core", config), () -> JdbcDatabase.of("tax-core", config))) {
            assertThatThrownBy(made::run)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("taxbrain.systems.tax-core.url: sslrootcert=/none.pem can't be read");
        }
    }

    private void capture(String parameters) {
        system = new CdcSystem(
                "tax-core",
                List.of(ARREARS),
                () -> config(parameters),
                kafka.connection(),
                folder.resolve("data-" + System.nanoTime()),
                "0123456789abcdef".getBytes(),
                health);
        system.start();
    }

    private void awaitError(String message) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(health.statuses())
                .extracting(FeedStatus::error)
                .anySatisfy(error -> assertThat(error).contains(message)));
    }

    private static String verified(Path authority) {
        return "?sslmode=verify-full&sslrootcert=" + authority;
    }

    private static SystemConfig config(String parameters) {
        return Configuration.of(
                        "--taxbrain.systems.tax-core.url=" + postgres.url("postgres") + parameters,
                        "--taxbrain.systems.tax-core.user=cdc",
                        "--taxbrain.systems.tax-core.password=secret")
                .system("tax-core");
    }

    private static Dataset polled() {
        return Dataset.parse("address", """
                dataset: address
                revision: 1
                department: tax
                record: Address
                key: [code]
                freshness: PT1M
                purpose: test
                legalBasis: test
                sharing: unconditional
                agreementExpiry: 2099-12-31
                retention: P1Y
                source:
                  jdbc: {system: tax-core, table: zs_qsxx, changedAt: sjrq}
                fields:
                  code: {source: qsbh}
                """, """
                @namespace("org.taxbrain.test")
                protocol Addresses {
                  record Address {
                    string code;
                  }
                }
                """);
    }
}
