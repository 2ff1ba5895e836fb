package org.taxbrain.local.cli;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import org.taxbrain.local.demo.Demo;
import org.taxbrain.local.demo.Elasticsearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Makes the indices fit for daily life after a load. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description =
                "Merge the segments of the indices, after a first load or a rebuild; the demo does it by itself. Searches and writes go on.")
final class CompactCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI url = URI.create(Urls.running(taxbrain.layout()).urls().get("elasticsearch"));
        Demo.compact(new Elasticsearch(url), System.out);
        return 0;
    }
}
