package org.taxbrain.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.InterfacesConfig;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;

class InterfacePullTest {
    private static final byte[] PEPPER = "a pepper for tests only".getBytes(StandardCharsets.UTF_8);
    private static final Dataset CASES = Catalogue.load(List.of()).dataset("enforcement-case");
    private static final String CASE = """
            {"caseNo":"（2021）浙0102执1号","court":"上城法院","cause":"民间借贷纠纷","amount":"1,100,000.00","stage":"执行中","filedOn":"2021-03-01",
             "parties":[{"role":"申请执行人","name":"王伟","idType":"身份证","id":"330106199001011234"}],
             "mood":"good","updatedAt":"2026-03-01T02:00:00.123456Z","seq":17,"deleted":%s}""";

    @TempDir
    private Path folder;

    private HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<LandedRecord> landed = new ArrayList<>();
    private Path keyFile;

    private record Answer(int status, String body, String retryAfter) {}

    @BeforeEach
    void start() throws IOException {
        keyFile = Files.writeString(folder.resolve("key"), "right");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/enforcement-cases", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().getQuery());
            boolean right = "right".equals(exchange.getRequestHeaders().getFirst("X-API-Key"));
            Answer answer = right ? answers.size() > 1 ? answers.poll() : answers.peek() : new Answer(401, "{}", null);
            if (answer.retryAfter != null) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
            }
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void gives(int status, String body) {
        answers.add(new Answer(status, body, null));
    }

    private static String page(String... items) {
        return "{\"page\":1,\"size\":100,\"total\":" + items.length + ",\"items\":[" + String.join(",", items) + "]}";
    }

    private InterfacePull pull() {
        Configuration configuration = Configuration.of(
                "--taxbrain.systems.court.url=http://127.0.0.1:"
                        + server.getAddress().getPort(),
                "--taxbrain.systems.court.api-key-file=" + keyFile);
        return InterfacePull.of(
                CASES,
                configuration.system("court"),
                configuration.get(InterfacesConfig.class),
                new Landing() {
                    @Override
                    public void land(LandedRecord row) {
                        landed.add(row);
                    }

                    @Override
                    public void flush() {}
                },
                folder.resolve("checkpoint.json"),
                PEPPER,
                Clock.systemUTC());
    }

    @Test
    void shouldGiveRowsOfOneInstantAndSequencePositionsOfTheirOwn() {
        String one = CASE.formatted(false);
        gives(200, page(one, one.replace("执1号", "执2号")));
        assertThat(pull().poll()).isEqualTo(2);
        assertThat(landed).extracting(LandedRecord::getOrder).containsOnly(List.of(1772330400123456L, 17L));
        assertThat(landed).extracting(LandedRecord::getPosition).doesNotHaveDuplicates();
    }

    @Test
    void shouldLandAnItemAsItCameAndKeepWhatTheSchemaDoesNotKnow() {
        gives(200, page(CASE.formatted(false)));
        assertThat(pull().poll()).isEqualTo(1);
        LandedRecord row = landed.get(0);
        assertThat(row.getKey()).isEqualTo("(2021)浙0102执1号");
        assertThat(row.getValues().get(0)).isEqualTo("（2021）浙0102执1号");
        assertThat(row.getValues().get(5)).isEqualTo("1,100,000.00");
        assertThat(row.getValues().get(8))
                .isEqualTo("[{\"role\":\"申请执行人\",\"name\":\"王伟\",\"idType\":\"身份证\",\"id\":\"330106199001011234\"}]");
        assertThat(row.getExtra()).containsOnlyKeys("mood").containsEntry("mood", "good");
        assertThat(row.getOrder()).containsExactly(1772330400123456L, 17L);
        assertThat(row.getPosition()).matches("/api/enforcement-cases@2026-03-01T02:00:00\\.123456Z#17:[0-9a-f]{32}");
        assertThat(row.getOperation()).isEqualTo(Operation.UPSERT);
        assertThat(row.getSourceTime()).isEqualTo(1772330400123L);
    }

    @Test
    void shouldLandADeletion() {
        gives(200, page(CASE.formatted(true)));
        pull().poll();
        assertThat(landed.get(0).getOperation()).isEqualTo(Operation.DELETE);
    }

    @Test
    void shouldGoOnWhereItStoppedAfterARestart() {
        gives(200, page(CASE.formatted(false)));
        pull().poll();
        asked.clear();
        pull().poll();
        assertThat(asked).isNotEmpty().allMatch(q -> q.contains("updatedSince=2026-03-01T02:00:00.123456Z&page=1"));
    }

    @Test
    void shouldNotLandTheSameVersionAgainWhileTheInterfaceIsIdle() {
        gives(200, page(CASE.formatted(false)));
        InterfacePull pull = pull();
        assertThat(pull.poll() + pull.poll() + pull.poll()).isEqualTo(1);
    }

    @Test
    void shouldWaitAsLongAsTheServerAsksAndTryAgain() {
        answers.add(new Answer(429, "{}", "1"));
        gives(503, "{}");
        gives(200, page(CASE.formatted(false)));
        long started = System.nanoTime();
        assertThat(pull().poll()).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void shouldLeaveAServerAloneThatAsksForMuchPatience() {
        answers.add(new Answer(503, "{}", "120"));
        assertThatThrownBy(() -> pull().poll())
                .isInstanceOfSatisfying(
                        InterfaceException.class, e -> assertThat(e.pause()).isEqualTo(Duration.ofSeconds(120)))
                .hasMessageContaining("HTTP 503 and asks for 120 s");
    }

    @Test
    void shouldNameTheSettingOfAWrongKeyAndGoOnWhenItIsMended() throws IOException {
        gives(200, page(CASE.formatted(false)));
        Files.writeString(keyFile, "wrong");
        InterfacePull pull = pull();
        assertThatThrownBy(pull::poll)
                .isInstanceOf(InterfaceException.class)
                .hasMessageContaining("refuses the API key (HTTP 401)")
                .hasMessageContaining("taxbrain.systems.court.api-key-file");
        Files.writeString(keyFile, "right\n");
        assertThat(pull.poll()).isEqualTo(1);
    }

    @Test
    void shouldSayWhereAnAnswerIsNotJson() {
        gives(200, "{\"items\":[{\"a\":1},");
        assertThatThrownBy(() -> pull().poll())
                .isInstanceOf(InterfaceException.class)
                .hasMessageContaining("court")
                .hasMessageContaining("is not JSON (line 1");
        assertThat(landed).isEmpty();
    }

    @Test
    void shouldMarkAnItemThatIsNoObjectOrDoesNotSayWhenItChanged() {
        gives(200, page("\"hello\"", CASE.formatted(false).replace("updatedAt", "changedAt"), CASE.formatted(false)));
        InterfacePull pull = pull();
        pull.poll();
        assertThat(landed).extracting(LandedRecord::getDefect).containsExactly("json-invalid", "json-invalid", null);
        assertThat(landed.get(0).getKey()).startsWith("#");
        assertThat(pull.poll()).isZero();
    }

    @Test
    void shouldNotLetADateInTheFutureHideTheChangesToCome() {
        gives(
                200,
                page(
                        CASE.formatted(false),
                        CASE.formatted(false).replace("执1号", "执2号").replace("2026-03-01T02", "2070-01-01T02")));
        InterfacePull pull = pull();
        assertThat(pull.poll()).isEqualTo(2);
        asked.clear();
        pull.poll();
        assertThat(asked).isNotEmpty().allMatch(q -> Instant.parse(q.substring(q.indexOf('=') + 1, q.indexOf('&')))
                .isBefore(Instant.parse("2027-01-01T00:00:00Z")));
    }

    @Test
    void shouldReadAgainWhatItCouldNotNoteOnAFullDisk() throws IOException {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device), "this machine has no device that is always full");
        Path note = Files.createSymbolicLink(folder.resolve("checkpoint.json.writing"), device);
        gives(200, page(CASE.formatted(false)));
        assertThatThrownBy(() -> pull().poll()).hasMessageContaining("checkpoint.json can't be written: No space left");
        Files.delete(note);
        landed.clear();
        assertThat(pull().poll()).isEqualTo(1);
        assertThat(landed).hasSize(1);
    }

    @Test
    void shouldSayWhenNobodyAnswers() {
        InterfacePull pull = pull();
        server.stop(0);
        assertThatThrownBy(pull::poll).isInstanceOf(InterfaceException.class).hasMessageContaining("does not answer");
    }
}
