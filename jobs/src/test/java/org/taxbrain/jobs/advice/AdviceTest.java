package org.taxbrain.jobs.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.taxbrain.jobs.advice.AdviceHarness.BILL;
import static org.taxbrain.jobs.advice.AdviceHarness.GRACE;
import static org.taxbrain.jobs.advice.AdviceHarness.SHOP;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private AdviceHarness advice;

    @BeforeEach
    void open() throws Exception {
        advice = new AdviceHarness();
    }

    @AfterEach
    void close() throws Exception {
        advice.close();
    }

    private JsonNode last(String kind) throws IOException {
        List<JsonNode> written = advice.written(kind);
        return written.get(written.size() - 1);
    }

    private void assertOpen(String kind, String... words) throws IOException {
        assertThat(last(kind).path("open").asBoolean()).isTrue();
        assertThat(last(kind).path("message").asText()).contains(words);
    }

    private void assertClosed(String kind) throws IOException {
        assertThat(last(kind).path("open").asBoolean()).isFalse();
    }

    @Test
    void shouldTellOfRowsThatShareAValueAndWhereTheyStand() throws Exception {
        advice.bill("B1", null, "S1", 3L);
        advice.bill("B2", null, "S1", 4L);
        advice.pass(SECOND);
        assertThat(advice.written("not-unique")).isEmpty();
        advice.bill("B3", null, "S1", 3L);
        advice.pass(SECOND);
        assertOpen(
                "not-unique",
                "2 rows of bill share their shop,month with another row, in 1 values",
                "bill.csv:1, bill.csv:3");
        assertThat(last("not-unique").path("what").asText()).isEqualTo("bill|shop,month");
        assertThat(last("not-unique").path("job").asText()).isEqualTo("books");
    }

    @Test
    void shouldNotTakeVersionsOfOneRowForTwoNorAnAbsentValueForOne() throws Exception {
        advice.bill("B1", null, "S1", 3L);
        advice.bill("B1", null, "S1", 3L);
        advice.bill("B2", null, "S2", null);
        advice.bill("B3", null, "S2", null);
        // no value is made of the parts of another group of values
        advice.bill("B4", null, "S1 3", 33L);
        advice.bill("B5", null, "S1", 333L);
        advice.pass(GRACE);
        assertThat(advice.written("not-unique")).isEmpty();
        assertThat(advice.written("reference-missing")).isEmpty();
    }

    @Test
    void shouldCloseWhenARowIsCorrectedOrDeleted() throws Exception {
        advice.bill("B1", null, "S1", 3L);
        advice.bill("B2", null, "S1", 3L);
        advice.bill("B3", null, "S1", 3L);
        advice.pass(SECOND);
        assertOpen("not-unique", "3 rows");
        advice.bill("B2", null, "S1", 4L);
        advice.pass(SECOND);
        assertOpen("not-unique", "2 rows", "bill.csv:1, bill.csv:3");
        advice.delete(BILL, "B1");
        advice.pass(SECOND);
        assertClosed("not-unique");
        assertThat(advice.written("not-unique")).hasSize(3);
        assertThat(advice.written("not-unique"))
                .extracting(f -> f.path("foundAt").asText())
                .containsOnly("1970-01-01T00:00:01Z");
    }

    @Test
    void shouldWriteAFindingOnceForManyRowsAndNameTenOfThem() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            advice.bill("B" + i, null, "S" + i % 100, 3L);
        }
        advice.pass(SECOND);
        assertThat(advice.written("not-unique")).hasSize(1);
        assertOpen("not-unique", "1000 rows", "in 100 values");
        assertThat(last("not-unique").path("message").asText().split("bill\\.csv:", -1))
                .hasSize(11);
    }

    @Test
    void shouldCountRowsBeyondThoseThatItRemembers() throws Exception {
        for (int i = 0; i < 40; i++) {
            advice.bill("B" + i, null, "S1", 3L);
        }
        for (int i = 0; i < 38; i++) {
            advice.delete(BILL, "B" + i);
        }
        advice.pass(SECOND);
        assertOpen("not-unique", "2 rows");
        advice.delete(BILL, "B38");
        advice.pass(SECOND);
        assertClosed("not-unique");
    }

    @Test
    void shouldTellOfAReferenceThatNoRowHasMetWithinTheGracePeriod() throws Exception {
        advice.bill("B1", "L1", "S1", 3L);
        advice.bill("B2", "L1", "S1", 4L);
        advice.pass(GRACE.minus(SECOND));
        advice.pass(Duration.ofMillis(999));
        assertThat(advice.written("reference-missing")).isEmpty();
        advice.pass(SECOND);
        advice.pass(SECOND);
        assertOpen(
                "reference-missing", "2 rows of bill have a licence that is no shop.licence of any row", "bill.csv:1");
        assertThat(last("reference-missing").path("what").asText()).isEqualTo("bill|licence|shop.licence");
        // of a value that is known to be missing the next row is told at once
        advice.bill("B3", "L1", "S1", 5L);
        advice.pass(SECOND);
        assertOpen("reference-missing", "3 rows");
        advice.shop("S1", "L1");
        advice.pass(SECOND);
        assertClosed("reference-missing");
    }

    @Test
    void shouldTellOfNothingWhicheverOfReferenceAndReferencedArrivesFirst() throws Exception {
        advice.bill("B1", "L1", "S1", 3L);
        advice.shop("S1", "L1");
        advice.shop("S2", "L2");
        advice.bill("B2", "L2", "S2", 3L);
        advice.pass(GRACE);
        advice.pass(GRACE);
        assertThat(advice.written("reference-missing")).isEmpty();
    }

    @Test
    void shouldWaitAgainWhenWhatIsReferencedGoes() throws Exception {
        advice.shop("S1", "L1");
        advice.bill("B1", "L1", "S1", 3L);
        advice.delete(SHOP, "S1");
        advice.pass(GRACE.minus(SECOND));
        // registered again under another number: nothing was missing for long
        advice.shop("S2", "L1");
        advice.pass(GRACE);
        assertThat(advice.written("reference-missing")).isEmpty();
        advice.shop("S2", "L2");
        advice.pass(GRACE);
        advice.pass(SECOND);
        assertOpen("reference-missing", "1 rows");
        advice.bill("B1", "L2", "S1", 3L);
        advice.pass(SECOND);
        assertClosed("reference-missing");
    }

    @Test
    void shouldGoOnAfterARestart() throws Exception {
        advice.bill("B1", "L1", "S1", 3L);
        advice.pass(Duration.ofMinutes(5));
        advice.restart();
        advice.bill("B2", null, "S1", 3L);
        advice.restart();
        advice.pass(Duration.ofMinutes(5));
        advice.restart();
        advice.pass(SECOND);
        assertOpen("not-unique", "2 rows", "bill.csv:1, bill.csv:2");
        assertOpen("reference-missing", "1 rows");
        advice.restart();
        advice.delete(BILL, "B1");
        advice.restart();
        advice.pass(SECOND);
        assertClosed("not-unique");
        assertClosed("reference-missing");
    }

    @Test
    void shouldKeepNothingOfRowsThatAreGone() throws Exception {
        advice.bill("B1", "L1", "S1", 3L);
        advice.bill("B2", "L2", "S1", 3L);
        advice.shop("S1", "L1");
        advice.pass(GRACE);
        advice.pass(SECOND);
        assertThat(advice.kept()).isPositive();
        advice.delete(BILL, "B1");
        advice.delete(BILL, "B2");
        advice.delete(SHOP, "S1");
        // a row that was never there, as when a history is cut
        advice.delete(BILL, "B3");
        advice.pass(SECOND);
        assertThat(advice.kept()).isZero();
    }

    @Test
    void shouldHoldNoValueInAFinding() throws Exception {
        advice.bill("B1", "LICENCE-17", "SHOP-23", 3L);
        advice.bill("B2", "LICENCE-17", "SHOP-23", 3L);
        advice.pass(GRACE);
        advice.pass(SECOND);
        assertThat(advice.written("not-unique").toString() + advice.written("reference-missing"))
                .contains("not-unique", "reference-missing")
                .doesNotContain("LICENCE-17", "SHOP-23");
    }
}
