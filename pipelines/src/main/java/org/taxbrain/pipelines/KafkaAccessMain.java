package org.taxbrain.pipelines;

import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.KafkaRoles;

/**
 * Writes the access rules of Kafka and ends; run again, it changes what is to be changed. Takes the settings
 * {@code taxbrain.kafka.*}, with the certificate of a super user.
 */
public final class KafkaAccessMain {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAccessMain.class);

    private KafkaAccessMain() {}

    public static void main(String[] args) {
        try {
            KafkaConnection kafka = KafkaConnection.of(Configuration.of(args).get(KafkaConfig.class));
            try (KafkaRoles roles = new KafkaRoles(kafka)) {
                KafkaRoles.Changes changes = roles.apply();
                LOG.info(
                        "access rules of Kafka at {}: {} added, {} removed", kafka, changes.added(), changes.removed());
            }
        } catch (ConfigurationException e) {
            LOG.error("{}", e.getMessage());
            System.exit(2);
        } catch (KafkaException e) {
            LOG.error("{}", e.getMessage());
            System.exit(1);
        }
    }
}
