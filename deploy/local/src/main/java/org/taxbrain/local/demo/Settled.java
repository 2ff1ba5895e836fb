package org.taxbrain.local.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.Port;
import org.taxbrain.local.StackException;
import org.taxbrain.local.servers.Database;
import org.taxbrain.local.servers.PostgresServer.Role;
import org.taxbrain.schemas.record.Topics;

/**
 * Waits until everything that the departments hold has gone the whole way: the slots have passed the databases' present
 * positions, every feed of the pipelines has looked again and found nothing, and nothing is left to read in any topic.
 */
public final class Settled {
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** FileJob sees the end of a rush after a second, and writes what it gathered with the checkpoints that follow; until then nothing shows it. */
    private static final Duration GATHERED = Duration.ofSeconds(4);

    /** Consumer groups that results pass through, and what each reads. */
    private static final List<Map.Entry<String, Predicate<String>>> RESULTS = List.of(
            Map.entry("clean", t -> t.startsWith(Topics.LANDED_PREFIX)),
            Map.entry("file", t -> t.startsWith(Topics.CLEAN_PREFIX)),
            Map.entry(
                    "index",
                    t -> t.startsWith(Topics.FILE_PREFIX)
                            || t.equals(Topics.REMINDER)
                            || t.equals(Topics.HISTORY)
                            || t.equals(Topics.FINDING)
                            || t.equals(Topics.QUARANTINE)));

    private static final Map.Entry<String, Predicate<String>> BOOKS = Map.entry(
            "books",
            t -> t.startsWith(Topics.LANDED_PREFIX)
                    || t.equals(Topics.OUTCOME)
                    || t.equals(Topics.HISTORY)
                    || t.equals(Topics.DELIVERY));

    private final LocalStack stack;

    public Settled(LocalStack stack) {
        this.stack = stack;
    }

    /**
     * Waits.
     *
     * @param progress hears the number of records written so far, and what is behind (null: nothing)
     * @throws StackException if it is not so after {@code patience}; says what is behind
     */
    public void await(Duration patience, BiConsumer<Long, String> progress)
            throws InterruptedException, SQLException, ExecutionException {
        long deadline = System.nanoTime() + patience.toNanos();
        Instant begun = Instant.now();
        Map<Database, String> positions = Map.of(
                Database.PROPERTY_REGISTER, position(Database.PROPERTY_REGISTER),
                Database.TAX_CORE, position(Database.TAX_CORE));
        try (KafkaProbe kafka = new KafkaProbe(KafkaConnection.plain(stack.kafkaBootstrapServers()))) {
            Map<String, Long> before = Map.of();
            long unchangedSince = System.nanoTime();
            while (true) {
                Map<String, Long> ends = kafka.ends(Settled::isOurs);
                String behind = behind(kafka, positions, begun);
                progress.accept(
                        ends.values().stream().mapToLong(Long::longValue).sum(), behind);
                if (behind != null || !ends.equals(before)) {
                    unchangedSince = System.nanoTime();
                } else if (System.nanoTime() - unchangedSince > GATHERED.toNanos()) {
                    return;
                }
                if (System.nanoTime() > deadline) {
                    throw new StackException("Not everything has arrived after " + patience.toSeconds() + " s: "
                            + (behind == null ? "topics still grow" : behind));
                }
                before = ends;
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private String behind(KafkaProbe kafka, Map<Database, String> positions, Instant begun)
            throws SQLException, InterruptedException, ExecutionException {
        for (Map.Entry<Database, String> e : positions.entrySet()) {
            if (!slotHasPassed(e.getKey(), e.getValue())) {
                return "change capture of " + e.getKey().databaseName();
            }
        }
        String feed = new Feeds(stack.ports().get(Port.PIPELINES_HTTP)).behind(begun);
        if (feed != null) {
            return feed;
        }
        for (Map.Entry<String, Predicate<String>> e : RESULTS) {
            for (Map.Entry<String, Long> lag :
                    kafka.lag(e.getKey(), e.getValue()).entrySet()) {
                if (lag.getValue() > 0) {
                    return "job " + e.getKey() + ", " + lag.getValue() + " records of " + lag.getKey();
                }
            }
        }
        return null;
    }

    /** Consumer groups, and what each reads. */
    public static List<Map.Entry<String, Predicate<String>>> readers() {
        return Stream.concat(RESULTS.stream(), Stream.of(BOOKS)).toList();
    }

    /** The books follow the results, and nobody waits for them. */
    private static boolean isOurs(String topic) {
        return !topic.startsWith("__") && !topic.equals(Topics.BOOKS) && !topic.equals(Topics.FEED_HEALTH);
    }

    private String position(Database database) throws SQLException {
        try (Connection connection = stack.postgres().connect(database, Role.POSTGRES);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_wal_insert_lsn()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    private boolean slotHasPassed(Database database, String position) throws SQLException {
        try (Connection connection = stack.postgres().connect(database, Role.POSTGRES);
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from pg_replication_slots where database = current_database() and confirmed_flush_lsn >= ?::pg_lsn")) {
            statement.setString(1, position);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1) > 0;
            }
        }
    }
}
