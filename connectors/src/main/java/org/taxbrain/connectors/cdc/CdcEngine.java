package org.taxbrain.connectors.cdc;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a Debezium engine over a slot: from its start until it is stopped or dies. */
final class CdcEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CdcEngine.class);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    CdcEngine(
            CdcDatabase database,
            String slot,
            Collection<String> tables,
            Path offsets,
            boolean snapshotDone,
            DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> consumer) {
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(properties(database, slot, tables, offsets, snapshotDone))
                .using((success, message, error) -> {
                    if (!success) {
                        failure.set(error == null ? new CdcException(message) : error);
                    }
                })
                .notifying(consumer)
                .build();
    }

    private static Properties properties(
            CdcDatabase database, String slot, Collection<String> tables, Path offsets, boolean snapshotDone) {
        Properties p = new Properties();
        p.setProperty("name", slot);
        p.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        // engines of one process must differ in it: they register their metrics by it
        p.setProperty("topic.prefix", slot);
        p.setProperty("offset.storage", OffsetFile.class.getName());
        p.setProperty(OffsetFile.FILE, offsets.toString());
        p.setProperty("offset.flush.interval.ms", "500");

        p.setProperty("database.hostname", database.host());
        p.setProperty("database.port", Integer.toString(database.port()));
        p.setProperty("database.dbname", database.database());
        p.setProperty("database.user", database.user());
        p.setProperty("database.password", database.password());
        p.setProperty("driver.connectTimeout", "10");
        database.parameters().forEach((name, value) -> p.setProperty("driver." + name, value));

        p.setProperty("plugin.name", "pgoutput");
        p.setProperty("slot.name", slot);
        p.setProperty("slot.max.retries", "0");
        p.setProperty("publication.name", SourceCheck.PUBLICATION);
        p.setProperty("publication.autocreate.mode", "disabled");
        p.setProperty("table.include.list", tables.stream().map(Pattern::quote).collect(Collectors.joining(",")));
        p.setProperty("snapshot.mode", "custom");
        p.setProperty("snapshot.mode.custom.name", SlotSnapshotter.NAME);
        p.setProperty(SlotSnapshotter.DONE, Boolean.toString(snapshotDone));
        p.setProperty("snapshot.fetch.size", "10240");
        p.setProperty("skipped.operations", "none");
        p.setProperty("tombstones.on.delete", "false");
        p.setProperty("message.prefix.exclude.list", ".*");

        // commit to handler in tens of milliseconds, and still batches of thousands under load
        p.setProperty("poll.interval.ms", "50");
        p.setProperty("max.batch.size", "8192");
        p.setProperty("max.queue.size", "32768");
        p.setProperty("record.processing.threads", "1");
        // remembers the positions of the messages that SlotWatch writes
        p.setProperty("heartbeat.interval.ms", "2000");

        p.setProperty("decimal.handling.mode", "string");
        p.setProperty("time.precision.mode", "adaptive_time_microseconds");
        p.setProperty("converters", "date");
        p.setProperty("date.type", DateConverter.class.getName());
        p.setProperty("binary.handling.mode", "base64");
        p.setProperty("hstore.handling.mode", "json");
        p.setProperty("interval.handling.mode", "string");
        p.setProperty("include.unknown.datatypes", "true");
        p.setProperty("unavailable.value.placeholder", LandedText.UNAVAILABLE);
        // a value that can't be read must not become a null in silence
        p.setProperty("event.converting.failure.handling.mode", "fail");

        // whoever watches over the engine starts it anew; it must not try on its own, unseen
        p.setProperty("errors.max.retries", "0");
        p.setProperty("task.management.timeout.ms", Long.toString(STOP.toMillis()));
        return p;
    }

    /**
     * Runs until {@link #close()} is called.
     *
     * @throws EngineDied if it died; the cause says why
     */
    void run() {
        engine.run();
        Throwable cause = failure.get();
        if (cause != null) {
            throw new EngineDied(cause);
        }
    }

    /** Not a {@link CdcException}: its message is for nobody, its cause is. */
    static final class EngineDied extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EngineDied(Throwable cause) {
            super(cause);
        }
    }

    /** Stops it; while it is starting, an engine refuses to stop and is asked again. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + STOP.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                engine.close();
                return;
            } catch (IllegalStateException e) {
                if (e.getMessage().contains("already")) {
                    return;
                }
                LOG.debug("the engine can't be stopped yet: {}", e.getMessage());
            } catch (IOException e) {
                LOG.warn("the engine did not stop cleanly: {}", e.getMessage());
                return;
            }
            try {
                Thread.sleep(ASK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.warn("the engine did not stop within {}; what it has not handed over is read again", STOP);
    }
}
