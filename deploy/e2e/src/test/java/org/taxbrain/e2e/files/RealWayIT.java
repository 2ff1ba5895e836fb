package org.taxbrain.e2e.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.e2e.history.Command;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.ProgressListener;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.demo.TaxbrainJobs;
import org.taxbrain.local.jobs.FlinkRest;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.books.Books;

/**
 * Datasets that are declared while the stack runs go the whole way, from SFTP to a search, by descriptor and schema only:
 * two of real data, and a small one that joins taxpayers' files.
 */
class RealWayIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PAGE = 2_000;
    private static final Map<String, String> BERKA_TYPES =
            Map.of("PRIJEM", "credit", "VYDAJ", "withdrawal", "VYBER", "cash-withdrawal");

    @TempDir
    private Path data;

    @Test
    void shouldBringRealFilesIntoTheIndexFieldByFieldAndQuarantineOnlyTheRowThatIsCut() throws Exception {
        assumeTrue(
                RealData.pricePaid().isPresent() && RealData.berkaTransactions().isPresent(),
                "the real data is not on this machine; set TAXBRAIN_SHARED_DATA to the folder that holds it");
        Path folder = data.resolve("stack");
        try (LocalStack stack =
                LocalStack.builder(folder).listener(ProgressListener.printing()).start()) {
            TaxbrainJobs.submit(stack);
            Map<String, String> before = runs(stack);
            add("berka-transaction");
            load("berka-transaction", RealData.berkaTransactions().orElseThrow());
            // amid the other's load
            add("uk-price-paid");
            load("uk-price-paid", RealData.pricePaid().orElseThrow());
            add("meter-month");
            aChangeWithoutARevisionIsRefusedAndTakenBack();
            load(
                    "meter-month",
                    Files.writeString(
                            data.resolve("meters_20260301.csv"), "表号,信用代码,用量\nM1,91330106MA2ABCDEX7,120\nM2,no,1\n"));
            aRetypedFieldIsRefusedAndTheRunningDeclarationStays();
            aFieldIsAddedAndAColumnRenamed();
            load(
                    "meter-month",
                    Files.writeString(
                            data.resolve("meters_20260401.csv"), "表号,信用代码,用水量,备注\nM3,91330106MA2ABCDEX7,70,换表\n"));

            Elasticsearch index = new Elasticsearch(stack.elasticsearchUrl());
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                assertThat(index.count("record-uk-price-paid")).isEqualTo(15_374);
                assertThat(index.count("record-berka-transaction")).isEqualTo(49_102);
            });
            pricesAreThoseOfTheFile(index);
            transactionsAreThoseOfTheFile(index);
            theMeterIsInItsConsumersFile();
            onlyTheCutRowAndTheWrongMeterAreQuarantined(index);
            Books books = Books.audit(stack.kafkaBootstrapServers(), Progress.NONE);
            assertThat(books.accounts()).allMatch(Books.Account::isBalanced);
            assertThat(books.accounts())
                    .filteredOn(a -> a.dataset().equals("berka-transaction"))
                    .singleElement()
                    .matches(a -> a.landed() == 49_103 && a.clean() == 49_102 && a.quarantined() == 1);
            assertThat(runs(stack)).as("nothing was started anew").isEqualTo(before);
        }
    }

    /** As a data engineer would: {@code ./taxbrain dataset add}. */
    private void add(String dataset) throws IOException {
        Path declared = Files.createDirectory(data.resolve(dataset));
        for (String name : List.of(dataset + ".yaml", dataset + ".avdl")) {
            Files.copy(RealData.DESCRIPTORS.resolve(name), declared.resolve(name));
        }
        Command added = Command.run(data.resolve("stack"), "dataset", "add", declared.toString());
        assertThat(added.status()).as(added.err()).isZero();
        assertThat(added.out()).contains(dataset + " is taken in: feed exchange/" + dataset);
    }

    private void aChangeWithoutARevisionIsRefusedAndTakenBack() throws IOException {
        Path descriptor = data.resolve("meter-month").resolve("meter-month.yaml");
        Files.writeString(descriptor, Files.readString(descriptor).replace("P31D", "P32D"));
        Command refused = Command.run(
                data.resolve("stack"), "dataset", "add", descriptor.getParent().toString());
        assertThat(refused.status()).isOne();
        assertThat(refused.err()).contains("set revision to 2");
        assertThat(data.resolve("stack").resolve("catalogue").resolve("meter-month.yaml"))
                .content()
                .contains("P31D");

        Files.writeString(descriptor, Files.readString(descriptor).replace("revision: 1", "revision: 2"));
        Command accepted = Command.run(
                data.resolve("stack"), "dataset", "add", descriptor.getParent().toString());
        assertThat(accepted.status()).as(accepted.err()).isZero();
    }

    private void aRetypedFieldIsRefusedAndTheRunningDeclarationStays() throws IOException {
        Path folder = data.resolve("meter-month");
        String idl = Files.readString(folder.resolve("meter-month.avdl"));
        change(folder.resolve("meter-month.yaml"), "revision: 2", "revision: 3");
        change(folder.resolve("meter-month.avdl"), "long @label(\"用量", "string @label(\"用量");
        change(folder.resolve("meter-month.avdl"), " @checks([\"min:0\"])", "");
        Command refused = Command.run(data.resolve("stack"), "dataset", "add", folder.toString());
        assertThat(refused.status()).isOne();
        assertThat(refused.err()).contains("field usage", "it is a long and would be a string");
        assertThat(data.resolve("stack").resolve("catalogue").resolve("meter-month.yaml"))
                .content()
                .contains("revision: 2");
        Files.writeString(folder.resolve("meter-month.avdl"), idl);
    }

    private void aFieldIsAddedAndAColumnRenamed() throws IOException {
        Path folder = data.resolve("meter-month");
        change(
                folder.resolve("meter-month.yaml"),
                "{source: 用量}",
                "{source: 用量, aliases: [用水量]}\n  note: {source: 备注}");
        change(
                folder.resolve("meter-month.avdl"),
                "usage;",
                "usage;\n    union { null, string } @label(\"备注\") note = null;");
        change(folder.resolve("meter-month.avdl"), "max-length:20", "max-length:40");
        Command accepted = Command.run(data.resolve("stack"), "dataset", "add", folder.toString());
        assertThat(accepted.status()).as(accepted.err()).isZero();
    }

    private static void change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private void load(String dataset, Path file) {
        Command loaded = Command.run(data.resolve("stack"), "load", dataset, file.toString());
        assertThat(loaded.status()).as(loaded.err()).isZero();
    }

    /** The processes with their restarts, and the jobs with their starts. */
    private static Map<String, String> runs(LocalStack stack) throws IOException, InterruptedException {
        Map<String, String> runs = new TreeMap<>();
        stack.status().forEach(c -> runs.put(c.component().id(), c.process().pid() + ", restarts " + c.restarts()));
        for (JsonNode job :
                new FlinkRest(stack.flinkUrl()).get("/jobs/overview").path("jobs")) {
            runs.put(
                    "job " + job.path("jid").asText(),
                    job.path("name").asText() + " since "
                            + job.path("start-time").asText() + " "
                            + job.path("state").asText());
        }
        return runs;
    }

    private void theMeterIsInItsConsumersFile() {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            Command file = Command.run(data.resolve("stack"), "file", "91330106MA2ABCDEX7");
            assertThat(file.status()).as(file.err()).isZero();
            List<String> months = new ArrayList<>();
            file.json()
                    .at("/sections/meter-month/items")
                    .forEach(item -> months.add(item.at("/data/usage").asInt() + " "
                            + item.at("/data/note").asText("")));
            assertThat(months).containsExactlyInAnyOrder("120 ", "70 换表");
        });
    }

    private static void pricesAreThoseOfTheFile(Elasticsearch index) throws IOException, InterruptedException {
        Map<String, String> expected = new HashMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (String line : lines(RealData.pricePaid().orElseThrow())) {
            String[] cells = line.substring(1, line.length() - 1).split("\",\"", -1); // every cell of it is quoted
            BigDecimal pence = new BigDecimal(cells[1]).movePointRight(2);
            expected.put(cells[0], pence + "|" + cells[2] + "|" + cells[3] + "|" + cells[8] + "|" + cells[12]);
            sums.merge(cells[12], pence, BigDecimal::add);
        }
        Map<String, String> found = new HashMap<>();
        for (JsonNode record : all(index, "record-uk-price-paid")) {
            JsonNode d = record.path("data");
            found.put(
                    record.path("key").asText(),
                    d.path("price").asText() + "|" + d.path("deedOn").asText() + "|"
                            + d.path("postcode").asText() + "|" + d.path("paon").asText() + "|"
                            + d.path("district").asText());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(sums(index, "record-uk-price-paid", "district", "price")).isEqualTo(sums);
    }

    private static void transactionsAreThoseOfTheFile(Elasticsearch index) throws IOException, InterruptedException {
        Map<String, String> expected = new HashMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (String line : lines(RealData.berkaTransactions().orElseThrow())) {
            String[] cells = line.replace("\"", "").split(";", -1);
            if (cells.length < 10) {
                continue; // the cut row
            }
            String type = BERKA_TYPES.get(cells[3]);
            BigDecimal amount = new BigDecimal(cells[5]).movePointRight(2).setScale(0);
            String day = "19" + cells[2].substring(0, 2) + "-" + cells[2].substring(2, 4) + "-" + cells[2].substring(4);
            expected.put(cells[0], cells[1] + "|" + day + "|" + type + "|" + amount);
            sums.merge(type, amount, BigDecimal::add);
        }
        Map<String, String> found = new HashMap<>();
        for (JsonNode record : all(index, "record-berka-transaction")) {
            JsonNode d = record.path("data");
            found.put(
                    record.path("key").asText(),
                    d.path("accountId").asText() + "|" + d.path("bookedOn").asText() + "|"
                            + d.path("type").asText() + "|" + d.path("amount").asText());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(sums(index, "record-berka-transaction", "type", "amount")).isEqualTo(sums);
    }

    private static void onlyTheCutRowAndTheWrongMeterAreQuarantined(Elasticsearch index)
            throws IOException, InterruptedException {
        JsonNode hits = index.search(
                        "quarantine", Elasticsearch.JSON.createObjectNode().put("size", 10))
                .path("hits")
                .path("hits");
        assertThat(hits).hasSize(2);
        Map<String, JsonNode> entries = new HashMap<>();
        hits.forEach(hit -> entries.put(hit.at("/_source/dataset").asText(), hit.path("_source")));
        assertThat(entries.get("meter-month").path("rule").asText()).isEqualTo("uscc");
        JsonNode entry = entries.get("berka-transaction");
        assertThat(entry.path("rule").asText()).isEqualTo("columns-missing");
        assertThat(entry.path("position").asText()).endsWith(":49104");
    }

    private static List<JsonNode> all(Elasticsearch index, String alias) throws IOException, InterruptedException {
        List<JsonNode> records = new ArrayList<>();
        String after = null;
        while (true) {
            ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", PAGE);
            search.putArray("sort").add("key");
            if (after != null) {
                search.putArray("search_after").add(after);
            }
            JsonNode hits = index.search(alias, search).path("hits").path("hits");
            if (hits.isEmpty()) {
                return records;
            }
            hits.forEach(h -> records.add(h.path("_source")));
            after = hits.get(hits.size() - 1).path("sort").get(0).asText();
        }
    }

    private static Map<String, BigDecimal> sums(Elasticsearch index, String alias, String group, String amount)
            throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        ObjectNode groups = search.putObject("aggs").putObject("groups");
        groups.putObject("terms").put("field", "data." + group).put("size", 1000);
        groups.putObject("aggs").putObject("sum").putObject("sum").put("field", "data." + amount);
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode bucket :
                index.search(alias, search).path("aggregations").path("groups").path("buckets")) {
            sums.put(
                    bucket.path("key").asText(),
                    new BigDecimal(bucket.path("sum").path("value").asText()).setScale(0));
        }
        return sums;
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return in.lines().skip(1).toList();
        }
    }
}
