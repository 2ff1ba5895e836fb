package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of CleanJob. */
@ConfigMapping(prefix = "taxbrain.clean")
public interface CleanConfig {
    /**
     * How long the order of a deleted key is remembered. A version of it that comes later than that, and is older than the deletion,
     * would revive the row: so longer than any file or log that is read again.
     */
    @WithDefault("P400D")
    Duration deletedFence();

    /** How long a record whose descriptor is not in the catalogue is waited for, before it goes to quarantine. */
    @WithDefault("PT30S")
    Duration catalogueTimeout();
}
