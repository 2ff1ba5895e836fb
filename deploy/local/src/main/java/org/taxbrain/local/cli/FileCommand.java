package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.local.demo.Elasticsearch;
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
        String command = asOf == null ? "file" : "file --as-of " + asOf;
        SubjectReading reading = subject.reading(command, taxbrain.layout());
        JsonNode file = asOf == null ? subject.read(reading, reading.files()) : past(reading);
        if (subject.masked()) {
            file = new MaskedFile(reading.catalogue()::find).mask(file);
        }
        if (asOf == null || asOf.equals(PastSubjectFiles.today())) {
            // what was stale on a past day nobody has written down
            reading.staleFeeds().mark(file, reading.catalogue()::find);
        }
        System.out.println(Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        return 0;
    }

    private JsonNode past(SubjectReading reading) throws IOException, InterruptedException {
        if (asOf.isAfter(PastSubjectFiles.today())) {
            throw new CliException(
                    "What will be known on " + asOf + " is not known yet: --as-of takes a day up to today.");
        }
        // the history is refreshed rarely: what landed just now would be missed
        reading.elasticsearch().refresh(IndexNames.FACT_VERSION);
        KafkaConnection kafka = reading.applications().kafka();
        try (KnownDatasets datasets = new KnownDatasets(reading.catalogue(), kafka)) {
            byte[] pepper = reading.applications().pepper();
            return subject.read(reading, new PastSubjectFiles(reading.elasticsearch(), pepper, datasets, asOf));
        }
    }
}
