package org.taxbrain.local.cli;

import java.util.HashMap;
import java.util.Map;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.file.kernel.Datasets;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/** Every declaration that rows were ever accepted by: the present ones, and behind them those that Kafka keeps. */
final class KnownDatasets implements Datasets, AutoCloseable {
    private final Map<String, Dataset> present = new HashMap<>();
    private final KafkaConnection kafka;
    private CatalogueReader published;

    KnownDatasets(Catalogue catalogue, KafkaConnection kafka) {
        catalogue.datasets().forEach(dataset -> present.put(dataset.hash(), dataset));
        this.kafka = kafka;
    }

    @Override
    public Dataset byHash(String hash) {
        Dataset dataset = present.get(hash);
        if (dataset != null) {
            return dataset;
        }
        if (published == null) {
            published = new CatalogueReader(kafka);
        }
        return published.dataset(hash);
    }

    @Override
    public void close() {
        if (published != null) {
            published.close();
        }
    }
}
