package org.taxbrain.jobs.clean;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;

/** The catalogue in its topic. */
public final class KafkaCatalogue implements CatalogueAccess {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCatalogue.class);
    private final KafkaConnection kafka;
    private final Duration patience;

    /** @param patience how long a declaration that is not there yet is waited for */
    public KafkaCatalogue(KafkaConnection kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    @Override
    public Lookup open() {
        CatalogueReader reader = new CatalogueReader(kafka, patience);
        return new Lookup() {
            @Override
            public Dataset dataset(String hash) {
                try {
                    Dataset dataset = reader.find(hash).orElse(null);
                    if (dataset == null) {
                        LOG.warn(
                                "No descriptor {} in the catalogue after {}: its rows go to quarantine. The pipelines"
                                        + " application publishes descriptors; is it running?",
                                hash,
                                patience);
                    }
                    return dataset;
                } catch (CatalogueException e) {
                    LOG.warn("The descriptor {} can't be used by this build: its rows go to quarantine.", hash, e);
                    return null;
                }
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
