package org.taxbrain.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.SystemConfig;

/** Pages of a JSON interface over HTTP, with an API key. What passes by itself (429, 5xx, a broken connection) is tried again after a while. */
final class HttpPages implements PageSource {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPages.class);
    private static final String API_KEY = "X-API-Key";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** A server that asks for more patience than this is left alone until a later poll. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** When somebody has to do something first. */
    private static final Duration UNTIL_MENDED = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final String system;
    private final SystemConfig config;
    private final URI resource;
    private final int pageSize;
    private final Clock clock;
    private final RetryPolicy<Page> retries;

    /**
     * @param system name of the system in the configuration
     * @param path path of the resource
     * @param pageSize items to ask for
     */
    HttpPages(String system, SystemConfig config, String path, int pageSize, Clock clock) {
        this.system = system;
        this.config = config;
        this.resource = URI.create(config.url().toString().replaceAll("/+$", "") + path);
        this.pageSize = pageSize;
        this.clock = clock;
        this.retries = RetryPolicy.<Page>builder()
                .handle(Passing.class)
                .withMaxRetries(4)
                .withDelayFnOn(
                        context -> ((Passing) context.getLastException()).pause(context.getAttemptCount()),
                        Passing.class)
                .onRetry(e -> LOG.debug(
                        "{}: {}; trying again", system, e.getLastException().getMessage()))
                .build();
    }

    @Override
    public Page read(Instant since, int page) {
        try {
            return Failsafe.with(retries).get(() -> request(since, page));
        } catch (Passing e) {
            throw new InterfaceException(
                    e.getMessage() + "; it is tried again, nothing is lost",
                    e.askedFor == null ? Duration.ofSeconds(2) : e.askedFor,
                    e);
        } catch (FailsafeException e) {
            Thread.currentThread().interrupt();
            throw new InterfaceException(system + ": interrupted while reading " + resource, Duration.ZERO, e);
        }
    }

    private Page request(Instant since, int page) throws InterruptedException {
        String query = "?updatedSince=" + URLEncoder.encode(since.toString(), StandardCharsets.UTF_8) + "&page=" + page
                + "&size=" + pageSize;
        HttpRequest request = HttpRequest.newBuilder(URI.create(resource + query))
                .timeout(ANSWER)
                .header(API_KEY, config.requireApiKey(system))
                .header("Accept", "application/json")
                .build();
        Instant asked = clock.instant();
        HttpResponse<byte[]> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new Passing(system + ": " + resource + " does not answer (" + why + ")", null, e);
        }
        return switch (response.statusCode()) {
            case 200 -> page(response, Duration.between(asked, clock.instant()));
            case 401, 403 ->
                throw new InterfaceException(
                        system + ": " + resource + " refuses the API key (HTTP " + response.statusCode()
                                + "); set taxbrain.systems." + system + ".api-key, or the file that taxbrain.systems."
                                + system + ".api-key-file names, to the key that the department gave",
                        UNTIL_MENDED,
                        null);
            default -> throw refused(response);
        };
    }

    private RuntimeException refused(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        String message = system + ": " + resource + " answers HTTP " + status;
        if (status != 429 && status < 500) {
            return new InterfaceException(
                    message + "; check taxbrain.systems." + system + ".url and the descriptor's path",
                    UNTIL_MENDED,
                    null);
        }
        Duration asked = response.headers()
                .firstValue("Retry-After")
                .flatMap(this::duration)
                .orElse(null);
        if (asked != null && asked.compareTo(PATIENCE) > 0) {
            return new InterfaceException(
                    message + " and asks for " + asked.toSeconds() + " s of patience", asked, null);
        }
        return new Passing(message, asked, null);
    }

    private Page page(HttpResponse<byte[]> response, Duration took) {
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw invalid("is not JSON (line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ")");
        } catch (IOException e) {
            throw invalid("can't be read");
        }
        JsonNode items = body.get("items");
        if (items == null || !items.isArray()) {
            throw invalid("has no list \"items\"");
        }
        int size = body.path("size").asInt(0);
        List<JsonNode> list = new ArrayList<>(items.size());
        items.forEach(list::add);
        // The answer was made at some time while we waited: the earliest is the safe one to settle by.
        Instant serverTime = response.headers()
                .firstValue("Date")
                .flatMap(HttpPages::date)
                .map(date -> date.minus(took))
                .orElse(null);
        return new Page(size > 0 ? size : pageSize, list, serverTime);
    }

    private InterfaceException invalid(String what) {
        return new InterfaceException(
                system + ": the answer of " + resource + " " + what
                        + "; tell the department. Nothing of it was taken, reading goes on there",
                UNTIL_MENDED,
                null);
    }

    private Optional<Duration> duration(String retryAfter) {
        if (retryAfter.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        return date(retryAfter).map(when -> {
            Duration left = Duration.between(clock.instant(), when);
            return left.isNegative() ? Duration.ZERO : left;
        });
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A failure that passes by itself. */
    private static final class Passing extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration askedFor;

        Passing(String message, Duration askedFor, Throwable cause) {
            super(message, cause);
            this.askedFor = askedFor;
        }

        /** What the server asked for; else 0.2 s, doubled with each attempt. */
        Duration pause(int attempts) {
            return askedFor != null ? askedFor : Duration.ofMillis(100L << attempts);
        }
    }
}
