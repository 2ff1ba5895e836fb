package org.taxbrain.pipelines;

import java.util.HashMap;
import java.util.Map;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

/** Lands rows and tells the feed's health how many Kafka has. */
public final class CountedLanding implements FileLanding, AutoCloseable {
    private final LandingWriter writer;
    private final Feed feed;
    private final Map<String, Long> given = new HashMap<>();

    public CountedLanding(LandingWriter writer, Feed feed) {
        this.writer = writer;
        this.feed = feed;
    }

    @Override
    public void land(LandedRecord row) {
        writer.land(row);
        given.merge(row.getDataset(), 1L, Long::sum);
    }

    @Override
    public void delivered(Delivery delivery) {
        writer.delivered(delivery);
    }

    @Override
    public void flush() {
        writer.flush();
        given.forEach(feed::landed);
        given.clear();
    }

    /** Forgets what was given since the last flush, after a fault; it will be given again. */
    public void discard() {
        writer.discard();
        given.clear();
    }

    @Override
    public void close() {
        writer.close();
    }
}
