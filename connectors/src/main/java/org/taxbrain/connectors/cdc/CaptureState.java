package org.taxbrain.connectors.cdc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.taxbrain.connectors.files.Durable;

/**
 * What must be remembered of a capture beside Debezium's offsets: a file in the capture's folder.
 *
 * @param slot its replication slot
 * @param datasets ids with their tables, {@code taxpayer@public.dj_nsrxx}; a dataset that is declared later gets a capture of its own, as this one's snapshot is past
 * @param incarnation of the slot; 0: none was made yet
 * @param databaseId the database server's own identity, which changes when it is set up anew
 * @param snapshotDone whether all rows of before the slot have landed
 * @param sweepDue whether Kafka may hold rows of an earlier incarnation, of which those that the snapshot did not see are to be landed as deleted
 */
record CaptureState(
        String slot,
        List<String> datasets,
        long incarnation,
        String databaseId,
        boolean snapshotDone,
        boolean sweepDue) {
    private static final String FILE = "capture.properties";

    CaptureState {
        datasets = List.copyOf(datasets);
    }

    static CaptureState created(String slot, List<String> datasets) {
        return new CaptureState(slot, datasets, 0, "", false, false);
    }

    /** The same capture with a new slot: all rows are read again, and outrank those of the slot before. */
    CaptureState reborn(String newDatabaseId, long nowEpochSecond, boolean kafkaHoldsRows) {
        // the clock, so that an incarnation outranks earlier ones even if this file is lost while Kafka keeps their
        // rows
        long next = Math.max(incarnation + 1, nowEpochSecond);
        return new CaptureState(slot, datasets, next, newDatabaseId, false, kafkaHoldsRows);
    }

    CaptureState withSnapshotDone() {
        return new CaptureState(slot, datasets, incarnation, databaseId, true, false);
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    static CaptureState load(Path folder) {
        Properties properties = new Properties();
        try (BufferedReader in = Files.newBufferedReader(folder.resolve(FILE))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + folder.resolve(FILE), e);
        }
        return new CaptureState(
                properties.getProperty("slot"),
                Stream.of(properties.getProperty("datasets").split(","))
                        .filter(d -> !d.isEmpty())
                        .toList(),
                Long.parseLong(properties.getProperty("incarnation")),
                properties.getProperty("database-id"),
                Boolean.parseBoolean(properties.getProperty("snapshot-done")),
                Boolean.parseBoolean(properties.getProperty("sweep-due")));
    }

    void save(Path folder) {
        Properties properties = new Properties();
        properties.setProperty("slot", slot);
        properties.setProperty("datasets", String.join(",", datasets));
        properties.setProperty("incarnation", Long.toString(incarnation));
        properties.setProperty("database-id", databaseId);
        properties.setProperty("snapshot-done", Boolean.toString(snapshotDone));
        properties.setProperty("sweep-due", Boolean.toString(sweepDue));
        try {
            StringWriter text = new StringWriter();
            properties.store(text, null);
            Durable.write(folder.resolve(FILE), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + folder.resolve(FILE) + "; has its disk room?", e);
        }
    }
}
