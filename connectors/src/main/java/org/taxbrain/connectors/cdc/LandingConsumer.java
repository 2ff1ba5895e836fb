package org.taxbrain.connectors.cdc;

import io.debezium.data.Envelope;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.kafka.LandedKeys;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * Hands batches of changes over: lands all rows, waits until Kafka has every one, and only then tells Debezium that they
 * are taken. Whatever throws in between ends the engine, and the rows are read again.
 */
final class LandingConsumer implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private static final Logger LOG = LoggerFactory.getLogger(LandingConsumer.class);

    private final ChangeReader reader;
    private final Landing landing;
    private final LandedKeys landedKeys;
    private final Feed feed;
    private final SnapshotEnd snapshotEnd;
    private boolean inSnapshot;

    /** What is to be done once all rows of the snapshot have landed, before the first position is remembered. */
    interface SnapshotEnd {
        void reached();
    }

    LandingConsumer(
            ChangeReader reader,
            Landing landing,
            LandedKeys landedKeys,
            Feed feed,
            boolean inSnapshot,
            SnapshotEnd snapshotEnd) {
        this.reader = reader;
        this.landing = landing;
        this.landedKeys = landedKeys;
        this.feed = feed;
        this.inSnapshot = inSnapshot;
        this.snapshotEnd = snapshotEnd;
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        Map<String, Long> landed = new HashMap<>();
        boolean pastSnapshot = false;
        for (RecordChangeEvent<SourceRecord> each : batch) {
            ChangeEvent change = ChangeEvent.of(each.record());
            if (change == null) {
                pastSnapshot |= ChangeEvent.isHeartbeat(each.record());
                continue;
            }
            pastSnapshot |= change.isLastOfSnapshot() || !change.isSnapshot();
            if (change.operation() == Envelope.Operation.TRUNCATE) {
                truncate(change, landed);
            } else {
                land(change, landed);
            }
        }
        landing.flush();
        landed.forEach(feed::landed);
        if (inSnapshot && pastSnapshot) {
            snapshotEnd.reached();
            inSnapshot = false;
        }
        if (!inSnapshot) {
            // a position within a snapshot is worth nothing: one that breaks off is taken again from its beginning
            committer.markProcessed(batch.get(batch.size() - 1));
            committer.markBatchFinished();
            feed.heard();
        }
    }

    private void land(ChangeEvent change, Map<String, Long> landed) {
        for (LandedRecord row : reader.rows(change)) {
            landing.land(row);
            landed.merge(row.getDataset(), 1L, Long::sum);
        }
    }

    /** The log says only that the table was emptied, so its rows are found where they landed. */
    private void truncate(ChangeEvent change, Map<String, Long> landed) {
        landing.flush();
        for (Dataset dataset : reader.datasets(change.table())) {
            long[] deleted = {0};
            landedKeys.standing(dataset.id(), change.order(reader.incarnation()), key -> {
                landing.land(reader.deletion(dataset, change, key));
                deleted[0]++;
            });
            landed.merge(dataset.id(), deleted[0], Long::sum);
            LOG.warn(
                    "table {} was truncated at {}: {} rows of {} land as deleted",
                    change.table(),
                    change.position(),
                    deleted[0],
                    dataset.id());
        }
    }
}
