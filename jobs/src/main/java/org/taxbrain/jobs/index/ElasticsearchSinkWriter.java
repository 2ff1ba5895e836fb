package org.taxbrain.jobs.index;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
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
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.common.JobMetrics;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.metrics.Metric;
import org.taxbrain.schemas.record.Topics;

/** One parallel instance of the sink. A checkpoint waits in {@link #flush} for every outcome, so it keeps no state. */
final class ElasticsearchSinkWriter implements SinkWriter<RawRecord> {
    /** Nobody waits for the history: few large requests, which leave the index to those for whom somebody waits. */
    private static final BulkOptions UNHURRIED = new BulkOptions(4 << 20, 5_000, Duration.ofMillis(300), 8 << 20, 1);

    private static final double NANOS = 1e9;

    private final CatalogueReader catalogue;
    private final ElasticsearchConnection elasticsearch;
    private final RejectedDocuments rejected;
    private final DocumentReader documents;
    private final BulkWriter writer;
    private final BulkWriter history;

    ElasticsearchSinkWriter(Configuration configuration, SinkWriterMetricGroup metrics) {
        IndexConfig index = configuration.get(IndexConfig.class);
        KafkaConnection kafka = KafkaConnection.of(configuration.get(KafkaConfig.class));
        byte[] pepper = index.pepper();
        catalogue = new CatalogueReader(kafka);
        documents = new DocumentReader(pepper, index.generation(), catalogue::dataset, Clock.systemUTC());
        rejected = new RejectedDocuments(kafka, pepper, Clock.systemUTC());
        elasticsearch = ElasticsearchConnection.open(configuration.get(ElasticsearchConfig.class));
        writer = writer(BulkOptions.DEFAULT);
        history = writer(UNHURRIED);
        register(metrics);
    }

    private void register(SinkWriterMetricGroup metrics) {
        documents(metrics, "written", BulkWriter::written);
        documents(metrics, "superseded", BulkWriter::superseded);
        documents(metrics, "rejected", BulkWriter::rejected);
        JobMetrics.value(metrics, Metric.INDEX_RETRIED_DOCUMENTS, both(BulkWriter::retries));
        JobMetrics.value(metrics, Metric.INDEX_PENDING_DOCUMENTS, both(BulkWriter::pending));
        JobMetrics.value(metrics, Metric.INDEX_BULKS, both(BulkWriter::requests));
        JobMetrics.value(metrics, Metric.INDEX_BULK_DOCUMENTS, both(BulkWriter::requested));
        Supplier<Long> nanos = both(BulkWriter::waitedNanos);
        JobMetrics.value(metrics, Metric.INDEX_BULK_SECONDS, () -> nanos.get() / NANOS);
    }

    private void documents(SinkWriterMetricGroup metrics, String outcome, ToLongFunction<BulkWriter> count) {
        JobMetrics.value(metrics, Metric.INDEX_DOCUMENTS, both(count), outcome);
    }

    private Supplier<Long> both(ToLongFunction<BulkWriter> count) {
        return () -> count.applyAsLong(writer) + count.applyAsLong(history);
    }

    private BulkWriter writer(BulkOptions options) {
        return new BulkWriter(
                elasticsearch,
                options,
                r -> rejected.add(r.write().origin(), r.write().id(), r.field(), r.message()));
    }

    @Override
    public void write(RawRecord record, Context context) throws IOException, InterruptedException {
        try {
            Optional<IndexWrite> write = documents.read(record);
            if (write.isPresent()) {
                boolean past = record.topic.equals(Topics.HISTORY);
                (past ? history : writer).write(write.get());
            }
        } catch (UnreadableRecordException e) {
            rejected.add(DocumentReader.origin(record), documents.id(record), null, e.getMessage());
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writer.flush();
        history.flush();
        rejected.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        history.close();
        elasticsearch.close();
        rejected.close();
        catalogue.close();
    }
}
