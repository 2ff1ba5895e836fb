package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where Elasticsearch is, and how its indices are made. */
@ConfigMapping(prefix = "taxbrain.elasticsearch")
public interface ElasticsearchConfig {
    @WithDefault("http://127.0.0.1:9200")
    URI url();

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
     * The API key as it stands now, from the value or the file.
     *
     * @throws ConfigurationException if the file can't be read
     */
    default Optional<String> currentApiKey() {
        if (apiKey().isPresent()) {
            return apiKey();
        }
        return apiKeyFile().map(file -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new ConfigurationException(
                        "taxbrain.elasticsearch.api-key-file: " + file + " can't be read: " + e.getMessage(), e);
            }
        });
    }
}
