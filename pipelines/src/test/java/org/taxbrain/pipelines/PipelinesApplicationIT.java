package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.schemas.catalogue.Dataset;

class PipelinesApplicationIT {
    @TempDir
    private Path folder;

    @Test
    void shouldWaitForKafkaThenPublishTheCatalogueAndSayThatItIsReady() throws Exception {
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"));
                AgreeingIndex index = AgreeingIndex.start(0)) {
            kafka.stop();
            int port = freePort();
            Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef");
            try (PipelinesApplication application = new PipelinesApplication(Configuration.of(
                    "--taxbrain.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--taxbrain.elasticsearch.url=" + index.url(),
                    "--taxbrain.data-dir=" + folder.resolve("data"),
                    "--taxbrain.index.pepper-file=" + pepper,
                    "--taxbrain.pipelines.status-port=" + port))) {
                CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> start(application));
                await().atMost(Duration.ofSeconds(90)).until(() -> status(port).contains("\"ready\":false"));
                kafka.start();
                starting.get(180, TimeUnit.SECONDS);
                assertThat(index.requests()).contains("PUT /taxpayer-v1");
                assertThat(status(port)).contains("\"ready\":true");
                try (CatalogueReader reader = new CatalogueReader(kafka.connection())) {
                    assertThat(reader.datasets()).extracting(Dataset::id).contains("property-right", "bank-statement");
                }
            }
        }
    }

    @Test
    void shouldTakeInWhatIsDeclaredLaterAndSayWhatIsWrongWithADeclarationWhileOthersGoOn() throws Exception {
        Path declarations = Files.createDirectory(folder.resolve("declarations"));
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"));
                AgreeingIndex index = AgreeingIndex.start(0);
                CatalogueReader published = new CatalogueReader(kafka.connection())) {
            int port = freePort();
            Path pepper = Files.writeString(folder.resolve("pepper"), "0123456789abcdef");
            Configuration configuration = Configuration.of(
                    "--taxbrain.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--taxbrain.elasticsearch.url=" + index.url(),
                    "--taxbrain.data-dir=" + folder.resolve("data"),
                    "--taxbrain.catalogue=" + declarations,
                    "--taxbrain.poll=PT0.2S",
                    "--taxbrain.index.pepper-file=" + pepper,
                    "--taxbrain.pipelines.status-port=" + port);
            try (PipelinesApplication application = new PipelinesApplication(configuration)) {
                application.start();
                assertThat(status(port)).contains("bank/bank-statement").doesNotContain("exchange/meter");
                String others = since(status(port), "bank/bank-statement");

                declare(declarations, 1, "meterNo");
                await().until(() -> status(port).contains("exchange/meter"));
                assertThat(revision(published)).isOne();

                declare(declarations, 1, "no-such-field");
                await().until(() -> status(port).contains("\"name\":\"catalogue\""));
                assertThat(status(port)).contains("no-such-field", "MISCONFIGURED", "exchange/meter");
                declare(declarations, 1, "usage");
                await().until(() -> status(port).contains("set revision to 2"));

                declare(declarations, 2, "usage");
                declare(declarations, "gauge", 1, "meterNo");
                await().until(() -> status(port).contains("exchange/gauge"));
                assertThat(status(port)).contains("the key was [meterNo] and would be [usage]", "exchange/meter");
                assertThat(revision(published))
                        .as("the running declaration stays in force")
                        .isOne();
                assertThat(since(status(port), "bank/bank-statement"))
                        .as("another feed goes on")
                        .isEqualTo(others);
            }
            try (PipelinesApplication application = new PipelinesApplication(configuration)) {
                application.start();
                assertThat(status(port))
                        .as("a restart changes nothing of that")
                        .contains("the key was [meterNo]", "MISCONFIGURED", "exchange/meter", "exchange/gauge");
                assertThat(revision(published)).isOne();
                String others = since(status(port), "bank/bank-statement");

                declare(declarations, 2, "meterNo");
                await().until(() -> !status(port).contains("\"name\":\"catalogue\""));
                assertThat(revision(published)).isEqualTo(2);
                assertThat(status(port)).contains("exchange/meter");

                Files.delete(declarations.resolve("meter.yaml"));
                await().until(() -> !status(port).contains("exchange/meter"));
                assertThat(since(status(port), "bank/bank-statement"))
                        .as("another feed goes on")
                        .isEqualTo(others);
            }
        }
    }

    private static void declare(Path folder, int revision, String key) throws IOException {
        declare(folder, "meter", revision, key);
    }

    private static void declare(Path folder, String dataset, int revision, String key) throws IOException {
        Files.writeString(folder.resolve(dataset + ".avdl"), """
                @namespace("org.taxbrain.dataset")
                protocol Meters {
                  /** A water meter's month. */
                  record Meter {
                    string @label("表号") meterNo;
                    long @label("用量") usage;
                  }
                }
                """);
        Files.writeString(folder.resolve(dataset + ".yaml"), """
                dataset: %s
                revision: %d
                department: utilities
                title: {zh-CN: 水表, en: Meter}
                record: Meter
                key: [%s]
                freshness: PT26H
                purpose: 核实经营
                legalBasis: 税收征收管理法第六条
                sharing: conditional
                agreementExpiry: 2028-12-31
                retention: P10Y
                source:
                  files: {system: exchange, directory: %s, name: 'meter\\.csv', format: csv, headerLines: 1}
                subjects: []
                """.formatted(dataset, revision, key, dataset));
    }

    private static int revision(CatalogueReader published) {
        return published.datasets().stream()
                .filter(d -> d.id().equals("meter"))
                .findFirst()
                .orElseThrow()
                .descriptor()
                .revision();
    }

    private static String since(String status, String feed) {
        return status.replaceFirst(".*\"name\":\"" + feed + "\".*?\"since\":\"([^\"]*)\".*", "$1");
    }

    private static void start(PipelinesApplication application) {
        try {
            application.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String status(int port) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "not listening: " + e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
