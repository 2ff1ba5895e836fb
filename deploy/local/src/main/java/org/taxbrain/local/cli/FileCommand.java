package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.index.MaskedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows one taxpayer's file. */
@Command(
        name = "file",
        mixinStandardHelpOptions = true,
        description =
                "Show the file of one taxpayer, unit or case as JSON; personal data is masked unless --unmask is given.")
final class FileCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Mixin
    private SubjectOptions subject;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Show the file as it was known at the end of a day (2026-03-01, in China).")
    private LocalDate asOf;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackLayout layout = taxbrain.layout();
        StackState stack = Urls.running(layout);
        Applications applications = new Applications(layout, Ports.of(stack));
        Elasticsearch elasticsearch = new Elasticsearch(URI.create(stack.urls().get("elasticsearch")));
        JsonNode file = asOf == null
                ? subject.read("file", new SubjectFiles(elasticsearch), layout, applications)
                : past(elasticsearch, layout, applications);
        if (subject.masked()) {
            file = new MaskedFile(applications.catalogue()::find).mask(file);
        }
        System.out.println(Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        return 0;
    }

    private JsonNode past(Elasticsearch elasticsearch, StackLayout layout, Applications applications)
            throws IOException, InterruptedException {
        if (asOf.isAfter(PastSubjectFiles.today())) {
            throw new CliException(
                    "What will be known on " + asOf + " is not known yet: --as-of takes a day up to today.");
        }
        // the history is refreshed rarely: what landed just now would be missed
        elasticsearch.refresh(IndexNames.FACT_VERSION);
        String kafka = applications.jobProperties().get("taxbrain.kafka.bootstrap-servers");
        try (KnownDatasets datasets = new KnownDatasets(applications.catalogue(), kafka)) {
            FileLookup files = new PastSubjectFiles(elasticsearch, applications.pepper(), datasets, asOf);
            return subject.read("file --as-of " + asOf, files, layout, applications);
        }
    }
}
