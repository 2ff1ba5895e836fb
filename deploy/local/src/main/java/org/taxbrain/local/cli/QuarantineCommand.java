package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.quarantine.ContentSeal;
import org.taxbrain.connectors.quarantine.Discards;
import org.taxbrain.connectors.quarantine.QuarantineReader;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Discarded;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.QuarantineEntry;
import org.taxbrain.schemas.record.Wire;
import org.taxbrain.schemas.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What was not accepted, why, and what is to become of it. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Rows that were not accepted: list, show, replay and discard them.",
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
            @Mixin QuarantineSelection selection,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many rows (default: ${DEFAULT-VALUE}).")
                    int limit,
            @Option(names = "--discarded", description = "List what was discarded instead: by whom, when and why.")
                    boolean discarded)
            throws IOException, InterruptedException {
        StackState stack = Urls.running(taxbrain.layout());
        if (discarded) {
            listDiscarded(new QuarantineReader(Urls.kafka(stack)), selection, limit);
            return 0;
        }
        Elasticsearch index = new Elasticsearch(URI.create(stack.urls().get("elasticsearch")));
        JsonNode hits = index.search("quarantine", search(selection, limit)).path("hits");
        String line = "%-32s %-20s %-20s %-16s %-44s %s%n";
        System.out.printf(line, "id", "dataset", "rule", "field", "position", "what is wrong");
        for (JsonNode hit : hits.path("hits")) {
            JsonNode entry = hit.path("_source");
            System.out.printf(
                    line,
                    entry.path("id").asText(),
                    entry.path("dataset").asText(),
                    entry.path("rule").asText(),
                    entry.path("field").asText("-"),
                    entry.path("position").asText(),
                    entry.path("message").asText());
        }
        System.out.printf(
                "%,d of %,d%n",
                hits.path("hits").size(), hits.path("total").path("value").asLong());
        listHeld(index, selection);
        return 0;
    }

    private static ObjectNode search(QuarantineSelection selection, int limit) {
        ObjectNode search =
                Elasticsearch.JSON.createObjectNode().put("size", limit).put("track_total_hits", true);
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filter(filters, "dataset", selection.dataset());
        filter(filters, "rule", selection.rule());
        if (!selection.ids().isEmpty()) {
            ArrayNode ids = filters.addObject().putObject("terms").putArray("id");
            selection.ids().forEach(ids::add);
        }
        range(filters, "gte", selection.since());
        range(filters, "lt", selection.until());
        search.putArray("sort").add("dataset").add("rule").add("position");
        return search;
    }

    private static void filter(ArrayNode filters, String field, String value) {
        if (value != null) {
            filters.addObject().putObject("term").put(field, value);
        }
    }

    private static void range(ArrayNode filters, String bound, Instant at) {
        if (at != null) {
            filters.addObject().putObject("range").putObject("landedAt").put(bound, at.toString());
        }
    }

    /** Floods: rows that have no entry of their own. */
    private static void listHeld(Elasticsearch index, QuarantineSelection selection)
            throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 1000);
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filter(filters, "kind", "quarantine-flood");
        filters.addObject().putObject("term").put("open", true);
        for (JsonNode hit : index.search("finding", search).path("hits").path("hits")) {
            String what = hit.at("/_source/what").asText();
            if (selection.dataset() == null || what.startsWith(selection.dataset() + "|")) {
                System.out.println("held back: " + hit.at("/_source/message").asText());
            }
        }
    }

    private static void listDiscarded(QuarantineReader quarantine, QuarantineSelection selection, int limit) {
        List<Discarded> found = quarantine.discarded(selection::holds);
        found.sort(Comparator.comparing(Discarded::getAt));
        String line = "%-32s %-20s %-20s %-44s %-12s %-24s %s%n";
        System.out.printf(line, "id", "dataset", "rule", "position", "by", "at", "why");
        for (Discarded each : found.subList(0, Math.min(limit, found.size()))) {
            System.out.printf(
                    line,
                    each.getId(),
                    each.getDataset(),
                    each.getRule(),
                    each.getPosition(),
                    each.getBy(),
                    Instant.ofEpochMilli(each.getAt()),
                    each.getReason());
        }
        System.out.printf("%,d of %,d%n", Math.min(limit, found.size()), found.size());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Show the content of quarantined rows, masked unless --unmask; every look is noted in the access log.")
    int show(
            @Mixin QuarantineSelection selection,
            @Option(names = "--unmask", description = "Show personal data in full.") boolean unmask,
            @Option(
                            names = "--purpose",
                            paramLabel = "TEXT",
                            description = "What the rows are read for; stands in the access log beside who read them.")
                    String purpose,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "At most so many rows (default: ${DEFAULT-VALUE}).")
                    int limit) {
        StackState stack = Urls.running(taxbrain.layout());
        Applications applications = new Applications(taxbrain.layout(), Ports.of(stack));
        KafkaConnection kafka = Urls.kafka(stack);
        List<QuarantineEntry> found = selected(kafka, selection);
        AccessLog log = AccessLog.of(taxbrain.layout(), applications.pepper());
        ContentSeal seal = seal(applications);
        try (CatalogueReader catalogue = new CatalogueReader(kafka)) {
            for (QuarantineEntry entry : found.subList(0, Math.min(limit, found.size()))) {
                log.record("quarantine show", entry.getId(), true, !unmask, purpose);
                print(entry, seal, catalogue, !unmask);
            }
        }
        System.out.printf("%,d of %,d%n", Math.min(limit, found.size()), found.size());
        return 0;
    }

    private static void print(QuarantineEntry entry, ContentSeal seal, CatalogueReader catalogue, boolean masked) {
        System.out.printf(
                "%s%n  %s %s, landed %s%n  %s%s: %s%n",
                entry.getId(),
                entry.getDataset(),
                entry.getPosition(),
                Instant.ofEpochMilli(entry.getLandedAt()),
                entry.getRule(),
                entry.getField() == null ? "" : " of " + entry.getField(),
                entry.getMessage());
        if (entry.getContent() == null) {
            System.out.println("  (no content: it is no landed row)");
            return;
        }
        byte[] content = seal.open(entry.getId(), entry.getKeyId(), Replay.bytes(entry.getContent()));
        LandedRecord row = Wire.landed().decode(content);
        Optional<Dataset> dataset = catalogue.published(row.getDescriptorHash());
        if (dataset.isEmpty()) {
            System.out.println("  (the catalogue does not have the declaration that it landed by)");
            return;
        }
        for (Map.Entry<String, String> field :
                new QuarantinedRow(dataset.get(), row).fields(masked).entrySet()) {
            System.out.printf("    %-24s %s%n", field.getKey(), field.getValue());
        }
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = {
                "Land quarantined rows again, after the declaration was mended: those that pass now come in and leave quarantine.",
                "Where parsing was mended (charset, delimiter, columns), the file must be read again: --file."
            })
    int replay(
            @Mixin QuarantineSelection selection,
            @Option(names = "--all", description = "Every entry of every dataset.") boolean all,
            @Option(names = "--held", description = "The rows of --dataset that were held back in a flood.")
                    boolean held,
            @Option(
                            names = "--file",
                            paramLabel = "NAME",
                            description = "The archived file of --dataset that came under this name, every row of it.")
                    String file)
            throws IOException {
        StackState stack = Urls.running(taxbrain.layout());
        Applications applications = new Applications(taxbrain.layout(), Ports.of(stack));
        if ((held || file != null) && selection.dataset() == null) {
            throw new CliException("--held and --file need --dataset");
        }
        KafkaConnection kafka = Urls.kafka(stack);
        long landed;
        try (Replay replay = new Replay(kafka)) {
            if (file != null) {
                Path files = Path.of(applications.pipelinesProperties().get("taxbrain.data-dir"))
                        .resolve("files");
                landed = replay.file(selection.dataset(), file, files, applications.pipelinesConfiguration());
            } else if (held) {
                landed = replay.held(selection.dataset());
            } else {
                landed = replay.entries(chosen(kafka, selection, all), seal(applications));
            }
        }
        System.out.printf(
                "Landed %,d rows again; what is still refused stands in ./taxbrain quarantine list%n", landed);
        return 0;
    }

    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description = {
                "Take entries out of quarantine that shall not come in. Who did it, when and why is kept (list --discarded),",
                "their content is not; in the books the rows stay quarantined."
            })
    int discard(
            @Mixin QuarantineSelection selection,
            @Option(names = "--all", description = "Every entry of every dataset.") boolean all,
            @Option(
                            names = "--reason",
                            required = true,
                            paramLabel = "TEXT",
                            description = "Why; it is kept, so it must hold no personal data.")
                    String reason) {
        String said = Text.normalise(reason);
        if (said == null) {
            throw new CliException("--reason is empty: say why the rows shall not come in");
        }
        StackState stack = Urls.running(taxbrain.layout());
        KafkaConnection kafka = Urls.kafka(stack);
        List<QuarantineEntry> entries = chosen(kafka, selection, all);
        new Discards(kafka, Clock.systemUTC()).discard(entries, AccessLog.user(), said);
        System.out.printf("Discarded %,d entries%n", entries.size());
        return 0;
    }

    private static List<QuarantineEntry> selected(KafkaConnection kafka, QuarantineSelection selection) {
        return new QuarantineReader(kafka).entries(selection::holds);
    }

    /** What a command is to change: nobody empties the whole quarantine by leaving an option out. */
    private static List<QuarantineEntry> chosen(KafkaConnection kafka, QuarantineSelection selection, boolean all) {
        if (selection.isOpen() && !all) {
            throw new CliException("Which rows? Give --id, --dataset, --rule, --since or --until; or --all");
        }
        return selected(kafka, selection);
    }

    private static ContentSeal seal(Applications applications) {
        return ContentSeal.read(Path.of(applications.jobProperties().get("taxbrain.quarantine.key-file")));
    }
}
