package org.taxbrain.connectors.files;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;

/** How the rows of a file are found, streaming: memory does not grow with the file. */
interface RowFormat {
    /**
     * Reads every row, in the file's order.
     *
     * @throws FileRefusedException if the file can't be taken as a whole
     * @throws java.io.UncheckedIOException if the local copy can't be read
     */
    void read(Path file, Consumer<ParsedRow> rows);

    /** The format that a dataset's descriptor names. */
    static RowFormat of(Dataset dataset) {
        String format = dataset.descriptor().source().files().format();
        return switch (format) {
            case "csv" -> new CsvFormat(dataset);
            case "camt.053" -> new CamtFormat(dataset);
            default ->
                throw new IllegalArgumentException(
                        dataset.id() + ": unknown file format " + format + "; use csv or camt.053");
        };
    }
}
