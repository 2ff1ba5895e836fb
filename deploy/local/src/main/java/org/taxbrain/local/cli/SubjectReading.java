package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.local.health.HealthIndex;
import org.taxbrain.local.health.StaleFeeds;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.text.Text;

/** One command's reading of files in a running stack: every file that it looks into leaves a line in the access log. */
final class SubjectReading {
    private final String command;
    private final boolean masked;
    private final String purpose;
    private final StackState stack;
    private final Elasticsearch elasticsearch;
    private final Applications applications;
    private final FileLookup files;
    private final AccessLog log;

    /**
     * @param masked whether personal data is shown masked
     * @param purpose as the user says, or null
     * @throws CliException if no stack runs
     */
    SubjectReading(String command, StackLayout layout, boolean masked, String purpose) {
        this.command = command;
        this.masked = masked;
        this.purpose = purpose;
        stack = Urls.running(layout);
        applications = new Applications(layout, Ports.of(stack));
        elasticsearch = new Elasticsearch(URI.create(stack.urls().get("elasticsearch")));
        files = new SubjectFiles(elasticsearch);
        log = AccessLog.of(layout, applications.pepper());
    }

    Elasticsearch elasticsearch() {
        return elasticsearch;
    }

    Applications applications() {
        return applications;
    }

    Catalogue catalogue() {
        return applications.catalogue();
    }

    /** Which feeds are stale now. */
    StaleFeeds staleFeeds() throws IOException, InterruptedException {
        return StaleFeeds.read(stack, new HealthIndex(elasticsearch), Clock.systemUTC());
    }

    /** The files as they are. */
    FileLookup files() {
        return files;
    }

    /**
     * The file of a subject as it is; empty if there is none.
     *
     * @param id see {@link FileLookup#find}
     * @throws CliException if the access log can't be written
     */
    Optional<JsonNode> find(String id) throws IOException, InterruptedException {
        return find(files, id);
    }

    /** The same, wherever it is looked for. */
    Optional<JsonNode> find(FileLookup files, String id) throws IOException, InterruptedException {
        Optional<JsonNode> file = files.find(id);
        String subject = file.map(f -> f.path("subject").asText())
                .orElseGet(() -> Objects.requireNonNullElse(Text.normalise(id), ""));
        log.record(command, subject, file.isPresent(), masked, purpose);
        return file;
    }
}
