package org.taxbrain.departments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The departments' servers over a real PostgreSQL and a real SFTP client. */
class DepartmentsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static EmbeddedPostgres postgres;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private Departments departments;

    @BeforeAll
    static void startPostgres() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        try (Connection c = postgres.getPostgresDatabase().getConnection();
                Statement s = c.createStatement()) {
            s.execute("CREATE TABLE enforcement_case (case_no text PRIMARY KEY, judgment_no text, predecessor_no text,"
                    + " court text, cause text, amount text, stage text, filed_on text, parties jsonb, extra jsonb,"
                    + " updated_at timestamptz, seq bigint, deleted boolean)");
            s.execute(
                    "CREATE TABLE case_funds (movement_id text PRIMARY KEY, case_no text, direction text, amount text,"
                            + " principal text, interest text, costs text, occurred_on text, extra jsonb,"
                            + " updated_at timestamptz, seq bigint, deleted boolean)");
            s.execute("CREATE TABLE sale_contract (contract_no text PRIMARY KEY, price numeric(18,2), parties jsonb,"
                    + " extra jsonb, updated_at timestamptz, seq bigint, deleted boolean)");
            s.execute("INSERT INTO sale_contract VALUES ('HT1', 100.50, '[]', NULL, '2026-03-01T02:00:00Z', 1, false)");
            s.execute("INSERT INTO enforcement_case SELECT '（2024）浙0106执' || n || '号', NULL, NULL, '杭州市西湖区人民法院',"
                    + " '民间借贷纠纷', '1,100,000.00', '执行中', '2024-03-01',"
                    + " '[{\"role\":\"申请执行人\",\"name\":\"王伟\",\"idType\":\"身份证\",\"id\":\"x\"}]',"
                    + " CASE WHEN n = 1 THEN '{\"docketColour\":\"blue\"}'::jsonb END,"
                    + " '2026-03-01T02:00:00Z'::timestamptz + (n / 2) * interval '1 microsecond', n, n = 7"
                    + " FROM generate_series(1, 25) n");
        }
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void start() throws Exception {
        departments = Departments.start(DepartmentsSettings.read(environment()));
    }

    @AfterEach
    void stop() throws Exception {
        departments.close();
    }

    @Test
    void pagesAreOrderedByVersionAndHoldEveryRowOnce() throws Exception {
        List<Long> seen = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            JsonNode answer = get("/api/enforcement-cases?page=" + page + "&size=10", 200);
            assertThat(answer.get("total").asInt()).isEqualTo(25);
            assertThat(answer.get("size").asInt()).isEqualTo(10);
            answer.get("items").forEach(i -> seen.add(i.get("seq").asLong()));
        }
        assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
        assertThat(get("/api/enforcement-cases?page=4&size=10", 200).get("items"))
                .isEmpty();
    }

    @Test
    void changedSinceIsInclusiveAndExactToTheMicrosecond() throws Exception {
        JsonNode answer = get("/api/enforcement-cases?updatedSince=2026-03-01T02:00:00.000012Z", 200);
        assertThat(answer.get("items")).extracting(i -> i.get("seq").asLong()).containsExactly(24L, 25L);
        JsonNode item = answer.get("items").get(0);
        assertThat(item.get("updatedAt").asText()).isEqualTo("2026-03-01T02:00:00.000012Z");
        assertThat(item.get("amount").asText()).isEqualTo("1,100,000.00");
        assertThat(item.get("parties").get(0).get("name").asText()).isEqualTo("王伟");
        assertThat(item.get("judgmentNo").isNull()).isTrue();
        assertThat(item.get("deleted").asBoolean()).isFalse();
    }

    @Test
    void fieldsThatTheAgreementDoesNotKnowAndDeletionsAreShown() throws Exception {
        JsonNode items = get("/api/enforcement-cases?size=25", 200).get("items");
        assertThat(items.get(0).get("docketColour").asText()).isEqualTo("blue");
        assertThat(items.get(6).get("deleted").asBoolean()).isTrue();
    }

    @Test
    void theServersCapRulesThePageSizeAndCanBeChangedAtRunTime() throws Exception {
        admin("{\"pageSizeCap\":3}");
        JsonNode answer = get("/api/enforcement-cases?size=100&page=2", 200);
        assertThat(answer.get("size").asInt()).isEqualTo(3);
        assertThat(answer.get("items")).extracting(i -> i.get("seq").asLong()).containsExactly(4L, 5L, 6L);
    }

    @Test
    void faultsAreInjectedAtTheRateAskedFor() throws Exception {
        admin("{\"faultRate\":1,\"faultStatuses\":\"429,503\"}");
        HttpResponse<String> first = send("/api/case-funds", "secret-key");
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("1");
        get("/api/case-funds", 503);
        admin("{\"faultRate\":0}");
        get("/api/case-funds", 200);
    }

    @Test
    void wrongKeysAndBadQueriesAreRefusedWithAReason() throws Exception {
        assertThat(send("/api/case-funds", "wrong").statusCode()).isEqualTo(401);
        assertThat(send("/admin/behaviour", "secret-key").statusCode()).isEqualTo(401);
        assertThat(get("/api/case-funds?page=0", 400).get("error").asText()).contains("page");
        assertThat(get("/api/case-funds?updatedSince=yesterday", 400)
                        .get("error")
                        .asText())
                .contains("ISO instant");
        get("/api/other", 404);
        get("/health", 200);
    }

    @Test
    void everyDepartmentHasItsOwnKeyAndItsOwnFields() throws Exception {
        assertThat(send("/api/sale-contracts", "secret-key").statusCode()).isEqualTo(401);
        HttpResponse<String> response = send("/api/sale-contracts", "housing-key");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).get("items").get(0))
                .isEqualTo(
                        JSON.readTree(
                                "{\"contractNo\":\"HT1\",\"price\":\"100.50\",\"parties\":[],\"updatedAt\":\"2026-03-01T02:00:00.000000Z\",\"seq\":1,\"deleted\":false}"));
    }

    @Test
    void everyLoginSeesItsOwnFolderOnlyAndTheHostKeyOutlivesTheServer() throws Exception {
        String fingerprint = departments.hostKey();
        String kept = withSftp("bank", "pw-bank", sftp -> {
            try (SftpClient.CloseableHandle file =
                    sftp.open("bank-statement/x.xml", List.of(SftpClient.OpenMode.Write, SftpClient.OpenMode.Create))) {
                sftp.write(file, 0, "<a/>".getBytes(StandardCharsets.UTF_8));
            }
            sftp.rename("bank-statement/x.xml", "bank-statement/y.xml");
            assertThatThrownBy(() -> sftp.stat("/../public-security/resident")).isInstanceOf(IOException.class);
        });
        assertThat(kept).isEqualTo(fingerprint);
        assertThat(dir.resolve("sftp/bank/bank-statement/y.xml")).hasContent("<a/>");
        assertThatThrownBy(() -> withSftp("bank", "wrong", sftp -> {})).isInstanceOf(IOException.class);

        departments.close();
        departments = Departments.start(DepartmentsSettings.read(environment()));
        assertThat(departments.hostKey()).isEqualTo(fingerprint);
        assertThat(Files.readString(dir.resolve("host_key.fingerprint")).strip())
                .isEqualTo(fingerprint);
    }

    @Test
    void aMissingSettingIsNamed() {
        Map<String, String> env = new TreeMap<>(environment());
        env.remove("TAXBRAIN_DEPARTMENTS_SFTP_BANK_PASSWORD");
        assertThatThrownBy(() -> DepartmentsSettings.read(env))
                .hasMessageContaining("TAXBRAIN_DEPARTMENTS_SFTP_BANK_PASSWORD_FILE");
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("TAXBRAIN_DEPARTMENTS_DATA_DIR", dir.toString()),
                Map.entry("TAXBRAIN_DEPARTMENTS_SFTP_HEALTHCARE_SECURITY_PASSWORD", "pw-healthcare"),
                Map.entry("TAXBRAIN_DEPARTMENTS_SFTP_PUBLIC_SECURITY_PASSWORD", "pw-security"),
                Map.entry("TAXBRAIN_DEPARTMENTS_SFTP_BANK_PASSWORD", "pw-bank"),
                Map.entry(
                        "TAXBRAIN_DEPARTMENTS_SFTP_USERS",
                        "healthcare-security/medical-settlement,public-security/resident,bank/bank-statement"),
                Map.entry(
                        "TAXBRAIN_DEPARTMENTS_INTERFACES_URL",
                        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres"),
                Map.entry("TAXBRAIN_DEPARTMENTS_INTERFACES_USER", "postgres"),
                Map.entry("TAXBRAIN_DEPARTMENTS_INTERFACES_PASSWORD", "postgres"),
                Map.entry("TAXBRAIN_DEPARTMENTS_COURT_API_KEY", "secret-key"),
                Map.entry(
                        "TAXBRAIN_DEPARTMENTS_INTERFACES",
                        "court:/api/enforcement-cases=enforcement_case,court:/api/case-funds=case_funds,housing:/api/sale-contracts=sale_contract"),
                Map.entry("TAXBRAIN_DEPARTMENTS_HOUSING_API_KEY", "housing-key"),
                Map.entry("TAXBRAIN_DEPARTMENTS_ADMIN_KEY", "admin-key"));
    }

    private JsonNode get(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path, "secret-key");
        assertThat(response.statusCode()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String path, String key) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path)).header("X-API-Key", key).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private void admin(String body) throws IOException, InterruptedException {
        HttpResponse<Void> response = http.send(
                HttpRequest.newBuilder(uri("/admin/behaviour"))
                        .header("X-Admin-Key", "admin-key")
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + departments.httpPort() + path);
    }

    /** Runs something over SFTP and returns the fingerprint that the server showed. */
    private String withSftp(String user, String password, SftpWork work) throws Exception {
        String[] shown = new String[1];
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> {
                shown[0] = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
                return true;
            });
            client.start();
            try (ClientSession session = client.connect(user, "127.0.0.1", departments.sftpPort())
                    .verify(5000)
                    .getSession()) {
                session.addPasswordIdentity(password);
                session.auth().verify(5000);
                try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
                    work.with(sftp);
                }
            }
        }
        return shown[0];
    }

    private interface SftpWork {
        void with(SftpClient sftp) throws Exception;
    }
}
