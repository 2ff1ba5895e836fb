package org.taxbrain.connectors.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.files.Durable;
import org.taxbrain.connectors.files.KeyFile;
import org.taxbrain.connectors.files.KeySorter;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.text.Sm3;

/**
 * Reads a table by asking for what changed since the newest row that it saw, and now and then the whole table, which finds what
 * was deleted and what changed without saying so. The first poll reads the whole table.
 *
 * <p>By {@code changedAt}, what may still become visible late is read again with each poll, as far back as the overlap reaches;
 * versions of it that landed are remembered and not landed again. By {@code batch}, only later batches are read.
 *
 * <p>The order of a version is what its row says and then the time of the full pull that it was read with or after, so that of two
 * contents that claim one time the one that was read later holds. One per dataset; not safe for threads.
 */
public final class JdbcPull implements AutoCloseable {
    private static final String POLL = "poll";
    /** A later time than this at the source is a wrong one: it must not carry the position beyond the changes to come. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** Of versions within the overlap; what is forgotten lands again as a duplicate. */
    private static final int REMEMBERED_MOST = 200_000;

    private static final int KEYS_IN_MEMORY = 200_000;
    /** A landing remembers what it was given until it is flushed. */
    private static final int ROWS_BETWEEN_FLUSHES = 20_000;

    private final Dataset dataset;
    private final Descriptor.Jdbc jdbc;
    private final JdbcTable table;
    private final Landing landing;
    private final byte[] pepper;
    private final Clock clock;
    private final Path folder;
    /** Versions that landed and may be read again: what tells them apart → order. */
    private final Map<String, Long> landed = new HashMap<>();

    private JdbcPosition position;

    /**
     * @param folder for position and keys; made if absent
     * @param pepper for the hash of keys in positions
     * @throws IOException if the folder can't be made
     */
    public JdbcPull(Dataset dataset, JdbcDatabase database, Landing landing, byte[] pepper, Path folder, Clock clock)
            throws IOException {
        this.dataset = dataset;
        this.jdbc = dataset.descriptor().source().jdbc();
        this.table = new JdbcTable(dataset, database);
        this.landing = landing;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.folder = folder;
        clear(Files.createDirectories(work()));
        this.position = JdbcPosition.load(positionFile());
    }

    /**
     * Reads what changed; or the whole table, if it is time.
     *
     * @return rows that landed, with deletions
     * @throws JdbcException if the table can't be read now; the next poll reads it again
     * @throws RuntimeException if landing or the local disk fails; the next poll reads it again
     */
    public long poll() {
        Instant last = position.fullPullAt();
        try {
            return last == null || !clock.instant().isBefore(last.plus(jdbc.fullPull())) ? fullPull() : changes();
        } catch (IOException e) {
            throw new UncheckedIOException("the keys in " + folder + " can't be read or written: " + e.getMessage(), e);
        }
    }

    private long changes() throws IOException {
        Take take = new Take(position.fullPullAt());
        Map<String, Long> given = new HashMap<>();
        Set<String> keys = new HashSet<>();
        table.since(start(), row -> {
            String version = version(row);
            if (!landed.containsKey(version) && given.put(version, row.order()) == null) {
                String key = take.land(row);
                if (!NaturalKey.isUnreadable(key)) {
                    keys.add(key);
                }
            }
        });
        if (take.rows > 0) {
            Files.write(since(), keys, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            landing.flush();
            landed.putAll(given);
            save(new JdbcPosition(take.newest, position.fullPullAt()));
        }
        long back = start();
        landed.values().removeIf(order -> order < back);
        if (landed.size() > REMEMBERED_MOST) {
            landed.clear();
        }
        return take.rows;
    }

    /** Where to ask from. */
    private long start() {
        return jdbc.changedAt() == null
                ? position.newest() + 1
                : position.newest() - jdbc.overlap().toNanos() / 1_000;
    }

    private long fullPull() throws IOException {
        Instant began = clock.instant();
        Take take = new Take(began);
        Path present = work().resolve("keys.gz");
        try (KeySorter keys = new KeySorter(work(), KEYS_IN_MEMORY)) {
            table.all(row -> {
                String key = take.land(row);
                if (NaturalKey.isUnreadable(key)) {
                    take.unreadable = true; // it may be any of those that seem absent
                } else {
                    add(keys, key);
                }
            });
            keys.writeTo(present, List.of());
        }
        landing.flush();
        landed.clear();
        List<Path> earlier = earlier();
        if (take.rows == 0 && !earlier.isEmpty()) {
            throw new JdbcException(
                    jdbc.table() + " of " + jdbc.system() + " has no row at all, though it had some before; nothing is"
                            + " deleted. If it is being loaded anew, this passes; if it is meant to be empty, delete the"
                            + " dataset's declaration instead",
                    null);
        }
        long deletions = take.unreadable ? keep(earlier, present) : deleteAbsent(earlier, present, take.newest);
        landing.flush();
        Durable.move(present, keys());
        Files.deleteIfExists(since());
        save(new JdbcPosition(take.newest, began));
        return take.rows + deletions;
    }

    /** The keys that stood before: those of the last full pull, and those that landed since. */
    private List<Path> earlier() throws IOException {
        List<Path> earlier = new ArrayList<>();
        if (Files.exists(keys())) {
            earlier.add(keys());
        }
        if (Files.exists(since())) {
            Path sorted = work().resolve("since.gz");
            try (KeySorter sorter = new KeySorter(work(), KEYS_IN_MEMORY);
                    Stream<String> lines = Files.lines(since())) {
                lines.forEach(key -> add(sorter, key));
                sorter.writeTo(sorted, List.of());
            }
            earlier.add(sorted);
        }
        return earlier;
    }

    /** What may not be deleted now stays known: the next full pull that can deletes it. */
    private long keep(List<Path> earlier, Path present) throws IOException {
        Path all = work().resolve("all.gz");
        List<Path> both = new ArrayList<>(earlier);
        both.add(present);
        try (KeySorter none = new KeySorter(work(), KEYS_IN_MEMORY)) {
            none.writeTo(all, both);
        }
        Files.move(all, present, StandardCopyOption.REPLACE_EXISTING);
        return 0;
    }

    private long deleteAbsent(List<Path> earlier, Path present, long newest) throws IOException {
        long[] deletions = new long[1];
        KeyFile.absent(earlier, present, key -> {
            String where = jdbc.table() + "@" + said(newest) + ":absent:" + Sm3.keyedHash(pepper, key);
            LandedRecord row = row(where, List.of(newest, Long.MAX_VALUE));
            row.setOperation(Operation.DELETE);
            row.setKey(key);
            row.setValues(List.of());
            row.setExtra(Map.of());
            landing.land(row);
            deletions[0]++;
        });
        return deletions[0];
    }

    /** Rows on their way to the landing. */
    private final class Take {
        private final long latest = jdbc.changedAt() == null
                ? Long.MAX_VALUE
                : clock.instant().plus(CLOCK_TOLERANCE).toEpochMilli() * 1_000;
        private final long pull;
        private long newest = position.newest();
        private long rows;
        private boolean unreadable;

        /** @param fullPull the present one, or the last */
        Take(Instant fullPull) {
            this.pull = fullPull.getEpochSecond();
        }

        /** Returns the row's key. */
        String land(JdbcRow from) {
            long order = from.order() == null ? 0 : from.order();
            String key = NaturalKey.of(dataset, from.values());
            LandedRecord row =
                    row(jdbc.table() + "@" + said(order) + ":" + Sm3.keyedHash(pepper, key), List.of(order, pull));
            if (jdbc.changedAt() != null && from.order() != null) {
                row.setSourceTime(Math.floorDiv(order, 1_000L));
            }
            row.setOperation(Operation.UPSERT);
            row.setKey(key);
            row.setValues(from.values());
            row.setExtra(from.extra());
            landing.land(row);
            rows++;
            if (rows % ROWS_BETWEEN_FLUSHES == 0) {
                landing.flush();
            }
            if (order > newest && order <= latest) {
                newest = order;
            }
            return key;
        }
    }

    private LandedRecord row(String where, List<Long> order) {
        LandedRecord row = new LandedRecord();
        row.setDataset(dataset.id());
        row.setDescriptorHash(dataset.hash());
        row.setDepartment(dataset.descriptor().department());
        row.setTransport(Transport.INTERFACE);
        row.setPosition(where);
        row.setBatch(POLL);
        row.setLandedAt(clock.millis());
        row.setOrder(order);
        return row;
    }

    /** An order as people read it. */
    private String said(long order) {
        return jdbc.changedAt() == null
                ? Long.toString(order)
                : Instant.ofEpochSecond(Math.floorDiv(order, 1_000_000L), Math.floorMod(order, 1_000_000L) * 1_000)
                        .toString();
    }

    private static String version(JdbcRow row) {
        String content = row.order() + " " + row.values() + row.extra();
        return Sm3.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    private static void add(KeySorter keys, String key) {
        try {
            keys.add(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save(JdbcPosition next) {
        next.save(positionFile());
        position = next;
    }

    private Path positionFile() {
        return folder.resolve("position.json");
    }

    private Path keys() {
        return folder.resolve("keys.gz");
    }

    private Path since() {
        return folder.resolve("since.keys");
    }

    private Path work() {
        return folder.resolve("work");
    }

    /** A run that was killed leaves work behind. */
    private static void clear(Path work) throws IOException {
        try (Stream<Path> left = Files.list(work)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        table.close();
    }
}
