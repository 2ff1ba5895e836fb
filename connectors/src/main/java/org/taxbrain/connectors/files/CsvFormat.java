package org.taxbrain.connectors.files;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * CSV as the descriptor says: charset, delimiter, header lines. Quotes are {@code "}. A broken row is one row with a
 * defect and never swallows its neighbours: where a quote is not closed, or a record over several lines has not the
 * right number of columns, the line where it starts is the bad row and reading goes on with the next line.
 */
final class CsvFormat implements RowFormat {
    /** More characters than a value, a line or a header of any sane file has. */
    private static final int MAX_VALUE = 1 << 20;
    /** Each costs reading the file anew up to its line; a file with more has another quote character, or is no CSV. */
    private static final int MAX_BROKEN_QUOTES = 100;

    private final Dataset dataset;
    private final Charset charset;
    private final char delimiter;
    private final int headerLines;
    private final StrayUtf8 strayUtf8;

    CsvFormat(Dataset dataset) {
        Descriptor.Files files = dataset.descriptor().source().files();
        this.dataset = dataset;
        this.charset = files.charset() == null ? StandardCharsets.UTF_8 : Charset.forName(files.charset());
        this.delimiter = files.delimiter() == null ? ',' : files.delimiter().charAt(0);
        this.headerLines = files.headerLines() == null ? 1 : files.headerLines();
        this.strayUtf8 = new StrayUtf8(charset);
    }

    @Override
    public void read(Path file, Consumer<ParsedRow> rows) {
        try {
            new Pass(file, rows).run();
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private CsvReader<CsvRecord> csv(Reader reader) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_VALUE)
                .ofCsvRecord(reader);
    }

    private BufferedReader open(Path file, long skip) throws IOException {
        BufferedReader reader = new BufferedReader(new StrictReader(LocalFile.open(file), charset));
        for (long i = 0; i < skip; i++) {
            reader.readLine();
        }
        return reader;
    }

    /** One reading of one file. */
    private final class Pass {
        private final Path file;
        private final Consumer<ParsedRow> rows;
        private CsvColumns columns = headerLines == 0 ? CsvColumns.inSchemaOrder(dataset) : null;
        private int headersLeft = headerLines;
        private int brokenQuotes;

        Pass(Path file, Consumer<ParsedRow> rows) {
            this.file = file;
            this.rows = rows;
        }

        void run() throws IOException {
            long done = 0;
            do {
                done = readFrom(done);
            } while (done > 0);
            if (headersLeft > 0) {
                throw new FileRefusedException(
                        columns == null
                                ? "the file is empty: not even a header; send it again"
                                : "the file ends within its " + headerLines + " header lines; send it again");
            }
        }

        /** Reads what stands behind the first {@code skip} physical lines; returns the number of lines to skip before going on, 0 at the end. */
        private long readFrom(long skip) throws IOException {
            try (Reader reader = open(file, skip)) {
                long last = skip;
                try (CloseableIterator<CsvRecord> records = csv(reader).iterator()) {
                    while (records.hasNext()) {
                        CsvRecord record = records.next();
                        long start = skip + record.getStartingLineNumber();
                        List<String> cells = record.getFields();
                        int breaks = lineBreaks(cells);
                        if (headersLeft > 0) {
                            header(cells);
                        } else if (cells.size() != columns.count() && breaks > 0) {
                            return broken(start);
                        } else {
                            accept(start, cells, null);
                        }
                        last = start + breaks;
                    }
                } catch (CsvParseException e) {
                    rethrowCause(e);
                    return broken(last + 1);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                return 0;
            }
        }

        /** The parser wraps whatever its reader throws; only its own complaints are about quotes. */
        private void rethrowCause(CsvParseException e) {
            if (e.getCause() instanceof FileRefusedException refused) {
                throw refused;
            }
            if (e.getCause() != null) {
                throw e;
            }
        }

        private void header(List<String> cells) {
            if (headersLeft == headerLines) {
                columns = CsvColumns.named(dataset, cells);
            }
            headersLeft--;
        }

        /** Takes one physical line by itself for a row; blank lines before it are passed over. Returns its number. */
        private long broken(long from) throws IOException {
            brokenQuotes++;
            if (brokenQuotes > MAX_BROKEN_QUOTES) {
                throw new FileRefusedException("more than " + MAX_BROKEN_QUOTES
                        + " rows have broken quotes, the last at line " + from + "; write quotes within a value twice");
            }
            try (BufferedReader reader = open(file, from - 1)) {
                long number = from;
                String line = bounded(reader);
                while (line != null && line.isEmpty()) {
                    line = bounded(reader);
                    number++;
                }
                if (line == null || line.length() > MAX_VALUE) {
                    throw new FileRefusedException("line " + number + " is longer than " + MAX_VALUE
                            + " characters; check the line ends, then send the file again");
                }
                if (headersLeft > 0) {
                    throw new FileRefusedException(
                            "line " + number + ", of the header, has a broken quote; send the file again");
                }
                accept(number, BrokenLine.cells(line, delimiter), ParsedRow.ROW_INVALID);
                return number;
            }
        }

        /** The next line, cut behind MAX_VALUE characters; null at the end. */
        private String bounded(BufferedReader reader) throws IOException {
            StringBuilder line = new StringBuilder();
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            while (c >= 0 && c != '\n' && c != '\r' && line.length() <= MAX_VALUE) {
                line.append((char) c);
                c = reader.read();
            }
            if (c == '\r') {
                reader.mark(1);
                if (reader.read() != '\n') {
                    reader.reset();
                }
            }
            return line.toString();
        }

        private void accept(long line, List<String> cells, String defect) {
            List<String> clean = cells;
            boolean wrongCharset = false;
            for (int i = 0; i < cells.size(); i++) {
                String cell = cells.get(i);
                if (cell.indexOf(StrictReader.MALFORMED) >= 0) {
                    wrongCharset = true;
                    clean = clean == cells ? new ArrayList<>(cells) : clean;
                    clean.set(i, cell.replace(StrictReader.MALFORMED, '\uFFFD'));
                } else {
                    wrongCharset |= strayUtf8.in(cell);
                }
            }
            rows.accept(columns.row(line, clean, wrongCharset ? ParsedRow.CHARSET : defect));
        }
    }

    private static int lineBreaks(List<String> cells) {
        int n = 0;
        for (String cell : cells) {
            for (int i = 0; i < cell.length(); i++) {
                char c = cell.charAt(i);
                if (c == '\n' || c == '\r' && (i + 1 == cell.length() || cell.charAt(i + 1) != '\n')) {
                    n++;
                }
            }
        }
        return n;
    }
}
