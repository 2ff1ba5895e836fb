package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.text.Sm3;

/**
 * Takes a dataset's files, one at a time: check → archive and note → land the rows → land what is absent → flush → accept.
 * If it breaks off anywhere, taking the same file again does the same again: same revision, same positions, same order.
 */
public final class FileIntake {
    private static final int KEYS_IN_MEMORY = 200_000;
    /** A landing remembers what it was given until it is flushed. */
    private static final int ROWS_BETWEEN_FLUSHES = 20_000;

    private final Dataset dataset;
    private final FileLanding landing;
    private final byte[] pepper;
    private final Clock clock;
    private final Seal seal;
    private final Path work;
    private final Ledger ledger;
    private final BusinessDates dates;
    private final RowFormat format;
    private final FileRows rows;
    private final int keysInMemory;
    private int unflushed;

    /**
     * @param folder the dataset's folder in the application's data; made if absent
     * @param pepper for the hash of keys in positions
     * @param seal that the department puts on its files
     * @throws IOException if the ledger can't be read
     */
    public FileIntake(Dataset dataset, Path folder, FileLanding landing, byte[] pepper, Clock clock, Seal seal)
            throws IOException {
        this(dataset, folder, landing, pepper, clock, seal, KEYS_IN_MEMORY);
    }

    FileIntake(
            Dataset dataset, Path folder, FileLanding landing, byte[] pepper, Clock clock, Seal seal, int keysInMemory)
            throws IOException {
        this.dataset = dataset;
        this.landing = landing;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.seal = seal;
        this.keysInMemory = keysInMemory;
        this.work = Files.createDirectories(folder.resolve("work"));
        clear(work);
        this.ledger = new Ledger(folder, dataset.descriptor().extent() == Descriptor.Extent.FULL);
        this.dates = new BusinessDates(dataset.descriptor().source().files(), clock);
        this.format = RowFormat.of(dataset);
        this.rows = new FileRows(dataset, clock, seal);
    }

    /** Whether a file of this name is of the dataset. */
    public boolean matches(String name) {
        return dates.matches(name);
    }

    /** When the last file was taken; empty: none was yet. */
    public Optional<Instant> lastTaken() {
        return ledger.entries()
                .map(LedgerEntry::acceptedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /**
     * What became of a file.
     *
     * @param revision of its business date
     * @param rows landed
     * @param deletions landed for keys that it lacks
     * @param again whether the same content was accepted before
     */
    public record Taken(LocalDate businessDate, int revision, long rows, long deletions, boolean again) {}

    /**
     * Takes a file. The local copy is moved into the archive, or deleted if it is there already.
     *
     * @param content local copy, in the file system of the application's data
     * @param name the file's name on the server
     * @param control content of its control file; null if the dataset has none
     * @throws FileRefusedException if the file must be refused; nothing of it has landed
     * @throws UncheckedIOException if the local disk fails; to be tried again
     * @throws RuntimeException if landing fails; to be tried again
     */
    public Taken take(Path content, String name, String control) {
        try {
            return check(content, name, control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Taken check(Path content, String name, String control) throws IOException {
        Optional<LocalDate> date = dates.of(name);
        ControlFile said = control == null ? null : ControlFile.parse(control, controlSaysTotal(), seal.signs());
        String digest = LocalFile.digest(content);
        if (said != null && !said.sm3().equals(digest)) {
            throw FileRefusedException.ofOtherBytes(
                    "the control file says sm3=" + said.sm3() + ", the file's " + Files.size(content) + " bytes have "
                            + digest + ": it was changed or cut after the control file was made. Send both again");
        }
        seal.verify(content, said);
        Optional<LedgerEntry> known = date.isPresent() ? ledger.find(date.get(), digest) : ledger.findUndated(digest);
        try (KeySorter keys = new KeySorter(work, keysInMemory)) {
            Inspection inspection = new Inspection(dataset, keys);
            Optional<Trailer> trailer = format.read(seal.content(content), inspection::add);
            inspection.verify(said, trailer);
            if (known.isPresent() && known.get().accepted()) {
                ledger.archive(digest, content);
                return landAgain(known.get(), inspection);
            }
            LedgerEntry entry = begin(content, name, digest, date.orElseGet(dates::today), known, inspection, keys);
            return landNew(entry, inspection);
        }
    }

    /**
     * Tells the books of a file that was refused; it is kept when this returns.
     *
     * @param content local copy
     * @param why without personal data
     * @throws UncheckedIOException if the local disk fails
     * @throws RuntimeException if it can't be kept
     */
    public void refused(Path content, String name, String why) {
        try {
            landing.delivered(Delivery.newBuilder()
                    .setDataset(dataset.id())
                    .setDepartment(dataset.descriptor().department())
                    .setBatch(LedgerEntry.batch(name, LocalFile.digest(content)))
                    .setName(name)
                    .setBusinessDate(dates.of(name).map(LocalDate::toString).orElse(null))
                    .setRevision(0)
                    .setRows(0)
                    .setTakenAt(clock.millis())
                    .setRefusal(why)
                    .build());
            landing.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Delivery delivery(LedgerEntry entry, Inspection inspection) {
        return Delivery.newBuilder()
                .setDataset(dataset.id())
                .setDepartment(dataset.descriptor().department())
                .setBatch(entry.batch())
                .setName(entry.name())
                .setBusinessDate(entry.businessDate().toString())
                .setRevision(entry.revision())
                .setRows(inspection.rows())
                .setTotal(inspection.total().map(BigDecimal::toPlainString).orElse(null))
                // when it came first: a file that is sent again was not late
                .setTakenAt(entry.intendedAt().toEpochMilli())
                .build();
    }

    /** The trailer may say it instead. */
    private boolean controlSaysTotal() {
        Descriptor.Files files = dataset.descriptor().source().files();
        return files.totalField() != null
                && (files.trailer() == null || !files.trailer().contains("(?<total>"));
    }

    private LedgerEntry begin(
            Path content,
            String name,
            String digest,
            LocalDate date,
            Optional<LedgerEntry> begun,
            Inspection inspection,
            KeySorter keys)
            throws IOException {
        LocalDate businessDate = begun.map(LedgerEntry::businessDate).orElse(date);
        int revision = begun.map(LedgerEntry::revision).orElseGet(() -> ledger.nextRevision(businessDate));
        List<LedgerEntry> replaced = ledger.replacedBy(businessDate, revision);
        boolean deletes = !inspection.unreadable() && replaced.stream().allMatch(e -> Files.exists(ledger.keys(e)));
        Path sorted = work.resolve("keys.gz");
        // What a file may not delete is still there after it: the next file that can deletes it.
        keys.writeTo(sorted, deletes ? List.of() : existingKeys(replaced));
        LedgerEntry entry = new LedgerEntry(
                businessDate,
                revision,
                begun.map(LedgerEntry::name).orElse(name),
                digest,
                inspection.rows(),
                deletes,
                clock.instant(),
                null);
        ledger.begin(entry, content, sorted);
        return entry;
    }

    private Taken landNew(LedgerEntry entry, Inspection inspection) throws IOException {
        landing.delivered(delivery(entry, inspection));
        landRows(entry);
        long deletions = 0;
        if (entry.deletes()) {
            deletions +=
                    landAbsent(existingKeys(ledger.replacedBy(entry.businessDate(), entry.revision())), entry, entry);
        }
        for (LedgerEntry later : ledger.replacing(entry)) {
            deletions += replaceBy(later, entry);
        }
        landing.flush();
        ledger.accept(entry.acceptedAt(clock.instant()));
        return new Taken(entry.businessDate(), entry.revision(), entry.rows(), deletions, false);
    }

    /** The rows of a late file that a later one, taken before it, lacks, are gone since that later one; if it may not delete, they stay known. */
    private long replaceBy(LedgerEntry later, LedgerEntry late) throws IOException {
        if (!Files.exists(ledger.keys(later))) {
            return 0;
        }
        if (later.deletes()) {
            return landAbsent(List.of(ledger.keys(late)), later, later);
        }
        Path merged = work.resolve("merged.gz");
        try (KeyFile.Writer out = new KeyFile.Writer(merged)) {
            KeyFile.merge(List.of(ledger.keys(later), ledger.keys(late)), out::write);
        }
        ledger.replaceKeys(later, merged);
        return 0;
    }

    private Taken landAgain(LedgerEntry entry, Inspection inspection) {
        landing.delivered(delivery(entry, inspection));
        landRows(entry);
        landing.flush();
        return new Taken(entry.businessDate(), entry.revision(), entry.rows(), 0, true);
    }

    private void landRows(LedgerEntry entry) {
        rows.read(entry, ledger.archived(entry.digest()), this::land);
    }

    /** Lands the deletion of every key that the earlier files have and the present one lacks. */
    private long landAbsent(List<Path> earlier, LedgerEntry present, LedgerEntry by) throws IOException {
        long[] deletions = new long[1];
        KeyFile.absent(earlier, ledger.keys(present), key -> {
            LandedRecord landed = rows.frame(by, by.name() + ":absent:" + Sm3.keyedHash(pepper, key), Long.MAX_VALUE);
            landed.setOperation(Operation.DELETE);
            landed.setKey(key);
            landed.setValues(List.of());
            landed.setExtra(Map.of());
            land(landed);
            deletions[0]++;
        });
        return deletions[0];
    }

    private void land(LandedRecord landed) {
        landing.land(landed);
        if (++unflushed >= ROWS_BETWEEN_FLUSHES) {
            landing.flush();
            unflushed = 0;
        }
    }

    /** A run that was killed leaves work behind. */
    private static void clear(Path work) throws IOException {
        try (Stream<Path> left = Files.list(work)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Path> existingKeys(List<LedgerEntry> entries) {
        List<Path> files = new ArrayList<>();
        for (LedgerEntry entry : entries) {
            if (Files.exists(ledger.keys(entry))) {
                files.add(ledger.keys(entry));
            }
        }
        return files;
    }
}
