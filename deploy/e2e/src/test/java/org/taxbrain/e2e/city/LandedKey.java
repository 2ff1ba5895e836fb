package org.taxbrain.e2e.city;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.RowCleaner;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * What has landed of one natural key.
 *
 * @param versions those that must be accepted, oldest first, each of another content than the one before
 * @param lastOrder the newest order of all, accepted or not
 */
record LandedKey(List<LandedRecord> versions, List<Long> lastOrder) {
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** The keys of a dataset whose newest version is no deletion. */
    static SortedMap<String, LandedKey> standing(String bootstrapServers, Dataset dataset) {
        RowCleaner cleaner = RowCleaner.of(dataset);
        SortedMap<String, LandedKey> standing = new TreeMap<>();
        read(bootstrapServers, Topics.landed(dataset.id())).forEach((key, rows) -> {
            LandedKey landed = of(rows, cleaner);
            if (!landed.versions.isEmpty() && landed.newest().getOperation() == Operation.UPSERT) {
                standing.put(key, landed);
            }
        });
        return standing;
    }

    private static LandedKey of(List<LandedRecord> rows, RowCleaner cleaner) {
        rows.sort((a, b) -> SourceOrder.compare(a.getOrder(), b.getOrder()));
        List<LandedRecord> versions = new ArrayList<>();
        byte[] before = null;
        for (LandedRecord row : rows) {
            if (row.getOperation() == Operation.DELETE) {
                versions.add(row);
                before = null;
            } else if (row.getDefect() == null
                    && cleaner.clean(row.getValues(), row.getLandedAt()) instanceof CleanRow clean
                    && !Arrays.equals(clean.payload(), before)) {
                versions.add(row);
                before = clean.payload();
            }
        }
        return new LandedKey(versions, rows.get(rows.size() - 1).getOrder());
    }

    private static Map<String, List<LandedRecord>> read(String bootstrapServers, String topic) {
        Wire<LandedRecord> wire = Wire.landed();
        Map<String, List<LandedRecord>> rows = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, ANSWER);
            while (partitions.stream().anyMatch(p -> consumer.position(p, ANSWER) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    LandedRecord row = wire.decode(each.value());
                    if (!NaturalKey.isUnreadable(row.getKey())) {
                        rows.computeIfAbsent(row.getKey(), k -> new ArrayList<>())
                                .add(row);
                    }
                }
            }
        }
        return rows;
    }

    /** What the department says now. */
    LandedRecord newest() {
        return versions.get(versions.size() - 1);
    }
}
