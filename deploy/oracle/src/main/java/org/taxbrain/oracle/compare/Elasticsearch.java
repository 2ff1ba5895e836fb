package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.taxbrain.oracle.OracleException;

/** Elasticsearch by its REST interface, with nothing between. */
public final class Elasticsearch {
    /** Numbers are read exactly. */
    public static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final URI url;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** @param authorization value of the header Authorization, or null */
    public Elasticsearch(URI url, String authorization) {
        this.url = url;
        this.authorization = authorization;
    }

    /**
     * Sends a request.
     *
     * @param body JSON, or null
     * @throws OracleException if it isn't answered with success; never says what the request or the documents hold
     */
    public JsonNode send(String method, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(url.toString().replaceAll("/+$", "") + path))
                .timeout(Duration.ofMinutes(2))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        String what = method + " " + url + path.replaceFirst("\\?.*", "");
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                JsonNode answer = JSON.readTree(in);
                if (response.statusCode() >= 300) {
                    throw new OracleException(what + " answered " + response.statusCode() + " "
                            + answer.path("error").path("type").asText() + hint(response.statusCode()));
                }
                return answer;
            }
        } catch (IOException e) {
            throw new OracleException(what + " failed: " + e.getMessage() + "; is Elasticsearch up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OracleException(what + " was interrupted", e);
        }
    }

    private static String hint(int status) {
        return switch (status) {
            case 401, 403 -> "; give credentials that may read the restricted indices";
            case 404 -> "; has the index job made its indices?";
            default -> "";
        };
    }
}
