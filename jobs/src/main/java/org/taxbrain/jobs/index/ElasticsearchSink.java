package org.taxbrain.jobs.index;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.jobs.common.RawRecord;

/** Writes the records of the result topics into Elasticsearch. */
final class ElasticsearchSink implements Sink<RawRecord> {
    private static final long serialVersionUID = 1L;
    /** Not the settings themselves: the pepper and the key must not lie in a job graph. */
    private final String[] args;

    /** @param args the program's arguments; the settings are read from them where the job runs */
    ElasticsearchSink(String... args) {
        this.args = args.clone();
    }

    @Override
    public SinkWriter<RawRecord> createWriter(WriterInitContext context) {
        return new ElasticsearchSinkWriter(Configuration.of(args), context.metricGroup());
    }
}
