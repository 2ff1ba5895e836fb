package org.taxbrain.connectors.config;

import java.nio.file.Path;
import java.util.Optional;

/** What is agreed with a system that pushes, {@code taxbrain.systems.<name>.*}; nobody asks it, so it may have no address. */
public interface PushingSystemConfig {
    /** Characters that a shared secret has at least. */
    int SHORTEST_SECRET = 32;

    /** Secret that the department signs what it pushes with. */
    Optional<String> pushSecret();

    Optional<Path> pushSecretFile();

    /**
     * The secret of what the department pushes, from the value or the file.
     *
     * @throws ConfigurationException if neither is set, the file can't be read, or it is too short
     */
    default String requirePushSecret(String system) {
        String secret = SystemConfig.secret(system, "push-secret", pushSecret(), pushSecretFile());
        if (secret.length() < SHORTEST_SECRET) {
            throw new ConfigurationException("taxbrain.systems." + system + ".push-secret has " + secret.length()
                    + " characters; agree on a random one of at least " + SHORTEST_SECRET);
        }
        return secret;
    }
}
