package org.taxbrain.pipelines.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.PushConfig;
import org.taxbrain.connectors.http.PushIntake;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.text.Sm3;

class PushServerTest {
    private static final String PATH = "/push/site-visits";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String VISIT =
            "{\"visitId\":\"V1\",\"result\":\"found\",\"updatedAt\":\"2026-03-09T10:00:00+08:00\"}";

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Recorded landing = new Recorded();
    private PushServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = new PushServer(config());
        PushIntake intake = new PushIntake(
                Catalogue.load(List.of()).dataset("site-visit"),
                () -> SECRET,
                landing,
                folder.resolve("keys"),
                8,
                new byte[] {1},
                Clock.systemUTC());
        server.open(PATH, intake, request -> {
            try {
                return intake.take(request);
            } catch (IllegalStateException e) {
                return PushIntake.later();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldAnswerWhatBecameOfARequest() throws Exception {
        assertThat(send(PATH, "key-00000001", VISIT, SECRET).statusCode()).isEqualTo(202);
        assertThat(send(PATH, "key-00000001", VISIT, SECRET).statusCode()).isEqualTo(202);
        assertThat(landing.rows).hasSize(1);
        assertThat(send(PATH, "key-00000001", "[]", SECRET).statusCode()).isEqualTo(409);
        HttpResponse<String> unsigned = send(PATH, "key-00000002", VISIT, "another secret");
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(unsigned.body()).contains("the signature is not one by the secret that was agreed on");
        assertThat(send(PATH, "key-00000003", "x".repeat((1 << 20) + 1), SECRET).statusCode())
                .isEqualTo(413);
        assertThat(landing.rows).hasSize(1);
    }

    @Test
    void shouldTellTheDepartmentToComeAgainWhenNothingCanBeStored() throws Exception {
        landing.failing = true;
        HttpResponse<String> answer = send(PATH, "key-00000001", VISIT, SECRET);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        landing.failing = false;
        assertThat(send(PATH, "key-00000001", VISIT, SECRET).body()).isEqualTo("1 rows were taken\n");
    }

    @Test
    void shouldTakeNothingAtOtherPathsOrByOtherMethods() throws Exception {
        assertThat(send("/push/site-visits/x", "key-00000001", VISIT, SECRET).statusCode())
                .isEqualTo(404);
        HttpRequest get = HttpRequest.newBuilder(address(PATH)).GET().build();
        assertThat(http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
        server.close(PATH);
        assertThat(send(PATH, "key-00000001", VISIT, SECRET).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldNameThePortThatIsTaken() {
        assertThatThrownBy(() -> new PushServer(config()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("taxbrain.push: can't listen on 127.0.0.1:" + port);
    }

    private PushConfig config() {
        return Configuration.of("--taxbrain.push.port=" + port).get(PushConfig.class);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(String path, String key, String body, String secret) throws Exception {
        String time = Long.toString(Instant.now().getEpochSecond());
        byte[] text = (time + "\n" + key + "\n" + path + "\n" + body).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(address(path))
                .header(PushIntake.TIMESTAMP, time)
                .header(PushIntake.KEY, key)
                .header(
                        PushIntake.SIGNATURE,
                        HexFormat.of().formatHex(Sm3.hmac(secret.getBytes(StandardCharsets.UTF_8), text)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static final class Recorded implements Landing {
        private final List<LandedRecord> rows = new ArrayList<>();
        private boolean failing;

        @Override
        public void land(LandedRecord row) {
            rows.add(row);
        }

        @Override
        public void flush() {
            if (failing) {
                rows.clear();
                throw new IllegalStateException("the broker is gone");
            }
        }
    }
}
