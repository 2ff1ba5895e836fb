package org.taxbrain.jobs.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.taxbrain.schemas.record.OutcomeKind.CLEAN;
import static org.taxbrain.schemas.record.OutcomeKind.DUPLICATE;
import static org.taxbrain.schemas.record.OutcomeKind.QUARANTINED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;
import org.taxbrain.schemas.record.Topics;

class BooksTest {
    private final BooksHarness books = harness();

    private static BooksHarness harness() {
        try {
            return new BooksHarness();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        books.close();
    }

    /** Three lines of 10.00, 20.50 and 1.00, of which the last is quarantined. */
    private void file() throws Exception {
        books.sent(3, "31.50");
        books.landed(0, 2, "10.00");
        books.landed(1, 3, "20.50");
        books.outcome(0, CLEAN);
        books.accepted();
        books.outcome(2, QUARANTINED);
        books.landed(2, 4, "1.00");
        books.outcome(1, CLEAN);
        books.accepted();
    }

    private JsonNode account() throws Exception {
        List<JsonNode> written = books.written(Topics.BOOKS);
        return written.get(written.size() - 1);
    }

    @Test
    void shouldBalanceRowsAndAmountsWhicheverOfRowAndOutcomeIsMetFirst() throws Exception {
        file();
        books.pass(Duration.ofSeconds(2));
        JsonNode account = account();
        assertThat(account.path("faults")).isEmpty();
        assertThat(account.path("balanced").asBoolean()).isTrue();
        assertThat(account.path("businessDate").asText()).isEqualTo("2026-03-01");
        assertThat(account.path("sent").asLong()).isEqualTo(3);
        assertThat(account.path("landed").asLong()).isEqualTo(3);
        assertThat(account.path("clean").asLong()).isEqualTo(2);
        assertThat(account.at("/amounts/clean").decimalValue()).isEqualByComparingTo("30.50");
        assertThat(account.at("/amounts/quarantined").decimalValue()).isEqualByComparingTo("1.00");
        assertThat(books.waiting())
                .as("the quarantined row alone, for its amount")
                .isEqualTo(1);
    }

    @Test
    void shouldStayBalancedWhenAFileIsReadAgain() throws Exception {
        file();
        for (int line = 2; line <= 4; line++) {
            books.landed(line + 10, line, "9.00");
            books.outcome(line + 10, DUPLICATE);
        }
        books.pass(Duration.ofSeconds(2));
        assertThat(account().path("faults")).isEmpty();
        assertThat(account().path("arrived").asLong()).isEqualTo(3);
        assertThat(account().path("landed").asLong()).isEqualTo(6);
        assertThat(account().path("duplicate").asLong()).isEqualTo(3);
    }

    @Test
    void shouldCountARowThatLeavesQuarantineWhereItIsThen() throws Exception {
        file();
        books.restart();
        books.landed(3, 4, "1.00");
        books.outcome(3, CLEAN);
        books.accepted();
        books.moved(2, DUPLICATE);
        books.pass(Duration.ofSeconds(2));
        assertThat(account().path("faults")).isEmpty();
        assertThat(account().path("clean").asLong()).isEqualTo(3);
        assertThat(account().path("quarantined").asLong()).isZero();
        assertThat(account().path("duplicate").asLong()).isEqualTo(1);
        assertThat(account().at("/amounts/quarantined").decimalValue()).isEqualByComparingTo("0");
        assertThat(account().at("/amounts/duplicate").decimalValue()).isEqualByComparingTo("1.00");
    }

    @Test
    void shouldCountARowThatLeftQuarantineBeforeItsLandingWasMet() throws Exception {
        books.outcome(0, QUARANTINED);
        books.moved(0, DUPLICATE);
        books.landed(0, 2, "1.00");
        books.pass(Duration.ofSeconds(2));
        assertThat(account().path("faults")).isEmpty();
        assertThat(account().path("duplicate").asLong()).isEqualTo(1);
        assertThat(account().at("/amounts/duplicate").decimalValue()).isEqualByComparingTo("1.00");
        assertThat(books.waiting()).isZero();
    }

    @Test
    void shouldNameARowWithoutAnOutcomeEvenIfAnotherHasTwo() throws Exception {
        books.landed(0, 2, "1.00");
        books.landed(1, 3, "1.00");
        books.outcome(0, QUARANTINED);
        books.outcome(0, QUARANTINED);
        books.pass(Duration.ofSeconds(2));
        assertThat(account().path("faults").toString()).contains("1 landed rows without an outcome");
        assertThat(account().path("faults").toString()).contains("amount landed 2.00");
    }

    @Test
    void shouldNameARowThatWasSentAndDidNotArriveAndAVersionThatNobodyAccepted() throws Exception {
        books.sent(2, "2.00");
        books.landed(0, 2, "1.00");
        books.outcome(0, CLEAN);
        books.pass(Duration.ofSeconds(2));
        assertThat(account().path("faults"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "sent 2 ≠ arrived 1", "amount sent 2.00 ≠ arrived 1.00", "clean 1 ≠ accepted in the history 0");
    }

    @Test
    void shouldTellOfAnInequalityOnlyWhenItLastsAndTakeItBackWhenItEnds() throws Exception {
        books.landed(0, 2, "1.00");
        books.pass(Duration.ofSeconds(30));
        assertThat(books.written(Topics.FINDING)).isEmpty();
        books.restart();
        books.pass(BooksHarness.QUIET);
        assertThat(books.written(Topics.FINDING)).singleElement().satisfies(found -> {
            assertThat(found.path("open").asBoolean()).isTrue();
            assertThat(found.path("message").asText()).contains("bill", "without an outcome");
        });
        books.outcome(0, DUPLICATE);
        books.pass(Duration.ofSeconds(2));
        assertThat(books.written(Topics.FINDING)).hasSize(2);
        assertThat(books.written(Topics.FINDING).get(1).path("open").asBoolean())
                .isFalse();
    }

    @Test
    void shouldWriteAnAccountOnceForManyChanges() throws Exception {
        file();
        books.pass(Duration.ofSeconds(200));
        assertThat(books.written(Topics.BOOKS)).hasSize(1);
        assertThat(books.written(Topics.FINDING)).isEmpty();
    }

    @Test
    void shouldHaveAPlaceInTheIndexForAllThatAnAccountSays() throws Exception {
        file();
        books.pass(Duration.ofSeconds(2));
        JsonNode mapped = new ObjectMapper()
                .readTree(IndexDefinitions.of(List.of()).stream()
                        .filter(index -> index.alias().equals("books"))
                        .map(IndexDefinition::mappings)
                        .findFirst()
                        .orElseThrow())
                .path("properties");
        assertThat(account().properties()).extracting(Map.Entry::getKey).allMatch(mapped::has);
        assertThat(account().path("amounts").properties())
                .extracting(Map.Entry::getKey)
                .allMatch(mapped.at("/amounts/properties")::has);
    }
}
