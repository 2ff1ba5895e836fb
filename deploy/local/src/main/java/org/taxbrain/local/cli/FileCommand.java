package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.MaskedFile;
import org.taxbrain.schemas.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one taxpayer's file. */
@Command(
        name = "file",
        mixinStandardHelpOptions = true,
        description = "Show the file of one taxpayer as JSON; personal data is masked unless --unmask is given.")
final class FileCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Parameters(
            paramLabel = "TAXPAYER-ID",
            description = "Resident id, USCC, DJXH or passport number; or a subject id such as business:9133….")
    private String id;

    @Option(names = "--unmask", description = "Show personal data in full.")
    private boolean unmask;

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI url = URI.create(Urls.running(taxbrain.layout()).urls().get("elasticsearch"));
        JsonNode file =
                find(new Elasticsearch(url)).orElseThrow(() -> new CliException("No taxpayer file has this id."));
        if (!unmask) {
            StackLayout layout = taxbrain.layout();
            Catalogue catalogue = new Applications(layout, Ports.of(Urls.running(layout))).catalogue();
            file = new MaskedFile(name -> dataset(catalogue, name)).mask(file);
        }
        System.out.println(Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file));
        return 0;
    }

    private static Optional<Dataset> dataset(Catalogue catalogue, String name) {
        return catalogue.datasets().stream().filter(d -> d.id().equals(name)).findFirst();
    }

    /** By every id that the taxpayer is presented under, whatever its kind. */
    private Optional<JsonNode> find(Elasticsearch elasticsearch) throws IOException, InterruptedException {
        String wanted = Text.normalise(id);
        if (wanted == null) {
            return Optional.empty();
        }
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 1);
        var ids = search.putObject("query").putObject("terms").putArray("identifiers");
        if (wanted.contains(":")) {
            ids.add(wanted);
        } else {
            String plain = wanted.toUpperCase(Locale.ROOT);
            List.of("person", "business", "djxh", "passport", "permit").forEach(kind -> ids.add(kind + ":" + plain));
        }
        JsonNode hits = elasticsearch.search("taxpayer", search).path("hits").path("hits");
        return hits.isEmpty() ? Optional.empty() : Optional.of(hits.get(0).path("_source"));
    }
}
