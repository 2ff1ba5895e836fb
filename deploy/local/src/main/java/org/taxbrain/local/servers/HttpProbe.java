package org.taxbrain.local.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.taxbrain.local.process.Probe;

/** Asks by HTTP GET and judges the JSON of the answer. */
record HttpProbe(URI uri, BiFunction<JsonNode, Instant, Optional<String>> judgement) implements Probe {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Optional<String> problem(Instant started) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = CLIENT.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                return Optional.of(uri + " answers " + response.statusCode());
            }
            return judgement.apply(JSON.readTree(response.body()), started);
        } catch (IOException e) {
            return Optional.of(uri + " does not answer (" + e + ")");
        }
    }
}
