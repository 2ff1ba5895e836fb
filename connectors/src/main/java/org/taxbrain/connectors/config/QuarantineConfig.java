package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How quarantined rows are kept. */
@ConfigMapping(prefix = "taxbrain.quarantine")
public interface QuarantineConfig {
    /** Keys of the content, {@code <key id>:<32 hexadecimal digits>}, one a line or between commas. The first seals, every one opens. */
    Optional<String> key();

    /** File that holds them. */
    Optional<Path> keyFile();

    /** So many rows of one dataset and batch are kept each by itself; what is beyond is counted, and stays where it landed. */
    @WithDefault("10000")
    int held();

    /**
     * The keys as they are written, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requireKeys() {
        if (key().isPresent()) {
            return key().get();
        }
        Path file = keyFile()
                .orElseThrow(() -> new ConfigurationException("taxbrain.quarantine.key is missing; set it in the"
                        + " environment, or taxbrain.quarantine.key-file to a file that holds it. Make one with:"
                        + " (umask 077; echo k1:$(head -c 16 /dev/urandom | xxd -p) > FILE)"));
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.quarantine.key-file: " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
