package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.index.MaskedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Override
    public Integer call() throws IOException, InterruptedException {
        SubjectReading reading = subject.reading("file", taxbrain.layout());
        JsonNode file = subject.read(reading);
        if (subject.masked()) {
            file = new MaskedFile(reading.catalogue()::find).mask(file);
        }
        System.out.println(Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        return 0;
    }
}
