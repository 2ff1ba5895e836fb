package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import org.taxbrain.local.demo.Elasticsearch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What was not accepted, and why. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Rows that were not accepted, and why.",
        synopsisSubcommandLabel = "COMMAND")
final class QuarantineCommand {
    @ParentCommand
    private Taxbrain taxbrain;

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "List quarantined rows: where each stands, the rule that it breaks, what to do; never its content.")
    int list(
            @Option(names = "--dataset", paramLabel = "DATASET", description = "Only this dataset.") String dataset,
            @Option(names = "--rule", paramLabel = "RULE", description = "Only this rule.") String rule,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many rows (default: ${DEFAULT-VALUE}).")
                    int limit)
            throws IOException, InterruptedException {
        URI url = URI.create(Urls.running(taxbrain.layout()).urls().get("elasticsearch"));
        ObjectNode search =
                Elasticsearch.JSON.createObjectNode().put("size", limit).put("track_total_hits", true);
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filter(filters, "dataset", dataset);
        filter(filters, "rule", rule);
        search.putArray("sort").add("dataset").add("rule").add("position");
        JsonNode hits = new Elasticsearch(url).search("quarantine", search).path("hits");
        System.out.printf("%-20s %-20s %-16s %-44s %s%n", "dataset", "rule", "field", "position", "what is wrong");
        for (JsonNode hit : hits.path("hits")) {
            JsonNode entry = hit.path("_source");
            System.out.printf(
                    "%-20s %-20s %-16s %-44s %s%n",
                    entry.path("dataset").asText(),
                    entry.path("rule").asText(),
                    entry.path("field").asText("-"),
                    entry.path("position").asText(),
                    entry.path("message").asText());
        }
        System.out.printf(
                "%,d of %,d%n",
                hits.path("hits").size(), hits.path("total").path("value").asLong());
        return 0;
    }

    private static void filter(ArrayNode filters, String field, String value) {
        if (value != null) {
            filters.addObject().putObject("term").put(field, value);
        }
    }
}
