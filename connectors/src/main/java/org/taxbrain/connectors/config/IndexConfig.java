package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How documents get their ids and versions. */
@ConfigMapping(prefix = "taxbrain.index")
public interface IndexConfig {
    /** File with the pepper of the keyed hash. It never rotates: document ids are made with it. */
    Path pepperFile();

    /** Raised by one whenever the result topics are made anew, so that their offsets outrank all earlier ones. */
    @WithDefault("1")
    long generation();

    /** How often IndexJob waits for every outcome and keeps its positions; writes don't wait for it. */
    @WithDefault("PT2S")
    Duration checkpointInterval();

    /**
     * The pepper itself.
     *
     * @throws ConfigurationException if the file can't be read or is shorter than 16 bytes
     */
    default byte[] pepper() {
        return Pepper.read(pepperFile());
    }
}
