package org.taxbrain.e2e.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.AccessRole;
import org.taxbrain.connectors.elasticsearch.BulkOptions;
import org.taxbrain.connectors.elasticsearch.BulkWriter;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.connectors.elasticsearch.Rejection;
import org.taxbrain.connectors.elasticsearch.SetupException;
import org.taxbrain.connectors.elasticsearch.SoftDeletePurge;
import org.taxbrain.e2e.server.ServerProcess;
import org.taxbrain.e2e.server.TestCertificate;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.pipelines.ElasticsearchAccessMain;
import org.taxbrain.schemas.catalogue.Catalogue;

/** Elasticsearch with HTTPS, and what each component may do there by its API key. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredElasticsearchIT {
    private static final String ALIVE = "{\"deleted\":false,\"rule\":\"open-arrears\",\"base\":%d}";
    private static final String DELETED = "{\"deleted\":true,\"deletedAt\":\"2026-01-01T00:00:00Z\"}";
    private static final String PASSWORD = "a password of this test alone";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(folder.resolve("first"));
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        server = ServerProcess.securedElasticsearch(folder.resolve("elasticsearch"), certificate, password);
        assertThat(makeAccess()).isZero();
        IndexAdmin.ensure(
                config(AccessRole.INDEX_KEEPER), Catalogue.load(List.of()).datasets());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Order(1)
    void shouldAnswerNobodyWithoutCredentials() throws Exception {
        try (ElasticsearchConnection nobody = ElasticsearchConnection.open(config(url(), certificate))) {
            assertThat(nobody.send("GET", "/", null).status()).isEqualTo(401);
            assertThat(nobody.send("GET", "/_cluster/health", null).status()).isEqualTo(401);
            assertThat(nobody.send("POST", "/reminder/_search", "{}").status()).isEqualTo(401);
        }
    }

    @Test
    @Order(2)
    void shouldServeNothingWithoutTls() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://" + server.address() + "/"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Order(3)
    void shouldSayWhichFileToMendWhenTheServerIsSignedByAnother() throws Exception {
        TestCertificate other = TestCertificate.make(folder.resolve("other"));
        assertThatThrownBy(() -> ask(config(url(), other)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("is not trusted")
                .hasMessageContaining(other.authority().toString())
                .hasMessageContaining("taxbrain.elasticsearch.ca-file");
        assertThatThrownBy(() -> ask(Configuration.of("--taxbrain.elasticsearch.url=" + url())
                        .get(ElasticsearchConfig.class)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("taxbrain.elasticsearch.ca-file names none");
        assertThatThrownBy(() -> new Elasticsearch(config(url(), other)).count("reminder"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("certif");
    }

    @Test
    @Order(4)
    void shouldTakeNoCertificateOfAnotherName() {
        assertThatThrownBy(() -> ask(config("https://localhost:" + server.port(), certificate)))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("is not for the name localhost");
        assertThatThrownBy(() ->
                        new Elasticsearch(config("https://localhost:" + server.port(), certificate)).count("reminder"))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Order(5)
    void shouldLetTheWriterWriteAndNothingElse() throws Exception {
        assertThat(write(AccessRole.JOBS_WRITER, "a", 7)).isEmpty();
        try (ElasticsearchConnection writer = ElasticsearchConnection.open(config(AccessRole.JOBS_WRITER))) {
            assertThat(writer.send("POST", "/.security/_search", "{}").status()).isEqualTo(403);
            assertThat(writer.send("PUT", "/_security/role/mine", "{\"cluster\":[\"all\"]}")
                            .status())
                    .isEqualTo(403);
            assertThat(writer.send("POST", "/_security/api_key", "{\"name\":\"mine\"}")
                            .status())
                    .isEqualTo(403);
            assertThat(writer.send("POST", "/reminder/_search", "{}").status()).isEqualTo(403);
            assertThat(writer.send("DELETE", "/reminder-v1/_doc/a", null).status())
                    .isEqualTo(403);
            assertThat(writer.send("DELETE", "/reminder-v1", null).status()).isEqualTo(403);
            assertThat(writer.send("PUT", "/reminder-v1/_mapping", "{\"properties\":{}}")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    @Order(6)
    void shouldLetTheKeeperExtendAndPurgeTheIndicesButNotDeleteThem() throws Exception {
        write(AccessRole.JOBS_WRITER, "gone", 8, DELETED);
        IndexAdmin.ensure(
                config(AccessRole.INDEX_KEEPER), Catalogue.load(List.of()).datasets());
        try (ElasticsearchConnection keeper = ElasticsearchConnection.open(config(AccessRole.INDEX_KEEPER))) {
            assertThat(keeper.send("POST", "/reminder-v1/_refresh", null).status())
                    .isEqualTo(200);
            assertThat(new SoftDeletePurge(keeper).purge("reminder", Instant.parse("2026-02-01T00:00:00Z")))
                    .isEqualTo(1);
            assertThat(keeper.send("DELETE", "/reminder-v1", null).status()).isEqualTo(403);
            assertThat(keeper.send("PUT", "/another", null).status()).isEqualTo(403);
            assertThat(keeper.send("GET", "/_security/api_key", null).status()).isEqualTo(403);
        }
    }

    @Test
    @Order(7)
    void shouldLetReadersReadByTheAliasesAlone() throws Exception {
        refresh("reminder");
        Elasticsearch reader = new Elasticsearch(config(AccessRole.READER));
        assertThat(reader.count("reminder")).isEqualTo(1);
        assertThat(reader.count("taxpayer")).isZero();
        try (ElasticsearchConnection connection = ElasticsearchConnection.open(config(AccessRole.READER))) {
            assertThat(connection
                            .send("POST", "/reminder/_doc", ALIVE.formatted(1))
                            .status())
                    .isEqualTo(403);
            assertThat(connection.send("POST", "/reminder-v1/_search", "{}").status())
                    .as("what is deleted")
                    .isEqualTo(403);
            assertThat(connection.send("POST", "/fact-version/_search", "{}").status())
                    .isEqualTo(403);
        }
    }

    @Test
    @Order(8)
    void shouldShowDashboardsNoUnmaskedPersonAndTheMonitorNoDocument() throws Exception {
        try (ElasticsearchConnection dashboards = ElasticsearchConnection.open(config(AccessRole.DASHBOARDS));
                ElasticsearchConnection monitor = ElasticsearchConnection.open(config(AccessRole.MONITOR))) {
            for (String shown : List.of("reminder", "finding", "quarantine", "books", "feed-health")) {
                assertThat(dashboards
                                .send("POST", "/" + shown + "/_search", "{}")
                                .status())
                        .as(shown)
                        .isEqualTo(200);
                assertThat(monitor.send("POST", "/" + shown + "/_search", "{}").status())
                        .as(shown)
                        .isEqualTo(403);
            }
            assertThat(dashboards
                            .send("GET", "/reminder/_field_caps?fields=*", null)
                            .status())
                    .isEqualTo(200);
            for (String hidden : List.of("taxpayer", "property-unit", "enforcement-case", "fact-version")) {
                assertThat(dashboards
                                .send("POST", "/" + hidden + "/_search", "{}")
                                .status())
                        .as(hidden)
                        .isEqualTo(403);
            }
            assertThat(monitor.send("GET", "/_cluster/health", null).status()).isEqualTo(200);
            assertThat(monitor.send("GET", "/taxpayer-v1/_stats", null).status())
                    .isEqualTo(200);
            assertThat(monitor.send("GET", "/_ssl/certificates", null)
                            .body()
                            .path(0)
                            .path("expiry")
                            .asText())
                    .startsWith("20");
        }
    }

    @Test
    @Order(9)
    void shouldMakeNoKeyAnewThatIsGoodAndTellKeysToTheirOwnerAlone() throws Exception {
        List<String> before = keys();
        assertThat(makeAccess()).isZero();
        assertThat(keys()).isEqualTo(before).hasSize(AccessRole.values().length).doesNotHaveDuplicates();
        for (AccessRole role : AccessRole.values()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile(role))))
                    .isEqualTo("rw-------");
        }
        Files.delete(keyFile(AccessRole.MONITOR));
        assertThat(makeAccess()).isZero();
        assertThat(Files.readString(keyFile(AccessRole.MONITOR)))
                .isNotEqualTo(before.get(AccessRole.MONITOR.ordinal()));
    }

    @Test
    @Order(10)
    void shouldSayThatTheAdministratorsPasswordIsWrong() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong-password"), "not that one at all");
        assertThat(ElasticsearchAccessMain.run(accessTo(wrong, "--taxbrain.access.patience=PT3S")))
                .isEqualTo(1);
        assertThat(ElasticsearchAccessMain.run(accessTo(folder.resolve("absent"))))
                .isEqualTo(2);
    }

    @Test
    @Order(11)
    void shouldKeepUsersAndKeysOverAKill() throws Exception {
        assertThat(asElastic(
                        "PUT",
                        "/_security/user/officer",
                        "{\"password\":\"another password\",\"roles\":[\"%s\"]}"
                                .formatted(AccessRole.DASHBOARDS.roleName())))
                .isEqualTo(200);

        server.kill();
        server.start();

        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        as("officer", "another password", "POST", "/reminder/_search", "{}"))
                .isEqualTo(200));
        assertThat(as("officer", "another password", "POST", "/taxpayer/_search", "{}"))
                .isEqualTo(403);
        assertThat(asElastic("GET", "/_security/user/officer", null)).isEqualTo(200);
        assertThat(new Elasticsearch(config(AccessRole.READER)).count("reminder"))
                .isEqualTo(1);
        assertThat(write(AccessRole.JOBS_WRITER, "b", 9)).isEmpty();
    }

    @Test
    @Order(12)
    void shouldTakeUpARotatedKeyWithoutARestart() throws Exception {
        String former = Files.readString(keyFile(AccessRole.READER)).strip();
        try (ElasticsearchConnection reader = ElasticsearchConnection.open(config(AccessRole.READER));
                ElasticsearchConnection late = ElasticsearchConnection.open(
                        Configuration.of(properties("--taxbrain.elasticsearch.api-key=" + former))
                                .get(ElasticsearchConfig.class))) {
            assertThat(late.send("POST", "/reminder/_search", "{}").status()).isEqualTo(200);

            assertThat(makeAccess("--taxbrain.access.rotate=reader", "--taxbrain.access.grace=PT2S"))
                    .isZero();

            assertThat(Files.readString(keyFile(AccessRole.READER)).strip()).isNotEqualTo(former);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            late.send("POST", "/reminder/_search", "{}").status())
                    .isEqualTo(401));
            assertThat(reader.send("POST", "/reminder/_search", "{}").status())
                    .as("the connection that was open before")
                    .isEqualTo(200);
        }
    }

    @Test
    @Order(13)
    void shouldTakeUpARenewedCertificateOfANewAuthorityWithoutARestart() throws Exception {
        TestCertificate renewed = TestCertificate.make(folder.resolve("renewed"));
        Path both = Files.writeString(
                folder.resolve("both.pem"),
                Files.readString(certificate.authority()) + Files.readString(renewed.authority()));
        ElasticsearchConfig old = config(AccessRole.READER);
        try (ElasticsearchConnection open = ElasticsearchConnection.open(Configuration.of(
                        "--taxbrain.elasticsearch.url=" + url(),
                        "--taxbrain.elasticsearch.ca-file=" + both,
                        "--taxbrain.elasticsearch.api-key-file=" + keyFile(AccessRole.READER))
                .get(ElasticsearchConfig.class))) {
            assertThat(open.send("POST", "/reminder/_search", "{}").status()).isEqualTo(200);

            renewed.replace(certificate);

            await().atMost(PATIENCE).untilAsserted(() -> assertThatThrownBy(() -> ask(old))
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining("is not trusted"));
            assertThat(ask(config(url(), renewed))).isEqualTo(401);
            assertThat(open.send("POST", "/reminder/_search", "{}").status()).isEqualTo(200);
        }
    }

    private static String url() {
        return "https://" + server.address();
    }

    private static Path keyFile(AccessRole role) {
        return folder.resolve("keys").resolve(role.label() + ".api-key");
    }

    private static List<String> keys() {
        return Stream.of(AccessRole.values())
                .map(role -> {
                    try {
                        return Files.readString(keyFile(role));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private static ElasticsearchConfig config(AccessRole role) {
        return Configuration.of(properties("--taxbrain.elasticsearch.api-key-file=" + keyFile(role)))
                .get(ElasticsearchConfig.class);
    }

    private static ElasticsearchConfig config(String url, TestCertificate trusted) {
        return Configuration.of(
                        "--taxbrain.elasticsearch.url=" + url,
                        "--taxbrain.elasticsearch.ca-file=" + trusted.authority())
                .get(ElasticsearchConfig.class);
    }

    private static String[] properties(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--taxbrain.elasticsearch.url=" + url(),
                                "--taxbrain.elasticsearch.ca-file=" + folder.resolve("first/authority.pem")),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static Configuration accessTo(Path password, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--taxbrain.access.password-file=" + password);
        arguments.add("--taxbrain.access.folder=" + folder.resolve("keys"));
        return Configuration.of(properties(arguments.toArray(String[]::new)));
    }

    /** As the composition does it. */
    private static int makeAccess(String... more) throws InterruptedException {
        return ElasticsearchAccessMain.run(accessTo(folder.resolve("password"), more));
    }

    private static int ask(ElasticsearchConfig config) throws IOException {
        try (ElasticsearchConnection connection = ElasticsearchConnection.open(config)) {
            return connection.send("GET", "/", null).status();
        }
    }

    private static List<Rejection> write(AccessRole role, String id, long version) throws Exception {
        return write(role, id, version, ALIVE.formatted(version));
    }

    private static List<Rejection> write(AccessRole role, String id, long version, String body) throws Exception {
        List<Rejection> rejections = Collections.synchronizedList(new ArrayList<>());
        try (ElasticsearchConnection connection = ElasticsearchConnection.open(config(role));
                BulkWriter writer = new BulkWriter(
                        connection,
                        new BulkOptions(32 << 10, 200, Duration.ofMillis(20), 1 << 20, 2),
                        rejections::add)) {
            writer.write(new IndexWrite(
                    "reminder", id, version, body.getBytes(StandardCharsets.UTF_8), "reminder/0/" + version));
            writer.flush();
            assertThat(writer.written()).isEqualTo(1);
        }
        return rejections;
    }

    private static void refresh(String index) throws Exception {
        assertThat(asElastic("POST", "/" + index + "/_refresh", null)).isEqualTo(200);
    }

    private static int asElastic(String method, String path, String body) throws Exception {
        return as("elastic", PASSWORD, method, path, body);
    }

    /** Status of a request with user and password. */
    private static int as(String user, String password, String method, String path, String body) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(config(url(), certificate).tls().orElseThrow())
                .build();
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
