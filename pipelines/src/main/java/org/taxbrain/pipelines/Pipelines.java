package org.taxbrain.pipelines;

import java.util.List;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.config.PipelinesConfig;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * What routes and feeds are built from.
 *
 * @param configuration for the settings of a system, {@link Configuration#system}
 * @param settings of the application
 * @param bootstrapServers where Kafka is
 * @param catalogue the declared datasets
 * @param health where each feed reports how it is doing
 */
public record Pipelines(
        Configuration configuration,
        PipelinesConfig settings,
        String bootstrapServers,
        Catalogue catalogue,
        FeedHealth health) {

    /** Reads the settings and the catalogue, and starts nothing. */
    static Pipelines of(Configuration configuration) {
        PipelinesConfig settings = configuration.get(PipelinesConfig.class);
        return new Pipelines(
                configuration,
                settings,
                configuration.get(KafkaConfig.class).bootstrapServers(),
                Catalogue.load(settings.catalogue().orElse(List.of())),
                new FeedHealth());
    }

    /** The datasets that a department sends. */
    public List<Dataset> datasetsOf(String department) {
        return catalogue.datasets().stream()
                .filter(d -> d.descriptor().department().equals(department))
                .toList();
    }

    /** A landing writer of its own for a feed; the feed closes it. */
    public LandingWriter landingWriter() {
        return new LandingWriter(bootstrapServers);
    }
}
