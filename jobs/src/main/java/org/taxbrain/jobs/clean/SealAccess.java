package org.taxbrain.jobs.clean;

import java.io.Serializable;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.QuarantineConfig;
import org.taxbrain.connectors.quarantine.ContentSeal;

/** How an operator comes to the keys of the quarantine: it reads them where it runs, so that they are in no job graph. */
@FunctionalInterface
public interface SealAccess extends Serializable {

    ContentSeal open();

    /** The keys that a process is configured with, by arguments that name a file, or its own environment. */
    static SealAccess configured(String... args) {
        return () -> ContentSeal.of(Configuration.of(args).get(QuarantineConfig.class));
    }
}
