package org.taxbrain.local.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.taxbrain.city.City;
import org.taxbrain.city.CitySpec;
import org.taxbrain.local.Component;
import org.taxbrain.local.LocalStack;
import org.taxbrain.oracle.OracleRun;
import org.taxbrain.oracle.Report;
import org.taxbrain.oracle.books.Books;

/** The whole way, once: a city is made, flows in, lives a day, and is compared with what it must come to. */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final List<String> ALIASES =
            List.of("taxpayer", "property-unit", "enforcement-case", "reminder", "quarantine");
    private final LocalStack stack;
    private final SampleCity city;
    private final CitySpec spec;
    private final PrintStream out;

    /** @param stack with its servers and departments up; the pipelines and jobs are started here, over tables that exist */
    public Demo(LocalStack stack, CitySpec spec, PrintStream out) {
        this.stack = stack;
        this.city = new SampleCity(stack);
        this.spec = spec;
        this.out = out;
    }

    /** What must be up before a demo begins. */
    public static EnumSet<Component> serversAndDepartments() {
        return EnumSet.complementOf(EnumSet.of(Component.PIPELINES));
    }

    /** Makes the city and brings it in: first in bulk, then a day of changes. */
    public DemoReport run(long begun) throws Exception {
        City.createTables(city.sources());
        try (Progress progress = new Progress("Departments fill their systems", 0, out)) {
            Map<String, Long> rows = new TreeMap<>();
            City.generate(spec, city.sources(), (dataset, count) -> {
                rows.put(dataset, count);
                progress.at(rows.values().stream().mapToLong(Long::longValue).sum(), 0);
            });
        }
        stack.start(List.of(Component.PIPELINES));
        TaxbrainJobs.submit(stack);
        City.push(spec, city.sources());
        settle("Bulk load");
        compact(new Elasticsearch(stack.elasticsearchUrl()), out);
        DemoReport.Freshness freshness = new DayOfChanges(stack, city, spec, out).live();
        // the departments stand still now: what they come to can be computed while the files' last rows follow
        CompletableFuture<OracleRun> oracle =
                CompletableFuture.supplyAsync(() -> OracleRun.prepare(city.oracle(), (step, done) -> {}));
        settle("Day of changes");
        return report(begun, freshness, oracle);
    }

    /** What an operator does after a first load: the indices go into daily life with one segment each. */
    public static void compact(Elasticsearch elasticsearch, PrintStream out) throws IOException, InterruptedException {
        try (Progress progress = new Progress("Merge the segments of the load, indices", ALIASES.size(), out)) {
            for (int done = 0; done < ALIASES.size(); done++) {
                elasticsearch.compact(ALIASES.get(done));
                progress.at(done + 1, ALIASES.size());
            }
        }
    }

    private void settle(String what) throws Exception {
        try (Progress progress = new Progress(what + ", records in Kafka", 0, out)) {
            new Settled(stack).await(PATIENCE, (records, behind) -> progress.at(records, 0, behind));
        }
    }

    private DemoReport report(long begun, DemoReport.Freshness freshness, CompletableFuture<OracleRun> oracle)
            throws IOException, InterruptedException {
        CompletableFuture<Books> audit =
                CompletableFuture.supplyAsync(() -> Books.audit(stack.kafkaBootstrapServers(), (step, done) -> {}));
        Report compared;
        try (Progress progress = new Progress("Compare with the oracle, documents", 0, out)) {
            long[] documents = {0};
            compared = oracle.join().compare((step, done) -> progress.at(documents[0] = done, 0));
        }
        compared.samples().forEach(s -> out.println("  differs: " + s));
        compared.testDataDefects().forEach(d -> out.println("  defect of the sample city: " + d));
        Books books = audit.join();
        books.samples().forEach(s -> out.println("  not balanced: " + s));
        List<DemoReport.Books> datasets = new ArrayList<>();
        for (Books.Account a : books.accounts()) {
            datasets.add(new DemoReport.Books(
                    a.dataset(), a.landed(), a.clean(), a.quarantined(), a.superseded(), a.duplicate()));
        }
        Elasticsearch elasticsearch = new Elasticsearch(stack.elasticsearchUrl());
        Map<String, Long> index = new TreeMap<>();
        for (String alias : ALIASES) {
            index.put(alias, elasticsearch.count(alias));
        }
        return new DemoReport(
                datasets,
                index,
                Reminders.open(elasticsearch),
                compared.differences() + compared.testDataDefects().size() + (books.isBalanced() ? 0 : 1),
                freshness,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                stack.pssMiB());
    }
}
