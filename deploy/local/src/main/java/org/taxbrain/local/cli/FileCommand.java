package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.servers.Applications;
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
        StackLayout layout = taxbrain.layout();
        StackState stack = Urls.running(layout);
        Applications applications = new Applications(layout, Ports.of(stack));
        SubjectFiles files =
                new SubjectFiles(new Elasticsearch(URI.create(stack.urls().get("elasticsearch"))));
        JsonNode file = subject.read("file", files, layout, applications);
        if (subject.masked()) {
            file = new MaskedFile(applications.catalogue()::find).mask(file);
        }
        System.out.println(Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        return 0;
    }
}
