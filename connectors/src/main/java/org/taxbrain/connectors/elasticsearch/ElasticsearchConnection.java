package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.entity.ContentType;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.ElasticsearchConfig;

/** A connection to Elasticsearch. Safe for threads. */
public final class ElasticsearchConnection implements AutoCloseable {
    static final ContentType JSON = ContentType.APPLICATION_JSON;
    static final ContentType NDJSON = ContentType.create("application/x-ndjson");
    private static final int CONNECT_MILLIS =
            Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final int ANSWER_MILLIS =
            Math.toIntExact(Duration.ofMinutes(1).toMillis());
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI url;
    private final String authorities;
    private final RestClient client;

    private ElasticsearchConnection(URI url, String authorities, RestClient client) {
        this.url = url;
        this.authorities = authorities;
        this.client = client;
    }

    /**
     * Prepares a connection; nothing is sent yet, so Elasticsearch may still be down.
     *
     * @throws ConfigurationException if the file of authorities can't be used
     */
    public static ElasticsearchConnection open(ElasticsearchConfig config) {
        return open(config, () -> config.currentApiKey().map(key -> "ApiKey " + key));
    }

    /** The same with other credentials: values of the header Authorization, asked for with each request. */
    static ElasticsearchConnection open(ElasticsearchConfig config, Supplier<Optional<String>> authorization) {
        URI url = config.url();
        Optional<SSLContext> tls = config.tls();
        int port = url.getPort() < 0 ? 9200 : url.getPort();
        var builder = RestClient.builder(new HttpHost(url.getHost(), port, url.getScheme()))
                .setRequestConfigCallback(
                        r -> r.setConnectTimeout(CONNECT_MILLIS).setSocketTimeout(ANSWER_MILLIS))
                .setHttpClientConfigCallback(http -> {
                    tls.ifPresent(http::setSSLContext);
                    // read anew for each request, so that a rotated key is taken up without a restart
                    return http.addInterceptorLast(
                            (HttpRequestInterceptor) (request, context) -> authorise(request, authorization));
                });
        if (url.getPath() != null && url.getPath().length() > 1) {
            builder.setPathPrefix(url.getPath());
        }
        String authorities = config.caFile()
                .map(file -> "one of " + file + " (taxbrain.elasticsearch.ca-file)")
                .orElse("one that Java knows, and taxbrain.elasticsearch.ca-file names none");
        return new ElasticsearchConnection(url, authorities, builder.build());
    }

    private static void authorise(HttpRequest request, Supplier<Optional<String>> authorization) throws SetupException {
        try {
            authorization.get().ifPresent(value -> request.setHeader("Authorization", value));
        } catch (ConfigurationException e) {
            // while somebody changes the file; the next try reads it again
            throw new SetupException(e.getMessage(), "put the key back", e);
        }
    }

    /** Where it leads, for messages. */
    public URI url() {
        return url;
    }

    /** Sends a request with a JSON body, or none if it is null. */
    public Answer send(String method, String path, String body) throws IOException {
        return send(method, path, Map.of(), JSON, body == null ? null : body.getBytes(JSON.getCharset()));
    }

    /**
     * Sends a request and waits for the answer, whatever its status.
     *
     * @throws IOException if there was no answer: nobody there, connection lost, or too late
     * @throws SetupException if there can't be one until somebody mends something
     */
    Answer send(String method, String path, Map<String, String> parameters, ContentType type, byte[] body)
            throws IOException {
        Request request = new Request(method, path);
        request.addParameters(parameters);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, type));
        }
        try {
            return answer(client.performRequest(request));
        } catch (ResponseException e) {
            return answer(e.getResponse());
        } catch (IOException e) {
            throw SetupException.of(e, url, authorities);
        }
    }

    private static Answer answer(Response response) throws IOException {
        return new Answer(response.getStatusLine().getStatusCode(), json(response));
    }

    private static JsonNode json(Response response) throws IOException {
        if (response.getEntity() == null) {
            return MissingNode.getInstance();
        }
        try (InputStream in = response.getEntity().getContent()) {
            return in == null ? MissingNode.getInstance() : MAPPER.readTree(in);
        } catch (JsonProcessingException e) {
            // a proxy's page, not Elasticsearch: the caller judges by status and by what it misses in the body
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
