package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.taxbrain.connectors.FileLanding;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;

/** The files of a dataset that were accepted and archived, read again from the first: every version of every row that they brought, deletions by absence too. */
public final class WholeArchive {
    /** The keys' hashes in positions are nobody's business here. */
    private static final byte[] NO_PEPPER = "no positions are kept".getBytes(StandardCharsets.UTF_8);

    private final Dataset dataset;
    private final Path folder;
    private final Seal seal;

    /**
     * @param folder the dataset's folder in the application's data
     * @param seal that the department puts on its files; signatures were verified when they came
     */
    public WholeArchive(Dataset dataset, Path folder, Seal seal) {
        this.dataset = dataset;
        this.folder = folder;
        this.seal = seal.unsigned();
    }

    /** Rows of all of them. */
    public long rows() {
        return accepted(ledger()).mapToLong(LedgerEntry::rows).sum();
    }

    /**
     * Lands them, by business date and revision, as they landed when they came.
     *
     * @throws UncheckedIOException if a file can't be read, or has been moved to other storage
     */
    public void land(Consumer<LandedRecord> rows) {
        Ledger ledger = ledger();
        try {
            Path scratch = Files.createTempDirectory("taxbrain-archive");
            try {
                land(ledger, scratch, rows);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the archived files of " + dataset.id() + " can't be read: " + e.getMessage(), e);
        }
    }

    private void land(Ledger ledger, Path scratch, Consumer<LandedRecord> rows) throws IOException {
        FileLanding landing = new FileLanding() {
            @Override
            public void land(LandedRecord row) {
                rows.accept(row);
            }

            @Override
            public void delivered(Delivery delivery) {
                // the books have heard of it
            }

            @Override
            public void flush() {
                // nothing is kept
            }
        };
        ThenClock clock = new ThenClock();
        FileIntake intake = new FileIntake(dataset, scratch.resolve("intake"), landing, NO_PEPPER, clock, seal);
        List<LedgerEntry> entries = accepted(ledger).toList();
        for (LedgerEntry entry : entries) {
            Path archived = ledger.archived(entry.digest());
            if (!Files.exists(archived)) {
                throw new IOException(
                        "the file " + entry.name() + " of " + entry.businessDate() + " is not in the archive any more ("
                                + archived + "); bring it back from where it was moved to");
            }
            clock.now = entry.intendedAt();
            intake.take(Files.copy(archived, scratch.resolve("file")), entry.name(), control(entry));
        }
    }

    /** The department's totals were verified when it came; an empty file is taken only by a control file's word. */
    private String control(LedgerEntry entry) {
        Descriptor.Files files = dataset.descriptor().source().files();
        return files.control() == null || entry.rows() > 0 ? null : "rows=0\ntotal=0\nsm3=" + entry.digest() + "\n";
    }

    private static Stream<LedgerEntry> accepted(Ledger ledger) {
        return ledger.entries().filter(LedgerEntry::accepted);
    }

    private Ledger ledger() {
        try {
            return new Ledger(folder, dataset.descriptor().extent() == Descriptor.Extent.FULL);
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger " + folder + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void delete(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Stands where the file that is read landed: a check may ask for that day. */
    private static final class ThenClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
