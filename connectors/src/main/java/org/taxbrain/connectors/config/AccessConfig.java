package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How each component gets an API key of Elasticsearch, with no more rights than it needs. */
@ConfigMapping(prefix = "taxbrain.access")
public interface AccessConfig {
    /** Login that may manage roles and keys. */
    @WithDefault("elastic")
    String user();

    /** File with its password. */
    Path passwordFile();

    /** Folder that the keys are written to, one file a role. A folder belongs to one cluster, and the keys of that cluster to it. */
    Path folder();

    /** Roles that get a new key although the one they have is good, as {@code jobs-writer}; or {@code all}. */
    Optional<List<String>> rotate();

    /** How long a key is still good after a new one took its place: until every component has read its file again. */
    @WithDefault("PT10M")
    Duration grace();

    /** How long Elasticsearch is waited for. */
    @WithDefault("PT5M")
    Duration patience();

    /**
     * The password of {@link #user()}.
     *
     * @throws ConfigurationException if the file can't be read, or is empty
     */
    default String requirePassword() {
        String password;
        try {
            password = Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.access.password-file: " + passwordFile() + " can't be read: " + e.getMessage(), e);
        }
        if (password.isEmpty()) {
            throw new ConfigurationException("taxbrain.access.password-file: " + passwordFile()
                    + " is empty; it holds the" + " password of the user " + user());
        }
        return password;
    }
}
