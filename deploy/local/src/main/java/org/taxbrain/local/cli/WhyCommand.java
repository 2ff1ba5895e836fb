package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.lineage.Lineage;
import org.taxbrain.schemas.lineage.LineageException;
import org.taxbrain.schemas.lineage.Why;
import org.taxbrain.schemas.rule.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Says where a value of a file comes from. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Say why a value stands in a file: the rows that it comes from, how they were checked and repaired, and through"
                        + " whom they came into this file. Personal data is masked unless --unmask is given.")
final class WhyCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Mixin
    private SubjectOptions subject;

    @Parameters(
            index = "1",
            paramLabel = "FIELD",
            description =
                    "Path in the file: name, summary.openArrears, sections.property-right.items[KEY].price (without items[KEY]:"
                            + " of all rows), identifiers[ID], reminders[open-arrears].")
    private String field;

    @Option(names = "--json", description = "Write JSON instead of text.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SubjectReading reading = subject.reading("why", taxbrain.layout());
        JsonNode file = subject.read(reading, reading.files());
        Lineage lineage = lineage(
                new Why(reading.catalogue()::find, Rules.load(), id -> other(reading, id), subject.masked()), file);
        System.out.print(
                json
                        ? Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(lineage) + "\n"
                        : LineageText.of(lineage));
        return 0;
    }

    private Lineage lineage(Why why, JsonNode file) {
        try {
            return why.of(file, field);
        } catch (LineageException e) {
            throw new CliException(e.getMessage());
        }
    }

    private static Optional<JsonNode> other(SubjectReading reading, String id) {
        try {
            return reading.find(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("Interrupted.");
        }
    }
}
