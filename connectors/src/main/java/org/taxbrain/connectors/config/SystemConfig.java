package org.taxbrain.connectors.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How to reach one system of a department, {@code taxbrain.systems.<name>.*}. */
public interface SystemConfig {
    /** {@code jdbc:postgresql://host:port/database}, {@code sftp://host:port} or {@code http(s)://host:port}. */
    URI url();

    Optional<String> user();

    Optional<String> password();

    Optional<Path> passwordFile();

    Optional<String> apiKey();

    Optional<Path> apiKeyFile();

    /** Fingerprint of an SFTP server's host key, {@code SHA256:…}. */
    Optional<String> hostKey();

    /**
     * The password, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requirePassword(String system) {
        return secret(system, "password", password(), passwordFile());
    }

    /**
     * The API key, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requireApiKey(String system) {
        return secret(system, "api-key", apiKey(), apiKeyFile());
    }

    private static String secret(String system, String name, Optional<String> value, Optional<Path> file) {
        String property = "taxbrain.systems." + system + "." + name;
        if (value.isPresent()) {
            return value.get();
        }
        Path path = file.orElseThrow(() -> new ConfigurationException(
                property + " is missing; set it in the environment, or " + property + "-file to a file that holds it"));
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new ConfigurationException(property + "-file: " + path + " can't be read: " + e.getMessage(), e);
        }
    }
}
