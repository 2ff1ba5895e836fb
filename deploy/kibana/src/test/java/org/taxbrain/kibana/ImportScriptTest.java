package org.taxbrain.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script against a server that answers as Kibana does. */
@Timeout(60)
class ImportScriptTest {
    private static final String KEY = "bm90LWEta2V5";

    @TempDir
    private Path folder;

    private HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile String path;
    private volatile Map<String, String> headers;
    private volatile String body;

    private record Outcome(int code, String out, String error) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        path = exchange.getRequestURI().toString();
        headers = Map.of(
                "kbn-xsrf", String.valueOf(exchange.getRequestHeaders().getFirst("kbn-xsrf")),
                "Authorization", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                "Content-Type", String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
        body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Outcome run(String language, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path error = folder.resolve("error");
        ProcessBuilder builder = new ProcessBuilder("bash", "import.sh", language)
                .redirectOutput(out.toFile())
                .redirectError(error.toFile());
        builder.environment()
                .put("KIBANA_URL", "http://127.0.0.1:" + server.getAddress().getPort());
        // a proxy of the machine knows nothing of this server
        builder.environment().put("NO_PROXY", "127.0.0.1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(error));
    }

    private static String taken(long objects) {
        return "{\"successCount\":" + objects + ",\"success\":true,\"warnings\":[],\"successResults\":[]}";
    }

    private static long objects(Language language) throws IOException {
        return Files.readString(Path.of("saved-objects").resolve(language.file()))
                .lines()
                .count();
    }

    @Test
    void shouldSendTheFileOfTheLanguage() throws Exception {
        answer = taken(objects(Language.ZH_CN));
        Outcome outcome = run("zh-CN", Map.of());
        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("imported " + objects(Language.ZH_CN) + " objects (zh-CN)");
        assertThat(path).isEqualTo("/api/saved_objects/_import?overwrite=true");
        assertThat(headers.get("kbn-xsrf")).isEqualTo("taxbrain");
        assertThat(headers.get("Authorization")).isEqualTo("null");
        assertThat(headers.get("Content-Type")).startsWith("multipart/form-data");
        assertThat(body)
                .contains("name=\"file\"; filename=\"zh-CN.ndjson\"")
                .contains(Files.readString(Path.of("saved-objects/zh-CN.ndjson")));
    }

    @Test
    void shouldSendTheKeyOfTheFileAndTheSpace() throws Exception {
        answer = taken(objects(Language.EN));
        Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
        Outcome outcome = run("en", Map.of("KIBANA_API_KEY_FILE", key.toString(), "KIBANA_SPACE", "bureau"));
        assertThat(outcome.code()).isZero();
        assertThat(path).isEqualTo("/s/bureau/api/saved_objects/_import?overwrite=true");
        assertThat(headers.get("Authorization")).isEqualTo("ApiKey " + KEY);
    }

    @Test
    void shouldFailWhenKibanaAnswers200AndRefusedSome() throws Exception {
        answer = "{\"successCount\":1,\"success\":false,\"warnings\":[],\"errors\":[{\"id\":\"taxbrain-city-units\","
                + "\"type\":\"lens\",\"meta\":{\"title\":\"\\\"success\\\":true\"},\"error\":{\"type\":\"missing_references\"}}]}";
        Outcome outcome = run("zh-CN", Map.of());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.error()).contains("did not take everything", "taxbrain-city-units", "missing_references");
    }

    @Test
    void shouldFailWhenKibanaTookFewerThanWereSent() throws Exception {
        answer = taken(objects(Language.ZH_CN) - 1);
        Outcome outcome = run("zh-CN", Map.of());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.error())
                .contains("took " + (objects(Language.ZH_CN) - 1) + " of " + objects(Language.ZH_CN));
    }

    @Test
    void shouldFailWhenTheKeyIsRefusedAndNotTellIt() throws Exception {
        status = 401;
        answer = "{\"statusCode\":401,\"error\":\"Unauthorized\",\"message\":\"unable to authenticate\"}";
        Outcome outcome = run("zh-CN", Map.of("KIBANA_API_KEY", KEY));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.error())
                .contains("answered 401", "unable to authenticate")
                .doesNotContain(KEY);
    }

    @Test
    void shouldFailWhenSomethingElseThanKibanaAnswers() throws Exception {
        answer = "<html>sign in</html>";
        assertThat(run("zh-CN", Map.of()).code()).isEqualTo(1);
    }

    @Test
    void shouldFailWhenNobodyAnswers() throws Exception {
        Outcome outcome = run("zh-CN", Map.of("KIBANA_URL", "http://127.0.0.1:1"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.error()).contains("does not answer at http://127.0.0.1:1");
    }

    @Test
    void shouldFailForALanguageThatThereIsNot() throws Exception {
        Outcome outcome = run("fr", Map.of());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.error()).contains("no such language: fr");
    }
}
