package org.taxbrain.connectors.files;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;

/** How the rows of a file are found, streaming: memory does not grow with the file. */
public interface RowFormat {
    /**
     * Reads every row, in the file's order.
     *
     * @return what the file's last line says of it, where the descriptor declares such a line
     * @throws FileRefusedException if the file can't be taken as a whole
     * @throws java.io.UncheckedIOException if the local copy can't be read
     */
    Optional<Trailer> read(FileContent file, Consumer<ParsedRow> rows);

    /** Reads every row of a file that came in clear. */
    default Optional<Trailer> read(Path file, Consumer<ParsedRow> rows) {
        return read(Seal.NONE.content(file), rows);
    }

    /** The format that a dataset's descriptor names. */
    static RowFormat of(Dataset dataset) {
        String format = dataset.descriptor().source().files().format();
        return switch (format) {
            case "csv" -> new CsvFormat(dataset);
            case "fixed" -> new FixedFormat(dataset);
            case "json" -> new JsonFormat(dataset);
            case "xml" -> new XmlFormat(dataset);
            case "camt.053" -> new CamtFormat(dataset);
            default ->
                throw new IllegalArgumentException(
                        dataset.id() + ": unknown file format " + format + "; use csv, fixed, json, xml or camt.053");
        };
    }
}
