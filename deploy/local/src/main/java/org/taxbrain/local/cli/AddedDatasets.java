package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Feeds;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/** Declarations on their way into a stack's folder of them. What the running stack refuses is taken back. */
final class AddedDatasets {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Collection<Dataset> datasets;
    private final Path declarations;
    /** What stood there before, by file; null: nothing. */
    private final Map<Path, String> before = new LinkedHashMap<>();

    private AddedDatasets(Collection<Dataset> datasets, Path declarations) {
        this.datasets = datasets;
        this.declarations = declarations;
    }

    /**
     * Reads the declarations of a folder.
     *
     * @throws CliException if there is none, or one comes from a system that the stack can't reach
     * @throws org.taxbrain.schemas.catalogue.CatalogueException if one can't be used
     */
    static AddedDatasets check(Path folder, StackLayout layout, Optional<StackState> running) {
        Collection<Dataset> datasets = Catalogue.ofFolder(folder).datasets();
        if (datasets.isEmpty()) {
            throw new CliException(folder + " holds no declaration: <dataset>.yaml beside <dataset>.avdl");
        }
        if (running.isPresent()) {
            Set<String> systems = new Applications(layout, Ports.of(running.get())).systems();
            for (Dataset dataset : datasets) {
                String system = system(dataset.descriptor().source());
                if (!systems.contains(system)) {
                    throw new CliException(dataset.id() + " comes from the system " + system
                            + ", which the running stack can't reach; it can reach " + systems
                            + ". Files of a new department may come by the system exchange");
                }
            }
        }
        return new AddedDatasets(datasets, layout.declarations());
    }

    private static String system(Descriptor.SourceSpec source) {
        return Stream.of(
                        source.cdc() == null ? null : source.cdc().system(),
                        source.files() == null ? null : source.files().system(),
                        source.http() == null ? null : source.http().system(),
                        source.jdbc() == null ? null : source.jdbc().system(),
                        source.push() == null ? null : source.push().system())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** Puts them into the stack's folder, each schema before its descriptor. */
    void put() throws IOException {
        Files.createDirectories(declarations);
        for (Dataset dataset : datasets) {
            replace(declarations.resolve(dataset.id() + ".avdl"), dataset.idlText());
            replace(declarations.resolve(dataset.id() + ".yaml"), dataset.descriptorText());
        }
    }

    private void replace(Path file, String text) throws IOException {
        before.put(file, Files.exists(file) ? Files.readString(file) : null);
        write(file, text);
    }

    private static void write(Path file, String text) throws IOException {
        if (text == null) {
            Files.deleteIfExists(file);
            return;
        }
        Path part = Files.writeString(file.resolveSibling(file.getFileName() + ".part"), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Waits until the running stack has taken them in, and says so.
     *
     * @throws CliException if it refuses them, or takes too long
     */
    void awaitTaken(StackState running, PrintStream out) throws IOException, InterruptedException {
        Feeds feeds = new Feeds(running.ports().get(Port.PIPELINES_HTTP));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (CatalogueReader published = new CatalogueReader(Urls.kafka(running))) {
            while (true) {
                JsonNode now = feeds.read();
                Optional<JsonNode> refusal = feed(now, AddedDatasets::isRefusal);
                if (refusal.isPresent()) {
                    takeBack();
                    awaitForgotten(feeds);
                    throw new CliException(
                            "Not taken in: " + refusal.get().path("error").asText());
                }
                if (isTaken(published, now)) {
                    datasets.forEach(dataset -> out.println(dataset.id() + " is taken in: "
                            + feed(now, f -> isOf(f, dataset))
                                    .map(AddedDatasets::say)
                                    .orElseThrow()));
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw new CliException("Not taken in within " + PATIENCE.toSeconds()
                            + " s; the pipelines go on trying," + " see ./taxbrain status and their log");
                }
                Thread.sleep(200);
            }
        }
    }

    /** The next call must not take this refusal for its own. */
    private static void awaitForgotten(Feeds feeds) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (feed(feeds.read(), AddedDatasets::isRefusal).isPresent() && System.nanoTime() < deadline) {
            Thread.sleep(200);
        }
    }

    private static boolean isRefusal(JsonNode feed) {
        return feed.path("name").asText().equals("catalogue");
    }

    private void takeBack() throws IOException {
        // the descriptor before its schema
        for (Path file : List.copyOf(before.keySet()).stream()
                .sorted((a, b) -> b.toString().compareTo(a.toString()))
                .toList()) {
            write(file, before.get(file));
        }
    }

    private boolean isTaken(CatalogueReader published, JsonNode feeds) {
        Set<String> hashes = published.datasets().stream().map(Dataset::hash).collect(Collectors.toSet());
        return datasets.stream()
                .allMatch(d -> hashes.contains(d.hash())
                        && feed(feeds, f -> isOf(f, d)).isPresent());
    }

    private static boolean isOf(JsonNode feed, Dataset dataset) {
        for (JsonNode id : feed.path("datasets")) {
            if (id.asText().equals(dataset.id())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<JsonNode> feed(JsonNode feeds, Predicate<JsonNode> wanted) {
        for (JsonNode feed : feeds) {
            if (wanted.test(feed)) {
                return Optional.of(feed);
            }
        }
        return Optional.empty();
    }

    private static String say(JsonNode feed) {
        return "feed " + feed.path("name").asText() + ", " + feed.path("state").asText()
                + (feed.hasNonNull("error") ? ": " + feed.path("error").asText() : "");
    }

    @Override
    public String toString() {
        return datasets.stream().map(Dataset::id).collect(Collectors.joining(", "));
    }
}
