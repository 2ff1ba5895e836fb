package org.taxbrain.connectors.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where departments push what they have. */
@ConfigMapping(prefix = "taxbrain.push")
public interface PushConfig {
    /** Address that is listened on; TLS and the way in from outside are the gateway's before it. */
    @WithDefault("127.0.0.1")
    String address();

    /** Port; 0: nothing is listened to, and datasets that are pushed don't come in. */
    @WithDefault("0")
    int port();

    /** Requests of one dataset that may wait for their turn; further ones are told to come again (429). */
    @WithDefault("8")
    int waiting();
}
