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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * CSV as the descriptor says: charset, delimiter, quote, header lines, trailer. A broken row is one row with a
 * defect and never swallows its neighbours: where a quote is not closed, or a record over several lines has not the
 * right number of columns, the line where it starts is the bad row and reading goes on with the next line.
 */
final class CsvFormat implements RowFormat {
    /** More characters than a value, a line or a header of any sane file has. */
    private static final int MAX_VALUE = 1 << 20;
    /** Each costs reading the file anew up to its line; a file with more has another quote character, or is no CSV. */
    private static final int MAX_BROKEN_QUOTES = 100;

    /** Where quotes are text, the parser looks for a noncharacter, which no text holds. */
    private static final char NO_QUOTE = '\uFFFE';

    private final Dataset dataset;
    private final Descriptor.Files files;
    private final String delimiter;
    private final char quote;
    private final int skipLines;
    private final int headerLines;
    private final Pattern trailer;
    private final StrayUtf8 strayUtf8;

    CsvFormat(Dataset dataset) {
        this.dataset = dataset;
        this.files = dataset.descriptor().source().files();
        this.delimiter = files.delimiter() == null ? "," : files.delimiter();
        this.quote = files.quote() == null
                ? '"'
                : files.quote().equals("none") ? NO_QUOTE : files.quote().charAt(0);
        this.skipLines = files.skipLines() == null ? 0 : files.skipLines();
        this.trailer = Trailer.pattern(files);
        this.headerLines = files.headerLines() == null ? 1 : files.headerLines();
        this.strayUtf8 = new StrayUtf8(LineCharsets.charset(files));
    }

    @Override
    public Optional<Trailer> read(FileContent file, Consumer<ParsedRow> rows) {
        try {
            return new Pass(file, rows).run();
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private CsvReader<CsvRecord> csv(Reader reader) {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_VALUE)
                .ofCsvRecord(reader);
    }

    /** One reading of one file. */
    private final class Pass {
        private final FileContent file;
        private final Consumer<ParsedRow> rows;
        private CsvColumns columns = headerLines == 0 ? CsvColumns.withoutHeader(dataset) : null;
        private int headersLeft = headerLines;
        private int brokenQuotes;
        /** Of the reader that was opened last: once that has come to its end, it has the trailer. */
        private TrailerReader ending;

        Pass(FileContent file, Consumer<ParsedRow> rows) {
            this.file = file;
            this.rows = rows;
        }

        Optional<Trailer> run() throws IOException {
            long done = skipLines;
            do {
                done = readFrom(done);
            } while (done > 0);
            if (headersLeft > 0) {
                throw new FileRefusedException(
                        columns == null
                                ? "the file is empty: not even a header; send it again"
                                : "the file ends within its " + headerLines + " header lines; send it again");
            }
            return trailer == null ? Optional.empty() : Optional.of(Trailer.read(trailer, ending.trailer()));
        }

        private BufferedReader open(long skip) throws IOException {
            Reader text = FallbackReader.open(file.open(), files);
            if (trailer != null) {
                ending = new TrailerReader(text);
                text = ending;
            }
            BufferedReader reader = new BufferedReader(text);
            for (long i = 0; i < skip; i++) {
                reader.readLine();
            }
            return reader;
        }

        /** Reads what stands behind the first {@code skip} physical lines; returns the number of lines to skip before going on, 0 at the end. */
        private long readFrom(long skip) throws IOException {
            try (Reader reader = open(skip)) {
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
            try (BufferedReader reader = open(from - 1)) {
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
                accept(number, BrokenLine.cells(line, delimiter, quote), ParsedRow.ROW_INVALID);
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
