package org.taxbrain.connectors.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.kafka.LandedKeys;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * One capture: keeps an engine running over a slot until it is stopped. An engine that dies, for whatever reason, is
 * started again for ever; the feed's health says why and what to do.
 */
final class CdcFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CdcFeed.class);
    private static final String OFFSETS = "offsets.json";

    private final Supplier<CdcDatabase> login;
    private final List<Dataset> datasets;
    private final Path folder;
    private final byte[] pepper;
    private final Feed feed;
    private final Supplier<LandingWriter> writers;
    private final LandedKeys landedKeys;
    private final Backoff backoff = new Backoff();

    private CaptureState state;
    private volatile boolean stopped;
    private volatile CdcEngine engine;

    /**
     * @param login reads the settings anew, as a password may have changed
     * @param datasets those of the capture that are still declared
     * @param folder where the capture's state is
     */
    CdcFeed(
            Supplier<CdcDatabase> login,
            List<Dataset> datasets,
            Path folder,
            byte[] pepper,
            Feed feed,
            Supplier<LandingWriter> writers,
            LandedKeys landedKeys) {
        this.login = login;
        this.datasets = datasets;
        this.folder = folder;
        this.pepper = pepper;
        this.feed = feed;
        this.writers = writers;
        this.landedKeys = landedKeys;
        this.state = CaptureState.load(folder);
    }

    @Override
    public void run() {
        CdcDatabase database = null;
        while (!stopped) {
            try {
                database = login.get();
                runOnce(database);
            } catch (ConfigurationException e) {
                report(e.getMessage(), true);
            } catch (SQLException | RuntimeException e) {
                if (!stopped) {
                    LOG.debug("{} failed", feed.name(), e);
                    report(Faults.explain(e, database), false);
                }
            }
            if (!stopped) {
                backoff.pause();
            }
        }
        feed.is(FeedState.STOPPED);
    }

    private void report(String message, boolean misconfigured) {
        if (backoff.isNews(message)) {
            LOG.warn("{}: {}", feed.name(), message);
        }
        if (misconfigured) {
            feed.isMisconfigured(message);
        } else {
            feed.retries(message);
        }
    }

    private void runOnce(CdcDatabase database) throws SQLException {
        feed.is(FeedState.STARTING);
        prepare(database);
        ChangeReader reader = new ChangeReader(datasets, state.incarnation(), pepper);
        try (LandingWriter writer = writers.get()) {
            LandingConsumer consumer = new LandingConsumer(
                    reader, writer, landedKeys, feed, !state.snapshotDone(), () -> endSnapshot(reader, writer));
            engine = new CdcEngine(
                    database,
                    state.slot(),
                    tables(),
                    folder.resolve(OFFSETS).toAbsolutePath(),
                    state.snapshotDone(),
                    consumer);
            feed.is(state.snapshotDone() ? FeedState.RUNNING : FeedState.SNAPSHOT);
            LOG.info("{} captures {} from {}", feed.name(), tables(), database);
            try (SlotWatch watch =
                    new SlotWatch(database, state.slot(), feed, state.snapshotDone(), backoff::reset, engine::close)) {
                watch.start();
                if (!stopped) {
                    engine.run();
                }
            }
            if (!stopped) {
                throw new CdcException("capture from " + database + " ended by itself; it is started again");
            }
        } finally {
            engine = null;
        }
    }

    private List<String> tables() {
        return datasets.stream()
                .map(d -> d.descriptor().source().cdc().table())
                .distinct()
                .toList();
    }

    /** Sees to it that the slot and what we remember belong together; if not, begins anew with all rows. */
    private void prepare(CdcDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            SourceCheck check = new SourceCheck(database, connection);
            String problem = check.problem(tables());
            if (problem != null) {
                throw new CdcException(problem);
            }
            String databaseId = check.databaseId();
            ReplicationSlot slot = ReplicationSlot.find(connection, state.slot());
            if (slot != null) {
                // the database keeps log for it also while no engine runs
                feed.lags(slot.keptBytes());
            }
            if (slot != null && slot.active()) {
                throw new CdcException("the replication slot " + state.slot() + " of " + database
                        + " is in use; does another instance of the pipelines run? It is asked for again");
            }
            String why = whyAnew(slot, databaseId);
            if (why != null) {
                begin(connection, database, slot, databaseId, why);
            } else if (!state.snapshotDone()) {
                forgetOffsets();
            }
        }
    }

    private String whyAnew(ReplicationSlot slot, String databaseId) {
        if (state.incarnation() == 0) {
            return "it is captured for the first time";
        }
        if (!state.databaseId().equals(databaseId)) {
            return "the database server was set up anew";
        }
        if (slot == null) {
            return "its replication slot is gone";
        }
        if (slot.lost()) {
            return "the database threw away log that the replication slot still needed";
        }
        long handedOver = OffsetFile.lastCommit(folder.resolve(OFFSETS));
        return state.snapshotDone() && handedOver > 0 && handedOver < slot.confirmed()
                ? "the replication slot stands behind what was handed over here"
                : null;
    }

    private void begin(Connection connection, CdcDatabase database, ReplicationSlot slot, String databaseId, String why)
            throws SQLException {
        LOG.info("{} reads all rows of {} from {}: {}", feed.name(), tables(), database, why);
        if (slot != null) {
            ReplicationSlot.drop(connection, state.slot());
        }
        forgetOffsets();
        boolean kafkaHoldsRows = datasets.stream().anyMatch(d -> landedKeys.any(d.id()));
        ReplicationSlot.create(connection, state.slot());
        state = state.reborn(databaseId, Instant.now().getEpochSecond(), kafkaHoldsRows);
        state.save(folder);
    }

    private void forgetOffsets() {
        try {
            Files.deleteIfExists(folder.resolve(OFFSETS));
        } catch (IOException e) {
            throw new UncheckedIOException("can't delete " + folder.resolve(OFFSETS), e);
        }
    }

    private void endSnapshot(ChangeReader reader, LandingWriter writer) {
        if (state.sweepDue()) {
            sweep(reader, writer);
        }
        state = state.withSnapshotDone();
        state.save(folder);
        feed.is(FeedState.RUNNING);
        LOG.info("{} has read all rows of {} and goes on with changes", feed.name(), tables());
    }

    /** What was deleted while no slot watched is known only by its absence from the new snapshot. */
    private void sweep(ChangeReader reader, LandingWriter writer) {
        for (Dataset dataset : datasets) {
            long[] absent = {0};
            landedKeys.standing(dataset.id(), reader.sweep(), key -> {
                writer.land(reader.absence(dataset, key));
                absent[0]++;
            });
            writer.flush();
            feed.landed(dataset.id(), absent[0]);
            LOG.info("{}: {} rows of {} were deleted while no slot watched", feed.name(), absent[0], dataset.id());
        }
    }

    /** Stops the engine after the batch under way; {@link #run} then returns. */
    void stop() {
        stopped = true;
        backoff.wake();
        CdcEngine running = engine;
        if (running != null) {
            running.close();
        }
    }
}
