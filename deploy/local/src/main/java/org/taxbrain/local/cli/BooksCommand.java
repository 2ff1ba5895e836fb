package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackState;
import org.taxbrain.local.books.BookIndex;
import org.taxbrain.local.books.ComparisonFindings;
import org.taxbrain.local.books.FilesBook;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.servers.Applications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What came of what was sent. */
@Command(
        name = "books",
        mixinStandardHelpOptions = true,
        description = {
            "Show the books: what was sent, what landed, and what became of it, by dataset, or by batch of one dataset.",
            "Every inequality is named; exit status 1 if there is one. Rows that are under way make some for a moment.",
            "Also counts whether the rows that stand are in the files of all whom they name: every version is read for it, and again",
            "after a while where they are not. What is unequal then is a finding."
        })
final class BooksCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "sent", "arrived", "landed", "clean", "quarantined", "superseded", "duplicate", "accepted", "unanswered");

    @ParentCommand
    private Taxbrain taxbrain;

    @Option(names = "--dataset", paramLabel = "DATASET", description = "The batches of this dataset.")
    private String dataset;

    @Option(
            names = "--without-files",
            description = "Don't count the rows in the files: it takes a second for every 20,000 versions or so.")
    private boolean withoutFiles;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description =
                    "After how long rows that are not in the files are counted again (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackState stack = Urls.running(taxbrain.layout());
        Elasticsearch elasticsearch = new Elasticsearch(URI.create(stack.urls().get("elasticsearch")));
        BookIndex index = new BookIndex(elasticsearch);
        Map<String, JsonNode> accounts = dataset == null ? index.byDataset() : index.byBatch(dataset);
        if (dataset != null && accounts.isEmpty()) {
            throw new CliException("No row of " + dataset + " has landed, and no file of it came.");
        }
        print(dataset == null ? "dataset" : "batch of " + dataset, accounts);
        List<String> faults = new ArrayList<>(index.faults(dataset));
        if (dataset == null) {
            accounts.forEach((id, account) -> index.indexFault(id, account).ifPresent(faults::add));
            if (!withoutFiles) {
                printFiles(elasticsearch, new Applications(taxbrain.layout(), Ports.of(stack)), faults);
            }
        }
        if (accounts.size() == BookIndex.MOST) {
            System.out.println("… only the newest " + BookIndex.MOST + " are shown");
        }
        System.out.println();
        faults.forEach(fault -> System.out.println("not balanced: " + fault));
        System.out.println(faults.isEmpty() ? "All books balance." : faults.size() + " inequalities.");
        return faults.isEmpty() ? 0 : 1;
    }

    private void printFiles(Elasticsearch elasticsearch, Applications applications, List<String> faults)
            throws IOException, InterruptedException {
        KafkaConnection kafka = applications.kafka();
        try (KnownDatasets declarations = new KnownDatasets(applications.catalogue(), kafka)) {
            Map<String, FilesBook.Counts> first = new FilesBook(elasticsearch, declarations).read();
            Map<String, FilesBook.Counts> counted = first;
            if (first.values().stream().anyMatch(counts -> !counts.faults().isEmpty())) {
                Thread.sleep(settle.toMillis());
                counted = new FilesBook(elasticsearch, declarations).read();
            }
            System.out.printf("%n%-28s %12s %12s %12s%n", "rows in files", "rows", "named in", "in files");
            ComparisonFindings findings = new ComparisonFindings(kafka, "files-mismatch", "books");
            for (Map.Entry<String, FilesBook.Counts> e : counted.entrySet()) {
                FilesBook.Counts counts = e.getValue();
                System.out.printf(
                        "%-28s %,12d %,12d %,12d%n", e.getKey(), counts.rows(), counts.named(), counts.inFiles());
                FilesBook.Counts before = first.get(e.getKey());
                boolean stays = before != null && !before.faults().isEmpty();
                tell(e.getKey(), stays ? counts.faults() : List.of(), findings, faults);
            }
        }
    }

    private static void tell(String dataset, List<String> unequal, ComparisonFindings findings, List<String> faults)
            throws IOException, InterruptedException {
        if (unequal.isEmpty()) {
            findings.agrees(dataset);
            return;
        }
        unequal.forEach(fault -> faults.add(dataset + ": " + fault));
        findings.differs(
                dataset,
                "of dataset " + dataset + " " + String.join("; ", unequal)
                        + ". Look whether FileJob and IndexJob run and"
                        + " have read all (./taxbrain status); count again by: ./taxbrain books");
    }

    private static void print(String of, Map<String, JsonNode> accounts) {
        int width = Math.max(
                20, accounts.keySet().stream().mapToInt(String::length).max().orElse(0));
        System.out.printf("%-" + width + "s", of);
        COLUMNS.forEach(column -> System.out.printf(" %12s", column));
        System.out.println();
        accounts.forEach((id, account) -> {
            System.out.printf("%-" + width + "s", id);
            COLUMNS.forEach(column -> System.out.printf(
                    " %12s",
                    account.hasNonNull(column)
                            ? "%,d".formatted(account.path(column).asLong())
                            : "-"));
            System.out.println();
        });
    }
}
