package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How interfaces are read. */
@ConfigMapping(prefix = "taxbrain.interfaces")
public interface InterfacesConfig {
    /** How often they are asked for what changed. */
    @WithDefault("PT0.5S")
    Duration poll();

    /** Items asked for a page; the department's server may give fewer. */
    @WithDefault("500")
    int pageSize();

    /** How long after its {@code updatedAt} a change may still become visible: as far back is read again. */
    @WithDefault("PT10S")
    Duration overlap();

    /** How often everything is read again, in case something became visible even later. */
    @WithDefault("PT24H")
    Duration fullPull();
}
