package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings that all Flink jobs share. */
@ConfigMapping(prefix = "taxbrain.job")
public interface JobConfig {
    /** How often results become visible: a checkpoint commits the transactions. */
    @WithDefault("PT0.5S")
    Duration checkpointInterval();

    /** How long a transaction may stay open; must exceed the longest outage and not the broker's transaction.max.timeout.ms. */
    @WithDefault("PT1H")
    Duration transactionTimeout();

    /**
     * How long changes of one subject are gathered at most in a bulk load, so that its file is not written again and again.
     * Otherwise files are written with each checkpoint.
     */
    @WithDefault("PT30S")
    Duration coalesce();
}
