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

    /**
     * Rows with a key of their own that a task of CleanJob is expected to have seen, over the years. It takes 10 bits of heap for each,
     * and saves a look-up for each row that is new; with more keys it saves fewer.
     */
    @WithDefault("8000000")
    int knownKeys();
}
