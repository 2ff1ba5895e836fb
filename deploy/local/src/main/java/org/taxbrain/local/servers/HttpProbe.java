package org.taxbrain.local.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.taxbrain.local.process.BoundedHttp;
import org.taxbrain.local.process.Probe;

/** Asks by HTTP GET and judges the JSON of the answer. */
record HttpProbe(URI uri, BiFunction<JsonNode, Instant, Optional<String>> judgement) implements Probe {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<String> problem(Instant started) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = BoundedHttp.send(HttpRequest.newBuilder(uri), LIMIT);
            if (response.statusCode() != 200) {
                return Optional.of(uri + " answers " + response.statusCode());
            }
            return judgement.apply(JSON.readTree(response.body()), started);
        } catch (IOException e) {
            return Optional.of(uri + " does not answer (" + e + ")");
        }
    }
}
