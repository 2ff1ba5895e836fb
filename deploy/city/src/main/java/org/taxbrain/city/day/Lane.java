package org.taxbrain.city.day;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.city.CityException;
import org.taxbrain.city.Sources;
import org.taxbrain.city.out.Databases;

/** One department's transactions, in order. Each is tried until it is committed, and is committed once: its number goes with it. */
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    private final Sources.Database database;
    private final BooleanSupplier stopped;
    private Connection connection;

    Lane(Sources.Database database, BooleanSupplier stopped) {
        this.database = database;
        this.stopped = stopped;
    }

    /** Numbers of the changes that an earlier run has committed. */
    Set<Long> applied() {
        return insist("read the changes that are applied", c -> {
            Set<Long> applied = new HashSet<>();
            try (PreparedStatement s = c.prepareStatement("SELECT n FROM public.applied_change");
                    ResultSet rows = s.executeQuery()) {
                while (rows.next()) {
                    applied.add(rows.getLong(1));
                }
            }
            c.commit();
            return applied;
        });
    }

    /**
     * Commits a change.
     *
     * @return when; null if the driver was stopped before
     */
    Instant commit(Change change) {
        return insist("commit change " + change.n(), c -> {
            Instant before = begin(c, change.n());
            if (before != null) {
                return before;
            }
            for (Change.Sql sql : change.statements()) {
                try (PreparedStatement s = c.prepareStatement(sql.text())) {
                    for (int i = 0; i < sql.parameters().size(); i++) {
                        // of no type: the server takes the column's
                        s.setObject(i + 1, sql.parameters().get(i), Types.OTHER);
                    }
                    int touched = s.executeUpdate();
                    if (touched != 1) {
                        throw new CityException("Change " + change.n() + " met " + touched + " rows instead of one in "
                                + database.url() + ": was the city changed by somebody else? (" + sql.text() + ")");
                    }
                }
            }
            c.commit();
            return Instant.now();
        });
    }

    @Override
    public void close() {
        drop(null);
    }

    /** Puts the number down; if it is down already, the commit whose answer was lost had succeeded: says when. */
    private static Instant begin(Connection c, long n) throws SQLException {
        try (PreparedStatement s =
                c.prepareStatement("INSERT INTO public.applied_change (n) VALUES (?) ON CONFLICT DO NOTHING")) {
            s.setLong(1, n);
            if (s.executeUpdate() == 1) {
                return null;
            }
        }
        c.rollback();
        try (PreparedStatement s = c.prepareStatement("SELECT at FROM public.applied_change WHERE n = ?")) {
            s.setLong(1, n);
            try (ResultSet rows = s.executeQuery()) {
                rows.next();
                return rows.getObject(1, OffsetDateTime.class).toInstant();
            }
        } finally {
            c.rollback();
        }
    }

    private <T> T insist(String what, Work<T> work) {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                if (connection == null) {
                    connection = Databases.connect(database);
                }
                return work.on(connection);
            } catch (SQLException e) {
                drop(e);
                if (!passes(e)) {
                    throw new CityException("Can't " + what + " in " + database.url(), e);
                }
                if (pause == FIRST_PAUSE_MILLIS) {
                    LOG.info("{} does not answer ({}); trying on", database.url(), e.getSQLState());
                }
            } catch (CityException e) {
                drop(e);
                throw e;
            }
            if (stopped.getAsBoolean()) {
                return null;
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** Whether a fault goes away by itself: a lost or refused connection, a server that starts or stops, a deadlock. */
    private static boolean passes(SQLException e) {
        String state = e.getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.startsWith("40");
    }

    private void drop(Exception why) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            if (why != null) {
                why.addSuppressed(e);
            } else {
                LOG.debug("The connection was gone already", e);
            }
        }
        connection = null;
    }

    /** Something to do in a transaction. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
