package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.taxbrain.local.demo.Elasticsearch;

class SubjectFilesTest {
    private final AtomicReference<String> asked = new AtomicReference<>();
    private volatile String answer = "{}";
    private HttpServer server;
    private SubjectFiles files;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        files = new SubjectFiles(new Elasticsearch(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldTakeAnIdentifierOfAnyKindInItsNormalForm() {
        assertThat(SubjectFiles.candidates("33010619900101123x"))
                .contains("person:33010619900101123X", "business:33010619900101123X");
        assertThat(SubjectFiles.candidates("（2021）浙0102执1234号")).contains("case:(2021)浙0102执1234号");
        assertThat(SubjectFiles.candidates("330106001001GB00001F00010001"))
                .contains("unit:330106001001GB00001F00010001");
        assertThat(SubjectFiles.candidates(" business:91330106MA2ABCDE1X"))
                .containsExactly("business:91330106MA2ABCDE1X");
        assertThat(SubjectFiles.candidates("  ")).isEmpty();
    }

    @Test
    void shouldLookIntoTheFilesOfAllKinds() throws Exception {
        answer = "{\"hits\":{\"hits\":[{\"_source\":{\"subject\":\"unit:U\"}}]}}";
        assertThat(files.find("unit:U").orElseThrow().path("subject").asText()).isEqualTo("unit:U");
        assertThat(asked.get()).isEqualTo("/taxpayer,property-unit,enforcement-case/_search");
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() throws Exception {
        answer = "{\"hits\":{\"hits\":[]}}";
        assertThat(files.find("12345678")).isEmpty();
    }

    @Test
    void shouldNotChooseBetweenTwoPeople() {
        answer = "{\"hits\":{\"hits\":[{\"_source\":{}},{\"_source\":{}}]}}";
        assertThatThrownBy(() -> files.find("12345678"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("put its kind before it");
    }
}
