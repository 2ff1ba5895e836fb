package org.taxbrain.jobs.file;

import java.time.Duration;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.Dataset;

/** Looks datasets up in the topic {@code catalogue}. */
final class CatalogueDatasets implements DatasetsFactory.Open {
    /** A descriptor is published before its first row, so this is only how long a broker may be away. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CatalogueReader reader;

    CatalogueDatasets(KafkaConnection kafka) {
        reader = new CatalogueReader(kafka, PATIENCE);
    }

    /** Opens one look-up in each operator. */
    static DatasetsFactory factory(KafkaConnection kafka) {
        return () -> new CatalogueDatasets(kafka);
    }

    @Override
    public Dataset byHash(String hash) {
        return reader.dataset(hash);
    }

    @Override
    public void close() {
        reader.close();
    }
}
