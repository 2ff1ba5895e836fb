package org.taxbrain.city.out;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.taxbrain.city.CityException;
import org.taxbrain.city.Seal;
import org.taxbrain.city.Sources;

/** Sends a department's files and keeps what was sent. */
public final class Outbox implements AutoCloseable {
    private final Sources sources;
    private final Map<String, FileLine> lines = new HashMap<>();

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
            String department, String dataset, String name, LocalDate date, int revision, boolean control) {
        /** Whether it is sent encrypted and signed; what is kept is in clear. */
        boolean sealed() {
            return name.endsWith(Seal.SUFFIX);
        }
    }

    /** Where a file is written before it is sent, and kept afterwards. */
    public Path keep(Letter letter) throws IOException {
        Path dir = sources.keptDir().resolve(letter.dataset());
        Files.createDirectories(dir);
        return dir.resolve(letter.name() + ".r" + letter.revision());
    }

    /**
     * Whether a file was sent before.
     *
     * @param again asks whether it was sent a second time
     */
    public synchronized boolean sent(Letter letter, boolean again) throws IOException {
        return delivery(letter, again) != null;
    }

    /** What was sent as a letter, or null. */
    public synchronized Written kept(Letter letter) throws IOException {
        JsonNode entry = delivery(letter, false);
        return entry == null
                ? null
                : new Written(
                        sources.keptDir().resolve(entry.get("kept").asText()),
                        entry.get("rows").asLong(),
                        entry.path("total").textValue(),
                        entry.get("sm3").asText());
    }

    private JsonNode delivery(Letter letter, boolean again) throws IOException {
        if (Files.notExists(list())) {
            return null;
        }
        for (String line : Files.readAllLines(list())) {
            JsonNode entry = Json.MAPPER.readTree(line);
            if (entry.get("name").asText().equals(letter.name())
                    && entry.get("revision").asInt() == letter.revision()
                    && entry.get("again").asBoolean() == again) {
                return entry;
            }
        }
        return null;
    }

    /**
     * Sends a file, then its control file, then writes the delivery down.
     *
     * @param again whether this very content was sent before
     */
    public synchronized void send(Letter letter, Written written, boolean again) throws IOException {
        try {
            put(line(letter.department()), letter, letter.sealed() ? sealed(letter, written) : written);
        } catch (IOException | RuntimeException e) {
            hangUp(letter.department(), e);
            throw e;
        }
        writeDown(letter, written, again);
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileLine line : lines.values()) {
            line.close();
        }
        lines.clear();
    }

    /** A line that failed once is not to be trusted; the next try logs in anew. */
    private void hangUp(String department, Exception why) {
        FileLine broken = lines.remove(department);
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }

    private FileLine line(String department) throws IOException {
        FileLine line = lines.get(department);
        if (line == null) {
            line = FileLine.open(sources.sftp(), department);
            lines.put(department, line);
        }
        return line;
    }

    /** What goes over the line: the same bytes at each attempt, as other ones would be another revision. */
    private Written sealed(Letter letter, Written written) throws IOException {
        Seal seal = sources.sftp().logins().get(letter.department()).seal();
        if (seal == null) {
            throw new CityException(letter.name() + " is sent sealed: " + letter.department() + " has no keys");
        }
        Path file = written.file().resolveSibling(written.file().getFileName() + ".sealed");
        if (Files.notExists(file)) {
            seal.encrypt(written.file(), file);
        }
        try (DigestStream digest = new DigestStream(OutputStream.nullOutputStream())) {
            Files.copy(file, digest);
            return new Written(file, written.rows(), written.total(), digest.hex(), seal.sign(file));
        }
    }

    private static void put(FileLine line, Letter letter, Written written) throws IOException {
        String control = letter.name() + ".ctl";
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

    private static void control(Path file, Written written) throws IOException {
        StringBuilder text = new StringBuilder("rows=" + written.rows() + "\n");
        if (written.total() != null) {
            text.append("total=").append(written.total()).append('\n');
        }
        text.append("sm3=").append(written.sm3()).append('\n');
        if (written.signature() != null) {
            text.append("signature=").append(written.signature()).append('\n');
        }
        Files.writeString(file, text);
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
        Files.writeString(
                list(),
                Json.line(entry),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    private Path list() {
        return sources.keptDir().resolve("deliveries.jsonl");
    }
}
