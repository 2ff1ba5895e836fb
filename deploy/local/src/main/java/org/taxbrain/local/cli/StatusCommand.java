package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.taxbrain.local.ComponentStatus;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.demo.Feeds;
import org.taxbrain.local.demo.KafkaProbe;
import org.taxbrain.local.demo.Settled;
import org.taxbrain.local.health.HealthIndex;
import org.taxbrain.local.health.StaleFeeds;
import org.taxbrain.local.jobs.FlinkRest;
import org.taxbrain.local.servers.Applications;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** How a running stack is doing. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show ports, processes, feeds, the jobs' lag, checkpoints and rates, stale datasets, and memory.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand
    private Taxbrain taxbrain;

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        StackState state = Urls.running(taxbrain.layout());
        ObjectNode status = Elasticsearch.JSON.createObjectNode();
        status.put("data", taxbrain.layout().data().toString());
        status.put("residentMiB", state.pssMiB());
        components(state, status.putArray("components"));
        feeds(state, status);
        jobs(state, status.putArray("jobs"));
        findings(state, status);
        stale(state, status);
        if (json) {
            System.out.println(
                    Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            print(status, System.out);
        }
        return 0;
    }

    private static void components(StackState state, ArrayNode out) {
        for (ComponentStatus component : state.components()) {
            ObjectNode node = out.addObject()
                    .put("component", component.component().id())
                    .put("state", component.state().name())
                    .put("restarts", component.restarts());
            if (component.process() != null) {
                node.put("pid", component.process().pid());
            }
            if (component.upSince() != null) {
                node.put("upSince", component.upSince().toString());
            }
            ObjectNode ports = node.putObject("ports");
            state.ports().forEach((port, number) -> {
                if (port.component() == component.component()) {
                    ports.put(port.name().toLowerCase(java.util.Locale.ROOT), number);
                }
            });
        }
    }

    private static void feeds(StackState state, ObjectNode out) throws InterruptedException {
        try {
            out.set("feeds", new Feeds(state.ports().get(Port.PIPELINES_HTTP)).read());
        } catch (IOException e) {
            out.put("feedsProblem", "the pipelines application does not answer: " + e.getMessage());
        }
    }

    private static void jobs(StackState state, ArrayNode out)
            throws IOException, InterruptedException, ExecutionException {
        FlinkRest flink = new FlinkRest(URI.create(state.urls().get("flink")));
        try (KafkaProbe kafka = new KafkaProbe(Urls.kafka(state))) {
            for (JsonNode job : flink.get("/jobs/overview").path("jobs")) {
                if (job.path("end-time").asLong() > 0) {
                    continue;
                }
                String name = job.path("name").asText();
                ObjectNode node = out.addObject()
                        .put("job", name)
                        .put("state", job.path("state").asText());
                checkpoint(flink.get("/jobs/" + job.path("jid").asText() + "/checkpoints"), node);
                for (Map.Entry<String, Predicate<String>> reader : Settled.readers()) {
                    if (reader.getKey().equals(name)) {
                        lag(kafka, reader, node);
                    }
                }
            }
        }
    }

    private static void checkpoint(JsonNode checkpoints, ObjectNode out) {
        JsonNode latest = checkpoints.path("latest").path("completed");
        if (latest.hasNonNull("latest_ack_timestamp")) {
            out.put(
                    "checkpointAgeMillis",
                    Duration.between(
                                    Instant.ofEpochMilli(
                                            latest.path("latest_ack_timestamp").asLong()),
                                    Instant.now())
                            .toMillis());
            out.put("checkpointMillis", latest.path("end_to_end_duration").asLong());
            out.put("checkpointBytes", latest.path("state_size").asLong());
        }
    }

    /** Lag now, and the rate at which the job reads, from two looks a second apart. */
    private static void lag(KafkaProbe kafka, Map.Entry<String, Predicate<String>> reader, ObjectNode out)
            throws InterruptedException, ExecutionException {
        long before = kafka.read(reader.getKey());
        long begun = System.nanoTime();
        Thread.sleep(1000);
        long read = kafka.read(reader.getKey()) - before;
        out.put("recordsPerSecond", Math.round(read * 1e9 / (System.nanoTime() - begun)));
        out.put(
                "lag",
                kafka.lag(reader.getKey(), reader.getValue()).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    private static void findings(StackState state, ObjectNode out) throws InterruptedException {
        ObjectNode open = Elasticsearch.JSON.createObjectNode().put("size", 0).put("track_total_hits", true);
        open.putObject("query").putObject("term").put("open", true);
        try {
            URI url = URI.create(state.urls().get("elasticsearch"));
            out.put(
                    "openFindings",
                    new Elasticsearch(url)
                            .search("finding", open)
                            .at("/hits/total/value")
                            .asLong());
        } catch (IOException e) {
            out.put("findingsProblem", "the index does not answer: " + e.getMessage());
        }
    }

    /** Datasets that are older than they promise to be; ./taxbrain feeds tells more of them. */
    private void stale(StackState state, ObjectNode out) throws InterruptedException {
        try {
            StaleFeeds feeds = StaleFeeds.read(
                    state,
                    new HealthIndex(new Elasticsearch(URI.create(state.urls().get("elasticsearch")))),
                    Clock.systemUTC());
            ArrayNode stale = out.putArray("staleDatasets");
            new Applications(taxbrain.layout(), Ports.of(state))
                    .catalogue().datasets().stream()
                            .filter(dataset -> feeds.of(dataset).stale())
                            .forEach(dataset -> stale.add(dataset.id()));
        } catch (IOException e) {
            out.put("staleProblem", "the index does not answer: " + e.getMessage());
        }
    }

    private static void print(ObjectNode status, PrintStream out) {
        out.printf("%-14s %-11s %8s %8s  %s%n", "component", "state", "pid", "restarts", "ports on 127.0.0.1");
        for (JsonNode c : status.path("components")) {
            out.printf(
                    "%-14s %-11s %8s %8d  %s%n",
                    c.path("component").asText(),
                    c.path("state").asText(),
                    c.path("pid").asText("-"),
                    c.path("restarts").asInt(),
                    c.path("ports"));
        }
        out.println();
        if (status.has("feedsProblem")) {
            out.println(status.path("feedsProblem").asText());
        }
        out.printf("%-34s %-13s %12s %12s  %s%n", "feed", "state", "rows landed", "slot lag", "problem or notice");
        for (JsonNode f : status.path("feeds")) {
            out.printf(
                    "%-34s %-13s %,12d %12s  %s%n",
                    f.path("name").asText(),
                    f.path("state").asText(),
                    f.path("rowsLanded").asLong(),
                    f.hasNonNull("lagBytes") ? f.path("lagBytes").asLong() / 1024 + " KiB" : "-",
                    Stream.of("error", "notice")
                            .filter(f::hasNonNull)
                            .map(note -> f.path(note).asText())
                            .collect(Collectors.joining("; ")));
        }
        out.println();
        out.printf("%-14s %-11s %10s %12s %16s %16s%n", "job", "state", "lag", "records/s", "checkpoint age", "took");
        for (JsonNode j : status.path("jobs")) {
            out.printf(
                    "%-14s %-11s %,10d %,12d %13d ms %13d ms%n",
                    j.path("job").asText(),
                    j.path("state").asText(),
                    j.path("lag").asLong(),
                    j.path("recordsPerSecond").asLong(),
                    j.path("checkpointAgeMillis").asLong(),
                    j.path("checkpointMillis").asLong());
        }
        out.printf(
                "%nopen findings %s",
                status.path("openFindings")
                        .asText(status.path("findingsProblem").asText()));
        out.printf(
                "%nstale datasets %s",
                status.has("staleProblem")
                        ? status.path("staleProblem").asText()
                        : status.path("staleDatasets").isEmpty()
                                ? "none"
                                : StreamSupport.stream(
                                                status.path("staleDatasets").spliterator(), false)
                                        .map(JsonNode::asText)
                                        .collect(Collectors.joining(", ")));
        out.printf(
                "%nresident %,d MiB, data in %s%n",
                status.path("residentMiB").asLong(), status.path("data").asText());
    }
}
