package org.taxbrain.connectors.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.taxbrain.connectors.kafka.CommittedTopic;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.digest.RowDigest;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** What stands clean: the last version of each key in {@code clean.<dataset>}, whether the topic has been compacted or not. */
public final class CleanRows implements Rows {
    private final KafkaConnection kafka;
    private final String dataset;
    private final Function<String, Dataset> datasets;

    /** @param datasets the dataset of a descriptor hash */
    public CleanRows(KafkaConnection kafka, String dataset, Function<String, Dataset> datasets) {
        this.kafka = kafka;
        this.dataset = dataset;
        this.datasets = datasets;
    }

    @Override
    public void read(Reader reader) {
        Wire<CleanRecord> wire = Wire.clean();
        RowContent content = new RowContent();
        RowDigest digest = new RowDigest();
        try (CommittedTopic topic = CommittedTopic.open(kafka, Topics.clean(dataset))) {
            for (CommittedTopic.Range partition : topic.ranges()) {
                LastOf last = new LastOf();
                topic.read(partition, record -> last.put(position(digest, record), record.offset()));
                topic.read(partition, record -> {
                    if (record.value() != null && last.isAt(position(digest, record), record.offset())) {
                        CleanRecord row = wire.decode(record.value());
                        Dataset declared = datasets.apply(row.getDescriptorHash());
                        reader.row(row.getKey(), content.ofClean(declared, row.getPayload()));
                    }
                });
            }
        }
    }

    private static long position(RowDigest digest, ConsumerRecord<byte[], byte[]> record) {
        return digest.key(new String(record.key(), StandardCharsets.UTF_8)).position();
    }
}
