package org.taxbrain.e2e.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.e2e.history.Command;
import org.taxbrain.e2e.monitoring.ScrapedMetrics;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.ProgressListener;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.demo.TaxbrainJobs;
import org.taxbrain.metrics.Metric;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.books.Books;

/** The quarantine of a running stack is emptied: by a mended code, a mended way of reading, a decision; and a flood is held. */
class QuarantineIT {
    private static final Path DECLARATIONS = Path.of("src/test/resources/quarantine");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String USCC = "91330106MA2ABCDEX7";
    /** The default of taxbrain.quarantine.held. */
    private static final int HELD = 10_000;

    private static final int FLOOD = HELD + 400;

    @TempDir
    private Path data;

    private Path folder;
    private Elasticsearch index;

    @Test
    void shouldEmptyTheQuarantineAndHoldAFloodWhileOthersArrive() throws Exception {
        folder = data.resolve("stack");
        try (LocalStack stack =
                LocalStack.builder(folder).listener(ProgressListener.printing()).start()) {
            TaxbrainJobs.submit(stack);
            index = new Elasticsearch(stack.elasticsearchUrl());
            add("water-account", 1);
            add("water-reading", 1);

            aWrongCodeAndAWrongIdentifierAreQuarantined();
            theContentIsShownMaskedAndEveryLookIsNoted();
            whatTheMendedCodeLetsInLeaves();
            whatIsDiscardedLeavesTheListAndIsRecorded();
            aFileThatWasMisreadIsReadAgain();
            aFloodIsHeldWhileAnotherDatasetArrives();
            theMetricsTellOfTheFlood(stack);
            theFloodComesInOnceItsCauseIsMended();
            whatIsDiscardedOfAFloodMakesRoom();

            Books books = Books.audit(stack.kafkaBootstrapServers(), Progress.NONE);
            assertThat(books.accounts()).allMatch(Books.Account::isBalanced);
            assertThat(account(books, "water-account").quarantined())
                    .as("what was discarded stays counted")
                    .isEqualTo(1);
            assertThat(account(books, "water-reading"))
                    .as("the second flood was discarded, and what had been held of it landed twice")
                    .matches(a ->
                            a.quarantined() == FLOOD && a.clean() == FLOOD && a.duplicate() >= FLOOD + FLOOD - HELD);
        }
    }

    private void aWrongCodeAndAWrongIdentifierAreQuarantined() throws IOException {
        load(
                "water-account",
                "accounts_20260301.csv",
                "户号,备注,类别,信用代码\nW1,,工业," + USCC + "\nW2,一期,商业," + USCC + "\nW3,,工业,91330106MA2ABCDEY7\n");
        eventually(() -> {
            assertThat(index.count("record-water-account")).isEqualTo(1);
            assertThat(list("water-account")).contains("code-unknown", "accounts_20260301.csv:4", "2 of 2");
        });
        assertThat(list("water-account")).doesNotContain(USCC).doesNotContain("9133010600");
    }

    private void theContentIsShownMaskedAndEveryLookIsNoted() throws IOException {
        Command masked = run("quarantine", "show", "--dataset", "water-account", "--rule", "code-unknown");
        assertThat(masked.out()).contains("商业", "9133**********DEX7").doesNotContain(USCC);
        Command whole = run("quarantine", "show", "--dataset", "water-account", "--unmask", "--purpose", "核对信用代码");
        assertThat(whole.out()).contains(USCC, "91330106MA2ABCDEY7", "2 of 2");
        List<String> log = Files.readAllLines(folder.resolve("logs").resolve("access.jsonl"));
        assertThat(log)
                .hasSize(3)
                .filteredOn(l -> l.contains("\"masked\":false"))
                .hasSize(2);
        assertThat(log).allMatch(l -> l.contains("quarantine show")).noneMatch(l -> l.contains(USCC));
    }

    private void whatTheMendedCodeLetsInLeaves() throws IOException {
        add("water-account", 2, "工业: industry", "工业: industry, 商业: commerce");
        run("quarantine", "replay", "--dataset", "water-account");
        eventually(() -> {
            assertThat(index.count("record-water-account")).isEqualTo(2);
            assertThat(list("water-account")).contains("1 of 1", "uscc").doesNotContain("code-unknown");
            JsonNode file = run("file", USCC).json();
            assertThat(file.at("/sections/water-account/count").asInt()).isEqualTo(2);
        });
    }

    private void whatIsDiscardedLeavesTheListAndIsRecorded() {
        Command nothing = Command.run(folder, "quarantine", "discard", "--reason", "no");
        assertThat(nothing.status()).isOne();
        assertThat(nothing.err()).contains("Which rows?");
        assertThat(Command.run(folder, "quarantine", "discard", "--rule", "uscc")
                        .err())
                .contains("--reason");
        run("quarantine", "discard", "--dataset", "water-account", "--reason", "水务集团确认销户");
        eventually(() -> assertThat(list("water-account")).contains("0 of 0"));
        assertThat(run("quarantine", "list", "--discarded").out())
                .contains("水务集团确认销户", "accounts_20260301.csv:4", "1 of 1", System.getProperty("user.name"));
    }

    private void aFileThatWasMisreadIsReadAgain() throws IOException {
        // an inch sign opens a quoted text that never ends
        load("water-account", "accounts_20260302.csv", "户号,备注,类别,信用代码\nW5,\"管径,工业," + USCC + "\nW6,,商业," + USCC + "\n");
        eventually(() -> assertThat(list("water-account")).contains("columns-missing", "1 of 1"));
        add(
                "water-account",
                3,
                "工业: industry",
                "工业: industry, 商业: commerce",
                "headerLines: 1",
                "headerLines: 1\n    quote: none");
        run("quarantine", "replay", "--dataset", "water-account", "--file", "accounts_20260302.csv");
        eventually(() -> {
            assertThat(index.count("record-water-account")).isEqualTo(4);
            assertThat(list("water-account")).contains("0 of 0");
        });
    }

    private void aFloodIsHeldWhileAnotherDatasetArrives() throws IOException, InterruptedException {
        load("water-reading", "readings_20260301.csv", flood('M', '七'));
        eventually(() -> assertThat(index.count("quarantine")).isPositive());
        load("water-account", "accounts_20260303.csv", "户号,备注,类别,信用代码\nW7,,工业," + USCC + "\n");
        long began = System.nanoTime();
        eventually(() -> assertThat(index.count("record-water-account")).isEqualTo(5));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        eventually(() -> assertThat(list("water-reading"))
                .contains("held back: 400 rows of batch readings_20260301.csv@", "50 of 10,000"));
        assertThat(index.count("finding")).isEqualTo(1);
    }

    private static void theMetricsTellOfTheFlood(LocalStack stack) {
        eventually(() -> {
            ScrapedMetrics metrics = ScrapedMetrics.of(stack);
            assertThat(metrics.sum(Metric.QUARANTINE_HELD_ROWS, "dataset=water-reading"))
                    .isEqualTo(FLOOD - HELD);
            assertThat(metrics.sum(Metric.FINDINGS_OPEN, "kind=quarantine-flood"))
                    .isEqualTo(1);
            assertThat(metrics.sum(Metric.CLEAN_REFUSED_ROWS, "dataset=water-account", "rule=code-unknown"))
                    .isPositive();
        });
    }

    private void theFloodComesInOnceItsCauseIsMended() throws IOException {
        add("water-reading", 2, "usage: {source: 用量}", "usage: {source: 用量, replace: [{find: '^七', by: ''}]}");
        assertThat(run("quarantine", "replay", "--dataset", "water-reading").out())
                .contains("Landed 10,000 rows again");
        eventually(() -> assertThat(index.count("record-water-reading")).isEqualTo(HELD));
        assertThat(run("quarantine", "replay", "--dataset", "water-reading", "--held")
                        .out())
                .contains("Landed 400 rows again");
        eventually(() -> {
            assertThat(index.count("record-water-reading")).isEqualTo(FLOOD);
            assertThat(list("water-reading")).contains("0 of 0").doesNotContain("held back");
        });
    }

    private void whatIsDiscardedOfAFloodMakesRoom() throws IOException {
        load("water-reading", "readings_20260302.csv", flood('N', '八'));
        eventually(() -> assertThat(list("water-reading")).contains("held back: 400 rows of batch", "50 of 10,000"));
        run("quarantine", "discard", "--dataset", "water-reading", "--reason", "水务集团已作废");
        eventually(() -> assertThat(list("water-reading")).contains("0 of 0", "held back: 400 rows of batch"));
        // CleanJob hears of discards within a second; rows that it holds back again are found by the next replay
        eventually(() -> {
            run("quarantine", "replay", "--dataset", "water-reading", "--held");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(list("water-reading"))
                    .contains("50 of 400")
                    .doesNotContain("held back"));
        });
    }

    /** A file whose every row is bad. */
    private static String flood(char meters, char bad) {
        StringBuilder rows = new StringBuilder("表号,用量\n");
        for (int i = 0; i < FLOOD; i++) {
            rows.append(meters).append(i).append(',').append(bad).append(i).append('\n');
        }
        return rows.toString();
    }

    private static Books.Account account(Books books, String dataset) {
        return books.accounts().stream()
                .filter(a -> a.dataset().equals(dataset))
                .findFirst()
                .orElseThrow();
    }

    /** As a data engineer would, with what is replaced in the descriptor. */
    private void add(String dataset, int revision, String... replaced) throws IOException {
        Path declared = Files.createDirectories(data.resolve(dataset + "-" + revision));
        String descriptor = Files.readString(DECLARATIONS.resolve(dataset + ".yaml"))
                .replace("revision: 1", "revision: " + revision);
        for (int i = 0; i < replaced.length; i += 2) {
            assertThat(descriptor).contains(replaced[i]);
            descriptor = descriptor.replace(replaced[i], replaced[i + 1]);
        }
        Files.writeString(declared.resolve(dataset + ".yaml"), descriptor);
        Files.copy(DECLARATIONS.resolve(dataset + ".avdl"), declared.resolve(dataset + ".avdl"));
        run("dataset", "add", declared.toString());
    }

    private void load(String dataset, String name, String content) throws IOException {
        run("load", dataset, Files.writeString(data.resolve(name), content).toString());
    }

    private String list(String dataset) {
        return run("quarantine", "list", "--dataset", dataset).out();
    }

    private Command run(String... args) {
        Command done = Command.run(folder, args);
        assertThat(done.status()).as(done.err()).isZero();
        return done;
    }

    private static void eventually(ThrowingRunnable holds) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(holds);
    }
}
