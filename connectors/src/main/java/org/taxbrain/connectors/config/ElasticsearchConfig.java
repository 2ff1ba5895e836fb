package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Where Elasticsearch is, and how its indices are made. */
@ConfigMapping(prefix = "taxbrain.elasticsearch")
public interface ElasticsearchConfig {
    @WithDefault("http://127.0.0.1:9200")
    URI url();

    /**
     * Certificates of the authorities that may have signed the server's, PEM; none: those that Java brings. Read when a
     * connection is opened.
     */
    Optional<Path> caFile();

    /** Encoded API key; none where Elasticsearch asks for none. */
    Optional<String> apiKey();

    /** File with the encoded API key; a changed file is taken up without a restart. */
    Optional<Path> apiKeyFile();

    /** After how long a write is found by a search, where somebody waits for it (files); elsewhere four times as long. */
    @WithDefault("PT0.5S")
    Duration refreshInterval();

    /** Shards of each index, when it is made. */
    @WithDefault("1")
    int shards();

    /** Copies of each shard: at least 1 where there is more than one node. */
    @WithDefault("0")
    int replicas();

    /** How long a deleted document's version is remembered: longer than the age of the oldest checkpoint that may be restored. */
    @WithDefault("P8D")
    Duration restoreHorizon();

    /**
     * Whom a connection believes; empty: those that Java brings, or nobody as there is no TLS.
     *
     * @throws ConfigurationException if the file of authorities can't be used, or would not be
     */
    default Optional<SSLContext> tls() {
        caFile().filter(file -> !url().getScheme().equals("https")).ifPresent(file -> {
            throw new ConfigurationException("taxbrain.elasticsearch.ca-file is " + file
                    + ", but nothing would be encrypted: write https:// in taxbrain.elasticsearch.url, which is "
                    + url()
                    + ", or take the file away");
        });
        return caFile().map(file -> TrustedAuthorities.tls("taxbrain.elasticsearch.ca-file", file));
    }

    /**
     * Finds at a start what would else be found at the first request.
     *
     * @throws ConfigurationException if a file that is named can't be used
     */
    default void validate() {
        tls();
        currentApiKey();
    }

    /**
     * The API key as it stands now, from the value or the file.
     *
     * @throws ConfigurationException if the file can't be read, or is empty
     */
    default Optional<String> currentApiKey() {
        if (apiKey().isPresent()) {
            return apiKey();
        }
        return apiKeyFile().map(file -> {
            try {
                String key = Files.readString(file).strip();
                if (key.isEmpty()) {
                    throw new ConfigurationException(
                            "taxbrain.elasticsearch.api-key-file: " + file
                                    + " is empty; it holds the encoded API key, as docs/operate.md (Securing Elasticsearch) makes it");
                }
                return key;
            } catch (IOException e) {
                throw new ConfigurationException(
                        "taxbrain.elasticsearch.api-key-file: " + file + " can't be read: " + e.getMessage(), e);
            }
        });
    }
}
