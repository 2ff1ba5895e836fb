package org.taxbrain.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.OracleConfig;
import org.taxbrain.oracle.OracleRun;
import org.taxbrain.oracle.Report;

/** {@code docker-compose --profile core up} gives a searchable city, to those alone who may search it. */
@WithDocker
@Timeout(600)
class ComposeContainerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long GIBIBYTE = 1L << 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    static Path folder;

    private static Composition composition;
    private static SSLContext trusting;
    private static SSLContext before;
    private static JsonNode containers;

    @BeforeAll
    static void up() throws Exception {
        composition = Composition.prepare(folder);
        // the oracle asks Elasticsearch by what Java trusts
        before = SSLContext.getDefault();
        trusting = composition.trust();
        SSLContext.setDefault(trusting);
        composition.compose("--profile", "core", "up", "--detach");
        for (String once : List.of("access", "city", "visits")) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(
                            composition.container(once).at("/State/Status").asText())
                    .isEqualTo("exited"));
            assertThat(composition.container(once).at("/State/ExitCode").asInt())
                    .as(once)
                    .isZero();
        }
        containers = composition.containers();
    }

    @AfterAll
    static void down() throws Exception {
        SSLContext.setDefault(before);
        composition.down();
    }

    @Test
    void shouldHoldWhatTheDepartmentsSay() throws Exception {
        OracleRun oracle = OracleRun.prepare(oracle(), (step, done) -> {});
        Report[] compared = new Report[1];
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            compared[0] = oracle.compare((step, done) -> {});
            assertThat(compared[0].isClean())
                    .as(() -> compared[0].testDataDefects() + " " + compared[0].samples())
                    .isTrue();
        });
        assertThat(compared[0].byIndex().get("taxpayer").actual()).isGreaterThan(300);

        HttpResponse<String> found = search("reminder", Map.of("Authorization", "ApiKey " + key("reader")));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(found.body()).at("/hits/total/value").asLong()).isPositive();
    }

    @Test
    void shouldAnswerOnlyThoseWhoMay() throws Exception {
        assertThat(search("taxpayer", Map.of()).statusCode()).isEqualTo(401);
        String guess = Base64.getEncoder().encodeToString("elastic:changeme".getBytes(StandardCharsets.UTF_8));
        assertThat(search("taxpayer", Map.of("Authorization", "Basic " + guess)).statusCode())
                .isEqualTo(401);
        // dashboards are for people who may not see names
        assertThat(search("taxpayer", Map.of("Authorization", "ApiKey " + key("dashboards")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void shouldRefuseAClientOfKafkaWithoutACertificate() throws Exception {
        String kafka = composition.address("kafka", "inside");
        assertThatThrownBy(() -> {
                    try (SSLSocket socket =
                            (SSLSocket) trusting.getSocketFactory().createSocket(kafka, 9092)) {
                        socket.setSoTimeout(10_000);
                        socket.startHandshake();
                        // with TLS 1.3 a client learns only afterwards that it was refused
                        socket.getInputStream().read();
                    }
                })
                .isInstanceOf(SSLException.class)
                .hasMessageMatching(".*(certificate_required|bad_certificate).*");
    }

    @Test
    void shouldRefuseAClientOfPostgresWithoutTls() throws Exception {
        try (Socket socket = new Socket(composition.address("postgres", "departments"), 5432)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(startup("user", "department", "database", "tax_core"));
            // E: an error, where a password would be asked for
            assertThat((char) socket.getInputStream().read()).isEqualTo('E');
            assertThat(new String(socket.getInputStream().readNBytes(100), StandardCharsets.UTF_8))
                    .contains("28000");
        }
    }

    @Test
    void shouldPublishTheIndexAloneAndOnLoopback() {
        Map<String, List<String>> published = new TreeMap<>();
        for (JsonNode container : containers) {
            container
                    .at("/HostConfig/PortBindings")
                    .forEach(bindings -> bindings.forEach(b -> published
                            .computeIfAbsent(Composition.service(container), s -> new ArrayList<>())
                            .add(b.path("HostIp").asText() + ":"
                                    + b.path("HostPort").asInt())));
        }
        assertThat(published)
                .isEqualTo(Map.of("elasticsearch", List.of("127.0.0.1:" + composition.elasticsearchPort())));
    }

    @Test
    void shouldShowNoSecretToWhoeverMayInspectContainers() throws Exception {
        String inspected = containers.toString();
        // what is certainly there would be found
        assertThat(inspected).contains("/etc/taxbrain/department.password");
        List<Path> shown = new ArrayList<>();
        int looked = 0;
        for (Path file : files(composition.secrets())) {
            if (file.toString().matches(".*\\.(pem|sm2-public-key)")
                    || file.toString().endsWith(".p12")) {
                continue;
            }
            for (String line : Files.readAllLines(file)) {
                String secret = line.strip();
                if (secret.length() >= 16 && !secret.startsWith("-----") && !secret.startsWith("security.ssl")) {
                    looked++;
                    if (inspected.contains(secret)) {
                        shown.add(file);
                    }
                }
            }
        }
        assertThat(shown).isEmpty();
        assertThat(looked).isGreaterThan(50);
    }

    @Test
    void shouldRunWithNoMoreRightsAndMemoryThanItNeeds() {
        long memory = 0;
        for (JsonNode container : containers) {
            JsonNode host = container.path("HostConfig");
            assertThat(host.path("ReadonlyRootfs").asBoolean())
                    .as(Composition.service(container))
                    .isTrue();
            assertThat(host.path("CapDrop").toString())
                    .as(Composition.service(container))
                    .isEqualTo("[\"ALL\"]");
            assertThat(host.path("SecurityOpt").toString())
                    .as(Composition.service(container))
                    .contains("no-new-privileges");
            assertThat(container.at("/Config/User").asText())
                    .as(Composition.service(container))
                    .isEqualTo("10001:10001");
            assertThat(host.path("Memory").asLong())
                    .as(Composition.service(container))
                    .isPositive();
            if (host.at("/RestartPolicy/Name").asText().equals("unless-stopped")) {
                memory += host.path("Memory").asLong();
            }
        }
        assertThat(memory).isLessThanOrEqualTo(8 * GIBIBYTE);
    }

    @Test
    void shouldKeepSecretsWhenPreparedAgain() throws Exception {
        Map<Path, String> then = contents();
        composition.prepareAgain();
        assertThat(contents()).isEqualTo(then);
    }

    @Test
    void shouldDeclareTheDashboardsAsDockerComposeUnderstands() throws Exception {
        JsonNode services = YAML.readTree(composition.compose("--profile", "dashboards", "config"))
                .path("services");
        for (String profile : List.of("core", "dashboards")) {
            List<String> members = new ArrayList<>();
            services.properties().forEach(service -> {
                if (service.getValue().path("profiles").toString().contains('"' + profile + '"')) {
                    members.add(service.getKey());
                }
            });
            // what depends on another profile's service can't be started
            members.forEach(member -> assertThat(
                            services.path(member).path("depends_on").fieldNames())
                    .toIterable()
                    .as(profile + ": " + member)
                    .isSubsetOf(members));
            assertThat(members).contains("pipelines", profile.equals("core") ? "elasticsearch" : "kibana");
        }
    }

    private static HttpResponse<String> search(String index, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        composition.elasticsearch().resolve("/" + index + "/_search"))
                .timeout(Duration.ofSeconds(10));
        headers.forEach(request::header);
        return HttpClient.newBuilder()
                .sslContext(trusting)
                .build()
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String key(String role) throws IOException {
        return Files.readString(composition.secret("keys", role + ".api-key")).strip();
    }

    private static OracleConfig oracle() throws Exception {
        String password = Files.readString(composition.secret("masters", "postgres.password"));
        String elastic = "elastic:" + Files.readString(composition.secret("masters", "elastic.password"));
        String postgres = "jdbc:postgresql://" + composition.address("postgres", "departments") + ":5432/";
        // by address, which stands in no certificate
        String tls = "?sslmode=verify-ca&sslrootcert=" + composition.secret("masters", "ca.pem");
        return new OracleConfig(
                new Database(postgres + "oracle" + tls, "postgres", password),
                new Database(postgres + "property_register" + tls, "postgres", password),
                new Database(postgres + "tax_core" + tls, "postgres", password),
                new Database(postgres + "court" + tls, "postgres", password),
                new Database(postgres + "exchange_tables" + tls, "postgres", password),
                composition.copied("city", "/var/lib/taxbrain/sent"),
                composition.copied("city", "/var/lib/taxbrain/truth"),
                composition.elasticsearch(),
                "Basic " + Base64.getEncoder().encodeToString(elastic.getBytes(StandardCharsets.UTF_8)),
                Files.readAllBytes(composition.secret("masters", "pepper")),
                LocalDate.now(ZoneId.of("Asia/Shanghai")),
                20);
    }

    /** The first message of PostgreSQL's protocol 3.0, without a request for TLS before it. */
    private static byte[] startup(String... parameters) {
        byte[] text = (String.join("\0", parameters) + "\0\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .putInt(8 + text.length)
                .putInt(3 << 16)
                .put(text)
                .array();
    }

    private static Map<Path, String> contents() throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        for (Path file : files(composition.secrets())) {
            contents.put(file, Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
        return contents;
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
