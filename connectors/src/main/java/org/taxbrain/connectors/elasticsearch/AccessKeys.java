package org.taxbrain.connectors.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.AccessConfig;
import org.taxbrain.connectors.config.ElasticsearchConfig;

/**
 * Sees to it that each {@link AccessRole} is there, and that its file holds an API key that is good and may do what the role
 * may, no more. Doing it again changes nothing but what is not so.
 */
public final class AccessKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** A node that has just started knows no user for a moment. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final ElasticsearchConfig elasticsearch;
    private final ElasticsearchConnection administrator;
    private final AccessConfig config;
    private final Instant deadline;

    /**
     * Connects as the administrator.
     *
     * @throws org.taxbrain.connectors.config.ConfigurationException if a file that is named can't be used
     */
    public AccessKeys(ElasticsearchConfig elasticsearch, AccessConfig config) {
        this.elasticsearch = elasticsearch;
        this.config = config;
        String login = config.user() + ":" + config.requirePassword();
        this.administrator = ElasticsearchConnection.open(
                elasticsearch,
                () -> Optional.of(
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
        this.deadline = Instant.now().plus(config.patience());
    }

    /**
     * Makes what is missing.
     *
     * @param renewed roles that get a new key in any case; their former one stays good for a while
     * @throws AccessException if Elasticsearch refuses, or was not there in time
     */
    public void ensure(Set<AccessRole> renewed) throws IOException, InterruptedException {
        Files.createDirectories(config.folder());
        authenticate();
        for (AccessRole role : AccessRole.values()) {
            grant("PUT", "/_security/role/" + role.roleName(), role.descriptor());
            ensure(role, renewed.contains(role));
        }
    }

    /** Finds out whether the administrator's password is right. */
    private void authenticate() throws IOException, InterruptedException {
        Instant end = Collections.min(List.of(Instant.now().plus(STARTING), deadline));
        Answer answer = patiently(administrator, "GET", "/_security/_authenticate", null);
        while (answer.status() == 401 && Instant.now().isBefore(end)) {
            Thread.sleep(PAUSE.toMillis());
            answer = patiently(administrator, "GET", "/_security/_authenticate", null);
        }
        if (answer.status() == 401) {
            throw new AccessException("Elasticsearch at " + administrator.url() + " refuses the user " + config.user()
                    + "; taxbrain.access.password-file must hold the password that it was started with");
        }
        require(answer, "who we are can't be told");
    }

    private void ensure(AccessRole role, boolean isRenewed) throws IOException, InterruptedException {
        KeyFile file = new KeyFile(config.folder().resolve(role.label() + ".api-key"));
        Optional<String> id = goodKey(file);
        if (id.isPresent() && !isRenewed) {
            // after an upgrade the role may be another; a key has the rights of the day when it was made
            ObjectNode rights = JsonNodeFactory.instance.objectNode();
            rights.putObject("role_descriptors").set(role.roleName(), role.descriptor());
            grant("PUT", "/_security/api_key/" + id.get(), rights);
            LOG.info("{}: the key in {} is good", role.label(), file.path());
            return;
        }
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("name", role.roleName());
        wanted.putObject("role_descriptors").set(role.roleName(), role.descriptor());
        JsonNode key = grant("POST", "/_security/api_key", wanted);
        file.write(key.path("encoded").asText());
        LOG.info("{}: a new key is in {}", role.label(), file.path());
        expireOthers(role, key.path("id").asText());
    }

    /** The id of the file's key, if Elasticsearch takes it. */
    private Optional<String> goodKey(KeyFile file) throws IOException, InterruptedException {
        Optional<String> encoded = file.read();
        Optional<String> id = encoded.flatMap(KeyFile::id);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        try (ElasticsearchConnection holder =
                ElasticsearchConnection.open(elasticsearch, () -> encoded.map(key -> "ApiKey " + key))) {
            Answer answer = patiently(holder, "GET", "/_security/_authenticate", null);
            if (answer.status() == 401) {
                return Optional.empty();
            }
            require(answer, "whether the key in " + file.path() + " is good can't be told");
            return id;
        }
    }

    /** What had this name before, a key whose file was lost or could not be written included. */
    private void expireOthers(AccessRole role, String id) throws IOException, InterruptedException {
        JsonNode keys = grant(
                "GET",
                "/_security/api_key?active_only=true&name="
                        + URLEncoder.encode(role.roleName(), StandardCharsets.UTF_8),
                null);
        long end = Instant.now().plus(config.grace()).toEpochMilli();
        for (JsonNode key : keys.path("api_keys")) {
            String other = key.path("id").asText();
            boolean isExpiring = key.path("expiration").asLong(Long.MAX_VALUE) <= end;
            if (!other.equals(id) && !isExpiring) {
                ObjectNode expiration = JsonNodeFactory.instance
                        .objectNode()
                        .put("expiration", config.grace().toMillis() + "ms");
                grant("PUT", "/_security/api_key/" + other, expiration);
                LOG.info("{}: the former key {} is good for {} more", role.label(), other, config.grace());
            }
        }
    }

    private JsonNode grant(String method, String path, JsonNode body) throws IOException, InterruptedException {
        Answer answer = patiently(administrator, method, path, body == null ? null : body.toString());
        require(answer, method + " " + path + " is refused");
        return answer.body();
    }

    private static void require(Answer answer, String otherwise) {
        if (answer.status() >= 300) {
            throw new AccessException(otherwise + " (" + answer.status() + " " + answer.error() + ")"
                    + (answer.errorType().isEmpty() ? "; does Elasticsearch run with security?" : ""));
        }
    }

    /** Elasticsearch starts beside us, and its own index of users a little later. */
    private Answer patiently(ElasticsearchConnection connection, String method, String path, String body)
            throws IOException, InterruptedException {
        while (true) {
            String why;
            try {
                Answer answer = connection.send(method, path, body);
                if (Verdict.of(answer.status()) != Verdict.RETRY) {
                    return answer;
                }
                why = "status " + answer.status() + " " + answer.error();
            } catch (SetupException e) {
                throw e;
            } catch (IOException e) {
                why = "no answer (" + e + ")";
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AccessException("Elasticsearch at " + connection.url() + " was not there within "
                        + config.patience() + " (taxbrain.access.patience): " + why);
            }
            LOG.info("waiting for Elasticsearch at {}: {}", connection.url(), why);
            Thread.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        administrator.close();
    }
}
