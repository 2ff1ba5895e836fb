package org.taxbrain.connectors.cdc;

import io.debezium.data.Envelope;
import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import java.util.List;
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
        long rows = 0;
        boolean pastSnapshot = false;
        for (RecordChangeEvent<SourceRecord> each : batch) {
            ChangeEvent change = ChangeEvent.of(each.record());
            if (change == null) {
                pastSnapshot |= ChangeEvent.isHeartbeat(each.record());
                continue;
            }
            pastSnapshot |= change.isLastOfSnapshot() || !change.isSnapshot();
            rows += change.operation() == Envelope.Operation.TRUNCATE ? truncate(change) : land(change);
        }
        landing.flush();
        feed.landed(rows);
        if (inSnapshot && pastSnapshot) {
            snapshotEnd.reached();
            inSnapshot = false;
        }
        if (!inSnapshot) {
            // a position within a snapshot is worth nothing: one that breaks off is taken again from its beginning
            committer.markProcessed(batch.get(batch.size() - 1));
            committer.markBatchFinished();
        }
    }

    private long land(ChangeEvent change) {
        List<LandedRecord> rows = reader.rows(change);
        rows.forEach(landing::land);
        return rows.size();
    }

    /** The log says only that the table was emptied, so its rows are found where they landed. */
    private long truncate(ChangeEvent change) {
        landing.flush();
        long[] deleted = {0};
        for (Dataset dataset : reader.datasets(change.table())) {
            landedKeys.standing(dataset.id(), change.order(reader.incarnation()), key -> {
                landing.land(reader.deletion(dataset, change, key));
                deleted[0]++;
            });
        }
        LOG.warn(
                "table {} was truncated at {}: {} rows land as deleted", change.table(), change.position(), deleted[0]);
        return deleted[0];
    }
}
