package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.local.process.ProcessIdentity;
import org.taxbrain.schemas.text.Sm3;

/** {@code file} and {@code why} as they are typed, over an index that holds two files. */
class ReadingCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBJECT = "person:330106199001011234";
    private static final String FILE = """
            {"subject": "person:330106199001011234", "kind": "person", "name": "王伟", "names": ["王伟"],
             "identifiers": ["person:330106199001011234"], "summary": {"openArrears": 0},
             "sections": {"resident": {"count": 1, "items": [
               {"key": "330106199001011234", "roles": ["resident"], "presentedAs": "person:330106199001011234",
                "data": {"residentId": "330106199001011234", "name": "王伟", "birthDate": "1990-01-01", "status": "living"},
                "source": {"position": "resident_20260301.csv:17", "batch": "b", "landedAt": "2026-03-01T03:00:00.000Z"}}]}},
             "relatives": [{"relation": "spouse", "person": "person:330106199001015678", "homes": {"count": 0, "units": []}}],
             "reminders": []}
            """;
    private static final String SPOUSE = "person:330106199001015678";
    private static final String SPOUSES_FILE = """
            {"subject": "person:330106199001015678", "kind": "person", "identifiers": ["person:330106199001015678"],
             "sections": {}, "reminders": []}
            """;

    @TempDir
    private Path data;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private HttpServer index;

    @BeforeEach
    void start() throws IOException {
        index = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        index.createContext("/", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String hits = asked.contains(SUBJECT)
                    ? "[{\"_source\":" + FILE + "}]"
                    : asked.contains(SPOUSE) ? "[{\"_source\":" + SPOUSES_FILE + "}]" : "[]";
            byte[] body = ("{\"hits\":{\"hits\":" + hits + "}}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        index.start();
        ObjectNode stack = JSON.createObjectNode();
        stack.set(
                "supervisor",
                JSON.valueToTree(
                        ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow()));
        stack.put("startedAt", "2026-03-01T00:00:00Z");
        stack.putObject("urls")
                .put("elasticsearch", "http://127.0.0.1:" + index.getAddress().getPort());
        stack.putObject("ports")
                .put("ELASTICSEARCH", index.getAddress().getPort())
                .put("PIPELINES_HTTP", index.getAddress().getPort());
        stack.putArray("components");
        Files.writeString(data.resolve("stack.json"), stack.toString());
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() {
        System.setOut(standardOut);
        System.setErr(standardErr);
        index.stop(0);
    }

    @Test
    void shouldSayWhyAndLeaveALine() throws IOException {
        assertThat(run("why", "330106199001011234", "name", "--purpose", "case 17"))
                .isZero();
        assertThat(text(out))
                .contains("name = 王*", "row       resident 人口基本信息 of public-security, key 3301**********1234")
                .doesNotContain("330106199001011234", "王伟");
        assertThat(log()).hasSize(1);
        JsonNode line = log().get(0);
        byte[] pepper = Files.readAllBytes(data.resolve("secrets").resolve("pepper"));
        assertThat(line.path("subjectHash").asText()).isEqualTo(Sm3.keyedHash(pepper, SUBJECT));
        assertThat(line.path("command").asText()).isEqualTo("why");
        assertThat(line.path("purpose").asText()).isEqualTo("case 17");
        assertThat(line.path("masked").asBoolean()).isTrue();
    }

    @Test
    void shouldLeaveALineOfEveryFileThatAnAnswerRestsOn() throws IOException {
        assertThat(run("why", SUBJECT, "relatives", "--purpose", "case 17")).isZero();
        byte[] pepper = Files.readAllBytes(data.resolve("secrets").resolve("pepper"));
        assertThat(log())
                .extracting(line -> line.path("subjectHash").asText())
                .containsExactly(Sm3.keyedHash(pepper, SUBJECT), Sm3.keyedHash(pepper, SPOUSE));
        assertThat(log()).extracting(line -> line.path("purpose").asText()).containsOnly("case 17");
    }

    @Test
    void shouldAnswerMachinesInJson() throws IOException {
        assertThat(run("why", SUBJECT, "names[王伟]", "--json", "--unmask")).isZero();
        JsonNode answer = JSON.readTree(text(out));
        assertThat(answer.path("subject").asText()).isEqualTo(SUBJECT);
        assertThat(answer.at("/values/0/rows/0/position").asText()).isEqualTo("resident_20260301.csv:17");
        assertThat(log().get(0).path("masked").asBoolean()).isFalse();
    }

    @Test
    void shouldShowTheFileAndLeaveALine() throws IOException {
        assertThat(run("file", "330106199001011234")).isZero();
        JsonNode file = JSON.readTree(text(out));
        assertThat(file.path("name").asText()).isEqualTo("王*");
        assertThat(file.at("/sections/resident/stale/promise").asText())
                .as("no file of residents was ever delivered")
                .startsWith("PT");
        assertThat(log().get(0).path("command").asText()).isEqualTo("file");
    }

    @Test
    void shouldSayWhatThereIsInsteadAndStillLeaveALine() throws IOException {
        assertThat(run("why", SUBJECT, "summary.openArears")).isEqualTo(1);
        assertThat(text(err)).contains("summary has no \"openArears\"; it has [openArrears]");
        assertThat(text(out)).isEmpty();
        assertThat(log()).hasSize(1);
    }

    @Test
    void shouldLeaveALineOfALookThatFoundNothing() throws IOException {
        assertThat(run("why", "330106199202022345", "name")).isEqualTo(1);
        assertThat(text(err)).contains("No file has this id.").doesNotContain("330106199202022345");
        assertThat(log().get(0).path("found").asBoolean()).isFalse();
    }

    @Test
    void shouldShowNothingIfTheAccessLogCannotBeWritten() throws IOException {
        Files.writeString(data.resolve("logs"), "in the way");
        for (List<String> command : List.of(
                List.of("file", SUBJECT), List.of("why", SUBJECT, "name"), List.of("file", SUBJECT, "--unmask"))) {
            assertThat(run(command.toArray(String[]::new))).isEqualTo(1);
        }
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).contains("The access log").contains("Nothing is shown");
    }

    private int run(String... args) {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--data";
        all[args.length + 1] = data.toString();
        return Taxbrain.run(all);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private List<JsonNode> log() throws IOException {
        try (var lines = JSON.readerFor(JsonNode.class)
                .<JsonNode>readValues(
                        data.resolve("logs").resolve("access.jsonl").toFile())) {
            return lines.readAll();
        }
    }
}
