package org.taxbrain.connectors.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was taken of one dataset, on disk: an entry a content and date, its keys for finding absences, and the files
 * themselves by digest. An entry is written before its file's rows land, so that a landing that broke off goes on under the
 * same revision; it is accepted when all of them have landed. Not safe for threads: one route reads a dataset.
 */
final class Ledger {
    /** Keys of older full files are not kept; a file that comes later than these deletes nothing. */
    private static final int FULL_FILES_KEPT = 8;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path root;
    private final boolean full;
    private final TreeSet<LedgerEntry> entries = new TreeSet<>();

    /**
     * Opens a dataset's ledger.
     *
     * @param root its folder; made if absent
     * @param full whether each file is the whole dataset, so that files of different dates replace each other
     * @throws IOException if it can't be read
     */
    Ledger(Path root, boolean full) throws IOException {
        this.root = root;
        this.full = full;
        Files.createDirectories(root.resolve("entries"));
        Files.createDirectories(root.resolve("archive"));
        try (Stream<Path> files = Files.walk(root.resolve("entries"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                try {
                    entries.add(JSON.readValue(file.toFile(), LedgerEntry.class));
                } catch (IOException e) {
                    throw new IOException(
                            "the ledger's entry " + file + " can't be read; restore it from a backup, or move it away"
                                    + " and let the department send that file again: " + e.getMessage(),
                            e);
                }
            }
        }
    }

    /** Every entry, by business date and revision. */
    Stream<LedgerEntry> entries() {
        return entries.stream();
    }

    /** The entry of a content that came before for the same business date. */
    Optional<LedgerEntry> find(LocalDate businessDate, String digest) {
        return entries.stream()
                .filter(e -> e.businessDate().equals(businessDate) && e.digest().equals(digest))
                .findFirst();
    }

    /** The entry that a file without a date in its name belongs to: one that was begun, or the last one sent again. */
    Optional<LedgerEntry> findUndated(String digest) {
        return entries.descendingSet().stream()
                .filter(e -> e.digest().equals(digest))
                .filter(e -> !e.accepted() || e.equals(lastAccepted()))
                .findFirst();
    }

    private LedgerEntry lastAccepted() {
        return entries.descendingSet().stream()
                .filter(LedgerEntry::accepted)
                .findFirst()
                .orElse(null);
    }

    /** The accepted entry of a file's name; of several the newest. */
    Optional<LedgerEntry> newestAccepted(String name) {
        return entries.descendingSet().stream()
                .filter(e -> e.accepted() && e.name().equals(name))
                .findFirst();
    }

    /** The revision that another content of a business date gets. */
    int nextRevision(LocalDate businessDate) {
        return 1
                + entries.stream()
                        .filter(e -> e.businessDate().equals(businessDate))
                        .mapToInt(LedgerEntry::revision)
                        .max()
                        .orElse(0);
    }

    /** What an entry replaces, newest first: the accepted one before it, and those begun since, whose rows may have landed in part. */
    List<LedgerEntry> replacedBy(LocalDate businessDate, int revision) {
        LedgerEntry bound = new LedgerEntry(businessDate, revision, null, null, 0, false, null, null);
        List<LedgerEntry> replaced = new ArrayList<>();
        for (LedgerEntry entry : entries.headSet(bound, false).descendingSet()) {
            if (!full && !entry.businessDate().equals(businessDate)) {
                break;
            }
            replaced.add(entry);
            if (entry.accepted()) {
                break;
            }
        }
        return replaced;
    }

    /** The accepted entries that replaced one that came late: up to the first that deletes. Empty but for full datasets. */
    List<LedgerEntry> replacing(LedgerEntry late) {
        List<LedgerEntry> later = new ArrayList<>();
        if (!full) {
            return later;
        }
        for (LedgerEntry entry : entries.tailSet(late, false)) {
            if (entry.accepted()) {
                later.add(entry);
                if (entry.deletes()) {
                    break;
                }
            }
        }
        return later;
    }

    /** Files the content away, with its keys, and notes that its landing begins. */
    void begin(LedgerEntry entry, Path content, Path keys) throws IOException {
        archive(entry.digest(), content);
        Durable.move(keys, keys(entry));
        save(entry);
    }

    /** Files a content away; it may be there already, or have been moved to other storage since. */
    void archive(String digest, Path content) throws IOException {
        if (Files.exists(archived(digest))) {
            Files.delete(content);
        } else {
            Durable.move(content, archived(digest));
        }
    }

    /** Notes that all of an entry has landed. */
    void accept(LedgerEntry accepted) throws IOException {
        save(accepted);
        dropKeysNoLongerNeeded(accepted);
    }

    /** Puts merged keys in the place of an entry's own. */
    void replaceKeys(LedgerEntry entry, Path keys) throws IOException {
        Durable.move(keys, keys(entry));
    }

    private void save(LedgerEntry entry) throws IOException {
        Durable.write(file(entry, ".json"), JSON.writeValueAsBytes(entry));
        entries.remove(entry);
        entries.add(entry);
    }

    private void dropKeysNoLongerNeeded(LedgerEntry accepted) throws IOException {
        int kept = 0;
        for (LedgerEntry entry : entries.headSet(accepted, true).descendingSet()) {
            boolean sameScope = full || entry.businessDate().equals(accepted.businessDate());
            if (!sameScope) {
                break;
            }
            kept += entry.accepted() ? 1 : 0;
            if (kept > (full ? FULL_FILES_KEPT : 1)) {
                Files.deleteIfExists(keys(entry));
            }
        }
    }

    Path keys(LedgerEntry entry) {
        return file(entry, ".keys.gz");
    }

    Path archived(String digest) {
        return root.resolve("archive").resolve(digest);
    }

    private Path file(LedgerEntry entry, String suffix) {
        return root.resolve("entries")
                .resolve(entry.businessDate().toString())
                .resolve(String.format("%04d%s", entry.revision(), suffix));
    }
}
