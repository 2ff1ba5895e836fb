package org.taxbrain.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.kafka.TopicContents;
import org.taxbrain.pipelines.PipelinesApplication;
import org.taxbrain.schemas.record.LandedRecord;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** The pipelines application in this JVM, with Kafka and Elasticsearch in containers. */
final class RunningPipelines implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final KafkaContainer kafka;
    private final GenericContainer<?> elasticsearch;
    private PipelinesApplication application;

    private RunningPipelines(KafkaContainer kafka, GenericContainer<?> elasticsearch) {
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
    }

    /** Starts both servers and the application. */
    static RunningPipelines start(Path folder, String... settings) throws Exception {
        RunningPipelines pipelines = new RunningPipelines(Servers.kafka(null), Servers.elasticsearch(null));
        Startables.deepStart(pipelines.kafka, pipelines.elasticsearch).join();
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--taxbrain.kafka.bootstrap-servers=" + pipelines.kafka.getBootstrapServers());
        all.add("--taxbrain.elasticsearch.url=http://"
                + Servers.address(pipelines.elasticsearch, Servers.ELASTICSEARCH_PORT));
        all.add("--taxbrain.index.pepper-file=" + Files.writeString(folder.resolve("pepper"), "0123456789abcdef"));
        all.add("--taxbrain.data-dir=" + folder.resolve("data"));
        all.add("--taxbrain.pipelines.status-port=" + Servers.freePort());
        all.add("--taxbrain.poll=PT0.2S");
        pipelines.application = new PipelinesApplication(Configuration.of(all.toArray(String[]::new)));
        pipelines.application.start();
        return pipelines;
    }

    /** What the status page says of a feed; empty: nothing yet. */
    Optional<JsonNode> feed(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + application.statusPort() + "/status"))
                .timeout(Duration.ofSeconds(10))
                .build();
        for (JsonNode feed : JSON.readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .path("feeds")) {
            if (feed.path("name").asText().equals(name)) {
                return Optional.of(feed);
            }
        }
        return Optional.empty();
    }

    /** Whether a feed is in a state, {@code RUNNING} for one. */
    boolean isIn(String state, String feed) throws IOException, InterruptedException {
        return feed(feed).map(f -> f.path("state").asText()).orElse("").equals(state);
    }

    List<LandedRecord> landed(String dataset) {
        return TopicContents.landed(kafka.getBootstrapServers(), dataset);
    }

    @Override
    public void close() {
        application.close();
        kafka.stop();
        elasticsearch.stop();
    }
}
