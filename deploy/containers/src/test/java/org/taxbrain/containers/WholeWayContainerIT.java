package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.taxbrain.schemas.text.Sm3;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Rows in PostgreSQL and a file on SFTP become one searchable file; every part in a container of its own, the jobs as they are deployed. */
@WithDocker
@Timeout(600)
class WholeWayContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PEPPER = "0123456789abcdef";
    private static final String PERSON = "33010619900101123X";
    private static final String REGISTRATION = "10113301000012345678";

    private static Network network;
    private static KafkaContainer kafka;
    private static GenericContainer<?> elasticsearch;
    private static PostgreSQLContainer postgres;
    private static GenericContainer<?> sftp;
    private static GenericContainer<?> pipelines;
    private static JobContainers clean;
    private static JobContainers file;
    private static JobContainers index;

    @BeforeAll
    static void start() throws Exception {
        network = Network.newNetwork();
        kafka = Servers.kafka(network);
        elasticsearch = Servers.elasticsearch(network);
        postgres = Servers.postgres(network, "tax_core");
        sftp = Servers.sftp(network, "medical-settlement,medical-year");
        Startables.deepStart(kafka, elasticsearch, postgres, sftp).join();
        makeTables();

        Map<String, String> settings = Map.of(
                "TAXBRAIN_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092",
                "TAXBRAIN_KAFKA_PARTITIONS", "1",
                "TAXBRAIN_ELASTICSEARCH_URL", "http://elasticsearch:9200",
                "TAXBRAIN_INDEX_PEPPER_FILE", "/etc/taxbrain/pepper",
                "TAXBRAIN_QUARANTINE_KEY", "k1:00112233445566778899aabbccddeeff");
        Map<String, String> systems = new HashMap<>(settings);
        systems.put("TAXBRAIN_SYSTEMS_TAX_CORE_URL", "jdbc:postgresql://postgres:5432/tax_core");
        systems.put("TAXBRAIN_SYSTEMS_TAX_CORE_USER", "cdc");
        systems.put("TAXBRAIN_SYSTEMS_TAX_CORE_PASSWORD", Servers.PASSWORD);
        systems.put("TAXBRAIN_SYSTEMS_HEALTHCARE_SECURITY_URL", "sftp://sftp:2222");
        systems.put("TAXBRAIN_SYSTEMS_HEALTHCARE_SECURITY_USER", Servers.SFTP_USER);
        systems.put("TAXBRAIN_SYSTEMS_HEALTHCARE_SECURITY_PASSWORD", Servers.PASSWORD);
        systems.put("TAXBRAIN_SYSTEMS_HEALTHCARE_SECURITY_HOST_KEY", Servers.hostKey(sftp));
        pipelines = Servers.prepared(
                Image.PIPELINES,
                new GenericContainer<>(Image.PIPELINES.reference())
                        .withEnv(systems)
                        .withCopyToContainer(Transferable.of(PEPPER), "/etc/taxbrain/pepper")
                        .waitingFor(Wait.forHealthcheck()),
                network,
                "pipelines");
        pipelines.start();
        clean = new JobContainers(network, "clean", settings, PEPPER);
        file = new JobContainers(network, "file", settings, PEPPER);
        index = new JobContainers(network, "index", settings, PEPPER);
        JobContainers.start(clean, file, index);
    }

    @AfterAll
    static void stop() {
        clean.close();
        file.close();
        index.close();
        pipelines.stop();
        sftp.stop();
        postgres.stop();
        elasticsearch.stop();
        kafka.stop();
        network.close();
    }

    @Test
    void shouldMakeRowsAndAFileSearchableAndGoOnFromACheckpointWhenAJobIsKilled() throws Exception {
        execute(
                "INSERT INTO dj_nsrxx VALUES ('" + REGISTRATION + "', '王伟', '201', '" + PERSON
                        + "', '03', '文三路1号', '零售业', '西湖税务所', '13800000000', '2020-01-01')",
                "INSERT INTO zs_qsxx VALUES ('QS1', '" + REGISTRATION
                        + "', '增值税', '2025-01-01', '2025-03-31', '2025-04-15', 1234.50, 1000.00, '2026-03-01')");
        upload("medical-settlement_20260301.csv");

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        taxpayer().at("/sections/medical-settlement/items").size())
                .isEqualTo(2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        taxpayer().at("/summary/openArrears").asLong())
                .isEqualTo(100_000));
        assertThat(taxpayer().path("name").asText()).isEqualTo("王伟");

        clean.killJobManager();
        execute("UPDATE zs_qsxx SET qjye = 250.00");
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                        taxpayer().at("/summary/openArrears").asLong())
                .isEqualTo(25_000));
        assertThat(clean.log()).contains("going on from /var/lib/taxbrain/checkpoints/");
        assertThat(taxpayer().at("/sections/medical-settlement/items").size()).isEqualTo(2);
    }

    /** The one file that a search for the person finds; missing: not yet. */
    private static JsonNode taxpayer() throws Exception {
        HttpRequest search = HttpRequest.newBuilder(URI.create("http://"
                        + Servers.address(elasticsearch, Servers.ELASTICSEARCH_PORT) + "/taxpayer/_search?q=name:"
                        + "%E7%8E%8B%E4%BC%9F"))
                .timeout(Duration.ofSeconds(10))
                .build();
        JsonNode hits = JSON.readTree(HttpClient.newHttpClient()
                        .send(search, HttpResponse.BodyHandlers.ofString())
                        .body())
                .at("/hits/hits");
        for (JsonNode hit : hits) {
            if (hit.at("/_source/subject").asText().equals("person:" + PERSON)) {
                return hit.path("_source");
            }
        }
        return MissingNode.getInstance();
    }

    private static void makeTables() throws SQLException {
        execute(
                "CREATE TABLE dj_nsrxx (djxh text PRIMARY KEY, nsrmc text, zjzl_dm text, zjhm text, nsrzt_dm text,"
                        + " zcdz text, hy_mc text, zgswj_mc text, sjhm text, djrq date)",
                "CREATE TABLE zs_qsxx (qsbh text PRIMARY KEY, djxh text, zsxm_mc text, skssqq date, skssqz date,"
                        + " jkqx date, ybse numeric(18,2), qjye numeric(18,2), sjrq date)",
                "ALTER TABLE dj_nsrxx REPLICA IDENTITY FULL",
                "ALTER TABLE zs_qsxx REPLICA IDENTITY FULL",
                "CREATE ROLE cdc LOGIN REPLICATION PASSWORD '" + Servers.PASSWORD + "'",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO cdc",
                "CREATE PUBLICATION taxbrain FOR ALL TABLES");
    }

    private static void upload(String name) {
        String row = ",%s,王伟,20260228,20260301,市一医院,1.00,0,0,0,0,\r\n".formatted(PERSON);
        String content = "setl_id,certno,psn_name,begndate,enddate,fixmedins_name,medfee_sumamt,fund_pay_sumamt,"
                + "psn_selfpay,psn_ownpay,psn_cashpay,init_setl_id\r\nA1" + row + "A2" + row;
        byte[] bytes = content.getBytes(Charset.forName("GBK"));
        String path = "/srv/sftp/medical-settlement/" + name;
        sftp.copyFileToContainer(Transferable.of(bytes), path);
        String control = "rows=2\ntotal=2.00\nsm3=" + Sm3.hex(bytes) + "\n";
        sftp.copyFileToContainer(Transferable.of(control.getBytes(StandardCharsets.UTF_8)), path + ".ctl");
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl(), "postgres", Servers.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
