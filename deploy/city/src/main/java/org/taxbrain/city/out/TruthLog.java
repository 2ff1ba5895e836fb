package org.taxbrain.city.out;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Row;

/** What is really wrong or odd with which row, for those who check a pipeline. Format: README.md. */
public final class TruthLog implements AutoCloseable {
    private final String phase;
    private final Path dir;
    private final Map<Dirt.Effect, Writer> logs = new EnumMap<>(Dirt.Effect.class);
    private final Writer mended;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, Map<String, Long>> marks = new TreeMap<>();

    private TruthLog(Path dir, String phase, StandardOpenOption how) throws IOException {
        this.dir = dir;
        this.phase = phase;
        Files.createDirectories(dir);
        logs.put(Dirt.Effect.QUARANTINE, open("dirty.jsonl", how));
        logs.put(Dirt.Effect.REPAIR, open("repaired.jsonl", how));
        logs.put(Dirt.Effect.HARMLESS, open("noted.jsonl", how));
        mended = open("mended.jsonl", how);
    }

    /** The truth of a new city; an older one is lost. */
    public static TruthLog bulk(Path dir) throws IOException {
        return new TruthLog(dir, "bulk", StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Goes on with the truth of a new city by what was pushed of it. */
    public static TruthLog pushed(Path dir) throws IOException {
        return new TruthLog(dir, "bulk", StandardOpenOption.APPEND);
    }

    /** Goes on with the truth of a city on its day of changes. */
    public static TruthLog day(Path dir) throws IOException {
        return new TruthLog(dir, "day", StandardOpenOption.APPEND);
    }

    /** A row of a table or an interface was written. */
    public void row(Row row) {
        row(row, row.form().place(), null, null);
    }

    /**
     * A row was written.
     *
     * @param at table, path, or name of the file
     * @param line line or entry in the file, or null
     * @param revision revision of the file's business date, or null
     */
    public synchronized void row(Row row, String at, Long line, Integer revision) {
        String dataset = row.form().dataset();
        rows.merge(dataset, 1L, Long::sum);
        Row.Mark mark = row.mark();
        if (mark != null) {
            note(mark.kind(), dataset, row.key(), at, line, revision, mark);
        }
    }

    /** Something about a file as a whole. */
    public synchronized void file(String dataset, String name, int revision, Row.Mark mark) {
        note(mark.kind(), dataset, "", name, null, revision, mark);
    }

    /** The department corrected a dirty row. */
    public synchronized void mended(String dataset, String key, long change) {
        write(mended, Json.object("dataset", dataset, "key", key, "phase", phase, "n", change));
        flush();
    }

    /** Hands everything to the operating system. */
    public synchronized void flush() {
        try {
            for (Writer w : logs.values()) {
                w.flush();
            }
            mended.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The truth can't be written in " + dir + "; is the disk full?", e);
        }
    }

    /** Rows written so far, by dataset. */
    public synchronized Map<String, Long> rows() {
        return new TreeMap<>(rows);
    }

    /** Marks so far, by dataset, then by kind (and the rule that is broken). */
    public synchronized Map<String, Map<String, Long>> marks() {
        return new TreeMap<>(marks);
    }

    /** Writes {@code summary.json}. */
    public synchronized void summarise() throws IOException {
        Map<String, Object> datasets = new TreeMap<>();
        rows.forEach((dataset, count) ->
                datasets.put(dataset, Json.object("rows", count, "marks", marks.getOrDefault(dataset, Map.of()))));
        Files.writeString(dir.resolve("summary.json"), Json.line(Map.of("datasets", datasets)));
    }

    @Override
    public void close() throws IOException {
        List<Writer> all = new ArrayList<>(logs.values());
        all.add(mended);
        for (Writer w : all) {
            w.close();
        }
    }

    private void note(Dirt kind, String dataset, String key, String at, Long line, Integer revision, Row.Mark mark) {
        Map<String, Object> entry = Json.object(
                "dataset", dataset, "key", key, "at", at, "line", line, "revision", revision, "kind", kind.id());
        String counted = kind.id();
        switch (kind.effect()) {
            case QUARANTINE -> {
                entry.put("rule", mark.rule());
                entry.put("field", mark.field());
                entry.put("why", mark.why());
                counted = "dirty:" + mark.rule();
            }
            case REPAIR -> {
                entry.put("field", mark.field());
                entry.put("raw", mark.raw());
                entry.put("clean", mark.clean());
            }
            case HARMLESS -> entry.put("why", mark.why());
        }
        entry.put("phase", phase);
        marks.computeIfAbsent(dataset, d -> new TreeMap<>()).merge(counted, 1L, Long::sum);
        write(logs.get(kind.effect()), entry);
    }

    private void write(Writer writer, Map<String, Object> entry) {
        try {
            writer.write(Json.line(entry));
        } catch (IOException e) {
            throw new UncheckedIOException("The truth can't be written in " + dir + "; is the disk full?", e);
        }
    }

    private Writer open(String name, StandardOpenOption how) throws IOException {
        return Files.newBufferedWriter(dir.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
    }
}
