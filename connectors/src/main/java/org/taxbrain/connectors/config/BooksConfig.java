package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of BooksJob. */
@ConfigMapping(prefix = "taxbrain.books")
public interface BooksConfig {
    /** How often accounts become visible; nobody waits for them as for results. */
    @WithDefault("PT5S")
    Duration checkpointInterval();

    /** How long nothing of a batch must have changed until an inequality of its account is a finding: rows that are under way are none. */
    @WithDefault("PT60S")
    Duration quiet();

    /** How long a referenced value must have been missing until it is a finding: departments send when they send. */
    @WithDefault("PT10M")
    Duration referenceGrace();
}
