package org.taxbrain.city.out;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.taxbrain.city.Sources;

/** Sends a department's files and keeps what was sent. */
public final class Outbox {
    private final Sources sources;

    public Outbox(Sources sources) {
        this.sources = sources;
    }

    /**
     * A file to send.
     *
     * @param department whose it is
     * @param dataset its dataset; also the name of its folder
     * @param name its name
     * @param date its business date
     * @param revision the how-manieth content of that date
     * @param control whether a control file follows it
     */
    public record Letter(
            String department, String dataset, String name, LocalDate date, int revision, boolean control) {}

    /** Where a file is written before it is sent, and kept afterwards. */
    public Path keep(Letter letter) throws IOException {
        Path dir = sources.keptDir().resolve(letter.dataset());
        Files.createDirectories(dir);
        return dir.resolve(letter.name() + ".r" + letter.revision());
    }

    /** Whether a file was sent before. */
    public boolean sent(Letter letter) throws IOException {
        Path list = list();
        if (Files.notExists(list)) {
            return false;
        }
        for (String line : Files.readAllLines(list)) {
            Map<?, ?> entry = Json.MAPPER.readValue(line, Map.class);
            if (letter.name().equals(entry.get("name"))
                    && Integer.valueOf(letter.revision()).equals(entry.get("revision"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Sends a file, then its control file, then writes the delivery down.
     *
     * @param again whether this very content was sent before
     */
    public void send(Letter letter, Written written, boolean again) throws IOException {
        String control = letter.name() + ".ctl";
        try (FileLine line = FileLine.open(sources.sftp(), letter.department())) {
            line.folder(letter.dataset());
            if (letter.control()) {
                line.delete(letter.dataset(), control);
            }
            line.put(written.file(), letter.dataset(), letter.name());
            if (letter.control()) {
                Path kept = written.file().resolveSibling(written.file().getFileName() + ".ctl");
                control(kept, written);
                line.put(kept, letter.dataset(), control);
            }
        }
        writeDown(letter, written, again);
    }

    private static void control(Path file, Written written) throws IOException {
        StringBuilder text = new StringBuilder("rows=" + written.rows() + "\n");
        if (written.total() != null) {
            text.append("total=").append(written.total()).append('\n');
        }
        Files.writeString(file, text.append("sm3=").append(written.sm3()).append('\n'));
    }

    private void writeDown(Letter letter, Written written, boolean again) throws IOException {
        Map<String, Object> entry = Json.object(
                "dataset", letter.dataset(),
                "name", letter.name(),
                "businessDate", letter.date().toString(),
                "revision", letter.revision(),
                "kept", sources.keptDir().relativize(written.file()).toString(),
                "rows", written.rows());
        if (written.total() != null) {
            entry.put("total", written.total());
        }
        entry.put("sm3", written.sm3());
        entry.put("again", again);
        entry.put("at", Instant.now().toString());
        synchronized (Outbox.class) {
            try (OutputStream out = Files.newOutputStream(
                            list(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                writer.write(Json.line(entry));
            }
        }
    }

    private Path list() {
        return sources.keptDir().resolve("deliveries.jsonl");
    }

    /** Deliveries so far, oldest first. */
    public List<String> deliveries() throws IOException {
        return Files.exists(list()) ? Files.readAllLines(list()) : List.of();
    }
}
