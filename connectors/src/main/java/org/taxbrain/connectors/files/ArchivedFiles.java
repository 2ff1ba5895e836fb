package org.taxbrain.connectors.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;

/**
 * The files of a dataset that were accepted, read again from the archive by the declaration that the dataset has now. The ledger is only
 * read, so that the application may go on taking files meanwhile.
 */
public final class ArchivedFiles {
    private final Dataset dataset;
    private final Ledger ledger;
    private final Clock clock;
    private final Seal seal;

    /**
     * @param folder the dataset's folder in the application's data
     * @param seal that the department puts on its files
     * @throws IOException if the ledger can't be read
     */
    public ArchivedFiles(Dataset dataset, Path folder, Clock clock, Seal seal) throws IOException {
        this.dataset = dataset;
        this.ledger = new Ledger(folder, false);
        this.clock = clock;
        this.seal = seal;
    }

    /**
     * Hands on the rows of a file, with the positions and orders that they landed with.
     *
     * @param name of the file when it came; of several contents under that name the newest
     * @return false if no file of that name was accepted, or its content is not in the archive any more
     * @throws FileRefusedException if the file can't be read by the present declaration; rows may have been handed on
     */
    public boolean read(String name, Consumer<LandedRecord> rows) {
        Optional<LedgerEntry> entry = ledger.newestAccepted(name);
        if (entry.isEmpty() || !Files.exists(ledger.archived(entry.get().digest()))) {
            return false;
        }
        new FileRows(dataset, clock, seal)
                .read(entry.get(), ledger.archived(entry.get().digest()), rows);
        return true;
    }
}
