package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.reconcile.CleanRows;
import org.taxbrain.connectors.reconcile.Reconciliation;
import org.taxbrain.connectors.reconcile.Rows;
import org.taxbrain.connectors.reconcile.SourceRows;
import org.taxbrain.local.Ports;
import org.taxbrain.local.books.ComparisonFindings;
import org.taxbrain.local.books.MaskedKey;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A source compared with what became of it. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = {
            "Compare what a dataset's source holds with what stands clean, by key, and name each key that is missing, extra, or",
            "differs. The source is read past the feeds: the table by a SELECT, the archived files, the interface from its",
            "beginning. Exit status 1, and a finding, if something differs. What differs is looked at again after a while, as rows",
            "may be under way."
        })
final class ReconcileCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Parameters(index = "0", paramLabel = "DATASET", description = "Id of a dataset.")
    private String datasetId;

    @Option(names = "--unmask", description = "Show keys that are personal data in full.")
    private boolean unmask;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            defaultValue = "PT10S",
            description = "After how long differences are looked at again (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Name at most so many keys of each kind (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Applications applications = new Applications(taxbrain.layout(), Ports.of(Urls.running(taxbrain.layout())));
        Dataset dataset = applications.catalogue().dataset(datasetId);
        if (dataset.descriptor().source().push() != null) {
            throw new CliException(
                    datasetId + " is pushed by its department: there is no source that could be asked what it"
                            + " holds; look at ./taxbrain books --dataset " + datasetId);
        }
        Map<String, String> properties = applications.pipelinesProperties();
        Configuration settings = applications.pipelinesConfiguration();
        KafkaConnection kafka = KafkaConnection.of(settings.get(KafkaConfig.class));
        Reconciliation found;
        try (KnownDatasets datasets = new KnownDatasets(applications.catalogue(), kafka)) {
            Rows source = SourceRows.of(dataset, settings, Path.of(properties.get("taxbrain.data-dir")));
            Rows clean = new CleanRows(kafka, datasetId, datasets::byHash);
            found = Reconciliation.of(source, clean);
            if (found.differences() > 0) {
                Thread.sleep(settle.toMillis());
                found = found.and(Reconciliation.of(source, clean));
            }
        }
        tell(found, new ComparisonFindings(kafka, "reconcile-mismatch", "reconcile"));
        print(found, unmask ? UnaryOperator.identity() : new MaskedKey(dataset)::mask);
        System.out.printf(
                "%s: %,d rows at the source, %,d clean, %,d of the source refused by the checks (./taxbrain quarantine list"
                        + " --dataset %s); %,d missing, %,d extra, %,d differing; %,d hashes exchanged, %,d s%n",
                datasetId,
                found.sourceRows(),
                found.cleanRows(),
                found.refused(),
                datasetId,
                found.missing().size(),
                found.extra().size(),
                found.differing().size(),
                found.hashes(),
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        return found.differences() == 0 ? 0 : 1;
    }

    private void tell(Reconciliation found, ComparisonFindings findings) throws IOException, InterruptedException {
        if (found.differences() == 0) {
            findings.agrees(datasetId);
            return;
        }
        findings.differs(
                datasetId,
                "the source of dataset " + datasetId + " and what stands clean of it differ: "
                        + found.missing().size() + " keys missing, "
                        + found.extra().size() + " extra, "
                        + found.differing().size() + " differing; name them by: ./taxbrain reconcile " + datasetId
                        + " - then have the feed take the source anew, or mend what wrote past CleanJob");
    }

    private void print(Reconciliation found, UnaryOperator<String> shown) {
        found.missing().stream().limit(limit).forEach(key -> System.out.println("missing    " + shown.apply(key)));
        found.extra().stream().limit(limit).forEach(key -> System.out.println("extra      " + shown.apply(key)));
        found.differing().entrySet().stream()
                .limit(limit)
                .forEach(e -> System.out.println(
                        "differing  " + shown.apply(e.getKey()) + "  in " + String.join(", ", e.getValue())));
    }
}
