package org.taxbrain.jobs.index;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.config.IndexConfig;
import org.taxbrain.connectors.config.KafkaConfig;
import org.taxbrain.connectors.elasticsearch.BulkOptions;
import org.taxbrain.connectors.elasticsearch.BulkWriter;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexWrite;
import org.taxbrain.connectors.kafka.CatalogueReader;
import org.taxbrain.jobs.common.RawRecord;

/** One parallel instance of the sink. A checkpoint waits in {@link #flush} for every outcome, so it keeps no state. */
final class ElasticsearchSinkWriter implements SinkWriter<RawRecord> {
    private final CatalogueReader catalogue;
    private final ElasticsearchConnection elasticsearch;
    private final RejectedDocuments rejected;
    private final DocumentReader documents;
    private final BulkWriter writer;

    ElasticsearchSinkWriter(Configuration configuration, SinkWriterMetricGroup metrics) {
        IndexConfig index = configuration.get(IndexConfig.class);
        String kafka = configuration.get(KafkaConfig.class).bootstrapServers();
        byte[] pepper = index.pepper();
        catalogue = new CatalogueReader(kafka);
        documents = new DocumentReader(pepper, index.generation(), catalogue::dataset, Clock.systemUTC());
        rejected = new RejectedDocuments(kafka, pepper, Clock.systemUTC());
        elasticsearch = ElasticsearchConnection.open(configuration.get(ElasticsearchConfig.class));
        writer = new BulkWriter(
                elasticsearch,
                BulkOptions.DEFAULT,
                r -> rejected.add(r.write().origin(), r.write().id(), r.field(), r.message()));
        metrics.gauge("documentsPending", writer::pending);
        metrics.gauge("documentsWritten", writer::written);
        metrics.gauge("documentsSuperseded", writer::superseded);
        metrics.gauge("documentsRejected", writer::rejected);
        metrics.gauge("documentsRetried", writer::retries);
    }

    @Override
    public void write(RawRecord record, Context context) throws IOException, InterruptedException {
        try {
            Optional<IndexWrite> write = documents.read(record);
            if (write.isPresent()) {
                writer.write(write.get());
            }
        } catch (UnreadableRecordException e) {
            rejected.add(DocumentReader.origin(record), documents.id(record), null, e.getMessage());
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush();
        rejected.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        elasticsearch.close();
        rejected.close();
        catalogue.close();
    }
}
