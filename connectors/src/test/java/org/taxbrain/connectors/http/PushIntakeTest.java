package org.taxbrain.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.connectors.Landing;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.text.Sm3;

class PushIntakeTest {
    private static final byte[] PEPPER = "a pepper for tests only".getBytes(StandardCharsets.UTF_8);
    private static final Dataset VISITS = Catalogue.load(List.of()).dataset("site-visit");
    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
    private static final String TIME = Long.toString(NOW.getEpochSecond());
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String VISIT =
            "{\"visitId\":\"V1\",\"result\":\"found\",\"updatedAt\":\"2026-03-09T10:00:00+08:00\",\"weather\":\"雨\"}";

    @TempDir
    private Path folder;

    private final Recorded landing = new Recorded();

    @Test
    void shouldAnswerOnlyAfterTheRowsHaveLanded() throws IOException {
        PushAnswer answer = intake().take(signed("key-00000001", VISIT));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(landing.flushed).isEqualTo(1);
        LandedRecord row = landing.rows.get(0);
        assertThat(row.getKey()).isEqualTo("V1");
        assertThat(row.getPosition()).startsWith("/push/site-visits@2026-03-09T02:00:00Z#");
        assertThat(row.getBatch()).matches("push-[0-9a-f]{12}");
        assertThat(row.getExtra()).containsEntry("weather", "雨");
        assertThat(row.getOrder().get(0)).isEqualTo(1_773_021_600_000_000L);
    }

    @Test
    void shouldTakeSeveralRowsOfARequestAndKeepWhatIsNoRow() throws IOException {
        PushAnswer answer = intake().take(signed("key-00000001", "[" + VISIT + ", 7, {\"visitId\":\"V2\"}]"));
        assertThat(answer.message()).isEqualTo("3 rows were taken");
        assertThat(landing.rows)
                .extracting(LandedRecord::getDefect)
                .containsExactly(null, "json-invalid", "json-invalid");
    }

    @Test
    void shouldAnswerTheSameRequestTheSameWithoutLandingItAgain() throws IOException {
        PushIntake intake = intake();
        intake.take(signed("key-00000001", VISIT));
        assertThat(intake.take(signed("key-00000001", VISIT)).status()).isEqualTo(202);
        // a new process, of which the last line was cut
        Files.writeString(folder.resolve("keys"), "17731", StandardOpenOption.APPEND);
        PushIntake next = intake();
        assertThat(next.take(signed("key-00000001", VISIT)).status()).isEqualTo(202);
        assertThat(landing.rows).hasSize(1);
        PushAnswer other = next.take(signed("key-00000001", VISIT.replace("V1", "V2")));
        assertThat(other.status()).isEqualTo(409);
        assertThat(landing.rows).hasSize(1);
    }

    @Test
    void shouldForgetARequestThatDidNotLand() throws IOException {
        PushIntake intake = intake();
        landing.failing = true;
        assertThatThrownBy(() -> intake.take(signed("key-00000001", VISIT))).hasMessage("the broker is gone");
        landing.failing = false;
        assertThat(intake.take(signed("key-00000001", VISIT)).message()).isEqualTo("1 rows were taken");
    }

    @ParameterizedTest
    @CsvSource({"-301, 401", "-300, 202", "300, 202", "301, 401"})
    void shouldTakeNothingFromOutsideTheWindow(long seconds, int status) throws IOException {
        String time = Long.toString(NOW.getEpochSecond() + seconds);
        PushAnswer answer = intake().take(signed(time, "key-00000001", VISIT, SECRET));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(landing.rows).hasSize(status == 202 ? 1 : 0);
    }

    @Test
    void shouldTakeNothingThatIsNotSignedAsAgreed() throws IOException {
        PushIntake intake = intake();
        PushRequest good = signed("key-00000001", VISIT);
        byte[] changed = VISIT.replace("found", "not-found").getBytes(StandardCharsets.UTF_8);
        List<PushRequest> bad = List.of(
                signed(TIME, "key-00000001", VISIT, "another secret of 32 characters.."),
                new PushRequest(TIME, "key-00000001", good.signature(), changed),
                new PushRequest(TIME, "key-00000002", good.signature(), good.body()),
                new PushRequest(TIME.replace("177", "178"), "key-00000001", good.signature(), good.body()),
                new PushRequest(null, "key-00000001", good.signature(), good.body()),
                new PushRequest("now", "key-00000001", good.signature(), good.body()),
                new PushRequest(TIME, "key-00000001", null, good.body()),
                new PushRequest(TIME, "key-00000001", "beef", good.body()));
        assertThat(bad).allSatisfy(r -> assertThat(intake.take(r).status()).isEqualTo(401));
        assertThat(landing.rows).isEmpty();
        assertThat(intake.take(good).status()).isEqualTo(202);
    }

    @Test
    void shouldSayWhatIsWrongWithKeyAndBody() throws IOException {
        PushIntake intake = intake();
        assertThat(intake.take(signed("short", VISIT)).status()).isEqualTo(400);
        assertThat(intake.take(signed("key with a blank", VISIT)).status()).isEqualTo(400);
        PushAnswer broken = intake.take(signed("key-00000001", "{\"visitId\":"));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.message()).contains("not JSON at line 1").doesNotContain("visitId");
        assertThat(intake.take(signed("key-00000001", "x".repeat((1 << 20) + 1)))
                        .status())
                .isEqualTo(413);
        assertThat(landing.rows).isEmpty();
    }

    @Test
    void shouldTellFurtherRequestsToComeAgainWhileTooManyWait() throws Exception {
        PushIntake intake = new PushIntake(
                VISITS, () -> SECRET, landing, folder.resolve("keys"), 0, PEPPER, Clock.fixed(NOW, ZoneOffset.UTC));
        landing.held = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<PushAnswer> first = other.submit(() -> intake.take(signed("key-00000001", VISIT)));
            landing.reached.await();
            assertThat(intake.isIdle()).isFalse();
            PushAnswer second = intake.take(signed("key-00000002", VISIT));
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.comeAgain()).isPositive();
            landing.held.countDown();
            assertThat(first.get().status()).isEqualTo(202);
            assertThat(intake.isIdle()).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    private PushIntake intake() throws IOException {
        return new PushIntake(
                VISITS, () -> SECRET, landing, folder.resolve("keys"), 8, PEPPER, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static PushRequest signed(String key, String body) {
        return signed(TIME, key, body, SECRET);
    }

    private static PushRequest signed(String time, String key, String body, String secret) {
        byte[] text = (time + "\n" + key + "\n/push/site-visits\n" + body).getBytes(StandardCharsets.UTF_8);
        String signature = HexFormat.of().formatHex(Sm3.hmac(secret.getBytes(StandardCharsets.UTF_8), text));
        return new PushRequest(time, key, signature, body.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Recorded implements Landing {
        private final List<LandedRecord> rows = new ArrayList<>();
        private final CountDownLatch reached = new CountDownLatch(1);
        private CountDownLatch held = new CountDownLatch(0);
        private int flushed;
        private boolean failing;

        @Override
        public void land(LandedRecord row) {
            rows.add(row);
        }

        @Override
        public void flush() {
            reached.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failing) {
                rows.clear();
                throw new IllegalStateException("the broker is gone");
            }
            flushed++;
        }
    }
}
