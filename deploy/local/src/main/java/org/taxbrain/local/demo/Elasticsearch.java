package org.taxbrain.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.local.process.BoundedHttp;

/** Reads the index as any downstream service would: JSON over HTTP. */
public final class Elasticsearch {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(100);
    private final ElasticsearchConfig config;
    private final URI url;
    private final Optional<HttpClient> client;

    /** The local stack's, which serves this machine alone, without TLS and keys. */
    public Elasticsearch(URI url) {
        this(Configuration.of("--taxbrain.elasticsearch.url=" + url).get(ElasticsearchConfig.class));
    }

    /**
     * Any other.
     *
     * @throws ConfigurationException if the file of authorities can't be used
     */
    public Elasticsearch(ElasticsearchConfig config) {
        this.config = config;
        this.url = config.url();
        this.client = config.tls().map(BoundedHttp::trusting);
    }

    /** Documents behind an alias; 0 if there is no such alias yet. */
    public long count(String alias) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(
                HttpRequest.newBuilder(url.resolve("/" + alias + "/_count")).GET());
        if (answer.statusCode() == 404) {
            return 0;
        }
        return parse(answer).path("count").asLong();
    }

    /** Lets searches find all that was written; nothing if there is no such alias yet. */
    public void refresh(String alias) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(url.resolve("/" + alias + "/_refresh"))
                .POST(HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() != 404) {
            parse(answer);
        }
    }

    /** Answer of a search, never a cached one; an empty object if there is no such alias yet. */
    public JsonNode search(String alias, JsonNode body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(url.resolve("/" + alias + "/_search?request_cache=false"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        return answer.statusCode() == 404 ? JsonNodeFactory.instance.objectNode() : parse(answer);
    }

    /** How often what is behind an alias was refreshed; 0 if there is no such alias yet. */
    public long refreshes(String alias) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(url.resolve("/" + alias + "/_stats/refresh"))
                .GET());
        return answer.statusCode() == 404
                ? 0
                : parse(answer).at("/_all/primaries/refresh/external_total").asLong();
    }

    /**
     * Merges the segments of what is behind an alias into one, and returns when that is done. A load leaves dozens, and each
     * update of a document then costs for each of them.
     */
    public void compact(String alias) throws IOException, InterruptedException {
        String task = parse(send(HttpRequest.newBuilder(
                                url.resolve("/" + alias + "/_forcemerge?max_num_segments=1&wait_for_completion=false"))
                        .POST(HttpRequest.BodyPublishers.noBody())))
                .path("task")
                .asText();
        while (true) {
            JsonNode status = parse(
                    send(HttpRequest.newBuilder(url.resolve("/_tasks/" + task)).GET()));
            if (status.path("completed").asBoolean()) {
                int failed = status.at("/response/_shards/failed").asInt();
                if (status.has("error") || failed > 0) {
                    throw new IOException("the segments of " + alias + " can't be merged: "
                            + status.path("error").path("reason").asText(failed + " shards failed"));
                }
                return;
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        config.currentApiKey().ifPresent(key -> request.header("Authorization", "ApiKey " + key));
        return client.isPresent()
                ? BoundedHttp.send(client.get(), request, TIMEOUT)
                : BoundedHttp.send(request, TIMEOUT);
    }

    private static JsonNode parse(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("Elasticsearch answered " + answer.statusCode() + " to "
                    + answer.uri().getPath() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8)
                            .lines()
                            .findFirst()
                            .orElse(""));
        }
        return JSON.readTree(answer.body());
    }
}
