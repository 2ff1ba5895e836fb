package org.taxbrain.pipelines;

import java.util.List;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.config.PipelinesConfig;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.CatalogueException;

/**
 * What routes and feeds are built from.
 *
 * @param configuration for the settings of a system, {@link Configuration#system}
 * @param settings of the application
 * @param kafka where Kafka is, and what secures the way there
 * @param health where each feed reports how it is doing
 * @param landings what routes land with
 */
public record Pipelines(
        Configuration configuration,
        PipelinesConfig settings,
        KafkaConnection kafka,
        FeedHealth health,
        RouteLandings landings) {

    /** Reads the settings, and starts nothing. */
    static Pipelines of(Configuration configuration) {
        PipelinesConfig settings = configuration.get(PipelinesConfig.class);
        KafkaConnection kafka = KafkaConnection.of(configuration.get(KafkaConfig.class));
        return new Pipelines(configuration, settings, kafka, new FeedHealth(), new RouteLandings(kafka));
    }

    /**
     * The datasets as they are declared now: the product's, and those of the folders in the settings.
     *
     * @throws CatalogueException if a declaration can't be used
     */
    public Catalogue catalogue() {
        return Catalogue.load(settings.catalogue().orElse(List.of()));
    }
}
