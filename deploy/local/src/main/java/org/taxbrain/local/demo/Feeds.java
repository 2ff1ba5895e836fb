package org.taxbrain.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.taxbrain.local.process.BoundedHttp;

/** What the pipelines application says of its feeds. */
public final class Feeds {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private final URI status;

    /** @param port the application's status port */
    public Feeds(int port) {
        this.status = URI.create("http://127.0.0.1:" + port + "/status");
    }

    /** The feeds, as the status page has them. */
    public JsonNode read() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = BoundedHttp.send(HttpRequest.newBuilder(status), LIMIT);
        if (answer.statusCode() != 200) {
            throw new IOException(status + " answered " + answer.statusCode());
        }
        return Elasticsearch.JSON.readTree(answer.body()).path("feeds");
    }

    /**
     * A feed that has not looked through all that its source holds since a moment.
     *
     * @return its name and what it does; null if there is none
     */
    String behind(Instant since) throws InterruptedException {
        JsonNode feeds;
        try {
            feeds = read();
        } catch (IOException e) {
            return "the pipelines application does not answer: " + e.getMessage();
        }
        for (JsonNode feed : feeds) {
            // change capture is known by its slot
            boolean polled = feed.hasNonNull("lastCompleteAt")
                    || !feed.path("name").asText().matches("property-register|tax-core");
            if (polled
                    && (!feed.hasNonNull("lastCompleteAt")
                            || Instant.parse(feed.path("lastCompleteAt").asText())
                                    .isBefore(since))) {
                return "feed " + feed.path("name").asText() + ", "
                        + feed.path("state").asText()
                        + (feed.hasNonNull("error") ? ": " + feed.path("error").asText() : "");
            }
        }
        return null;
    }
}
