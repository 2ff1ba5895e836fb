package org.taxbrain.connectors.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.health.Feed;

/**
 * While an engine runs, looks every few seconds how much log the database keeps for its slot and whether anybody still reads
 * from it, and writes a heartbeat into the log. An engine whose stream ended without a fault would poll an empty queue for ever.
 */
final class SlotWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration REMIND = Duration.ofMinutes(1);
    private static final long MUCH = 1L << 30;
    /** So many looks in a row must find the slot unused; an engine that reconnects is given the time. */
    private static final int ABANDONED = 5;
    /** The same for an engine that has not streamed yet, though it has no snapshot to take: it may be long in starting. */
    private static final int NEVER_USED = 15;

    private final CdcDatabase database;
    private final String slot;
    private final Feed feed;
    private final Runnable works;
    private final Runnable abandoned;
    private final ScheduledExecutorService timer;
    private final boolean streams;
    private Connection connection;
    private Instant lastWarned = Instant.EPOCH;
    private boolean wasActive;
    private int unused;

    /**
     * @param streams whether the engine has its snapshot behind it
     * @param works called whenever the slot is found in use: the engine streams from it
     * @param abandoned called when nobody reads from the slot any more, though the engine did: it must be started again
     */
    SlotWatch(CdcDatabase database, String slot, Feed feed, boolean streams, Runnable works, Runnable abandoned) {
        this.database = database;
        this.slot = slot;
        this.feed = feed;
        this.streams = streams;
        this.works = works;
        this.abandoned = abandoned;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "slot-" + slot);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (connection == null) {
                connection = database.connect();
            }
            // moves the slot on while the tables are idle; and an engine that looks for its place in the log waits
            // for anything to be written, too early for heartbeats of its own
            ReplicationSlot.emitHeartbeat(connection);
            ReplicationSlot found = ReplicationSlot.find(connection, slot);
            if (found != null) {
                report(found);
            }
        } catch (SQLException e) {
            // the engine meets the same fault, and reports it
            LOG.debug("the slot {} can't be looked up", slot, e);
            disconnect();
        }
    }

    private void report(ReplicationSlot found) {
        feed.lags(found.keptBytes());
        if (found.active()) {
            wasActive = true;
            unused = 0;
            works.run();
        } else if ((wasActive || streams) && ++unused == (wasActive ? ABANDONED : NEVER_USED)) {
            LOG.warn("nobody reads from the slot {} of {} any more; its engine is started again", slot, database);
            abandoned.run();
        }
        Instant now = Instant.now();
        if (found.keptBytes() > MUCH && now.isAfter(lastWarned.plus(REMIND))) {
            lastWarned = now;
            LOG.warn(
                    "{} keeps {} MiB of log for the slot {}; if this grows on, its disk fills up: look at this feed's state",
                    database,
                    found.keptBytes() >> 20,
                    slot);
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("a broken connection did not close", e);
        } finally {
            connection = null;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (timer.awaitTermination(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
