package org.taxbrain.connectors.files.sample;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.taxbrain.connectors.files.FileRefusedException;
import org.taxbrain.connectors.files.LocalFile;

/**
 * The beginning of a CSV file, and how it reads.
 *
 * @param charset of its bytes
 * @param delimiter between its cells
 * @param headerLines lines before the first row, 0 to 2
 * @param names of the columns; where the file has no header {@code column1} and so on
 * @param rows cells as they came; each row has as many as {@code names}
 */
public record Sample(Charset charset, char delimiter, int headerLines, List<String> names, List<List<String>> rows) {
    private static final int BYTES = 8 * 1024 * 1024;
    private static final int ROWS = 20_000;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, Charset.forName("GB18030"), Charset.forName("Big5"), StandardCharsets.ISO_8859_1);
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|', '^', '\u0001');
    private static final int MOST_HEADER_LINES = 2;

    /**
     * Reads the beginning of a file, packed (gzip, zip) or not.
     *
     * @throws SampleException if it holds no table
     */
    public static Sample read(Path file) throws IOException {
        byte[] head = head(file);
        Charset charset = charset(head);
        String text = new String(head, charset);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (head.length == BYTES) {
            // the last line is cut
            text = text.substring(0, Math.max(0, text.lastIndexOf('\n')));
        }
        char delimiter = delimiter(text);
        List<List<String>> lines = parse(text, delimiter, ROWS + MOST_HEADER_LINES);
        int columns = usualWidth(lines);
        if (columns < 2 || lines.size() < 2) {
            throw new SampleException(file + " holds no table: no separator of " + DELIMITERS
                    + " gives several columns over several lines");
        }
        int headers = HeaderLines.count(lines, columns, MOST_HEADER_LINES);
        List<String> names = headers == 0
                ? IntStream.rangeClosed(1, columns).mapToObj(i -> "column" + i).toList()
                : lines.get(0);
        List<List<String>> rows = lines.subList(headers, lines.size()).stream()
                .filter(row -> row.size() == names.size())
                .toList();
        return new Sample(charset, delimiter, headers, names, rows);
    }

    /** The cells of a column. */
    public List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = LocalFile.open(file)) {
            return in.readNBytes(BYTES);
        } catch (FileRefusedException e) {
            throw new SampleException(file + ": " + e.getMessage());
        }
    }

    /** The first in whose code all bytes are characters; the cut end may split one. */
    private static Charset charset(byte[] head) {
        int whole = head.length;
        while (head.length == BYTES && whole > 0 && head[whole - 1] != '\n') {
            whole--;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head, 0, whole == 0 ? head.length : whole);
        for (Charset charset : CHARSETS) {
            try {
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(bytes.duplicate());
                return charset;
            } catch (CharacterCodingException e) {
                // not this one
                continue;
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    /** The one that gives most lines the same number of columns, and that number is not one. */
    private static char delimiter(String text) {
        char best = ',';
        long bestScore = -1;
        for (char candidate : DELIMITERS) {
            List<List<String>> lines = parse(text, candidate, 200);
            int width = usualWidth(lines);
            long same = lines.stream().filter(l -> l.size() == width).count();
            long score = width < 2 ? 0 : same * 1000 / Math.max(1, lines.size()) * 100 + width;
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<List<String>> parse(String text, char delimiter, int most) {
        List<List<String>> lines = new ArrayList<>();
        try (CloseableIterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)
                .iterator()) {
            while (lines.size() < most && records.hasNext()) {
                lines.add(records.next().getFields());
            }
        } catch (CsvParseException e) {
            // a stray quote: what came before it is the sample
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException("a text can't fail to be read", e);
        }
        return lines;
    }

    private static int usualWidth(List<List<String>> lines) {
        Map<Integer, Long> widths =
                lines.stream().collect(Collectors.groupingBy(List::size, HashMap::new, Collectors.counting()));
        return widths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    @Override
    public String toString() {
        return "%s, separator %s, %d header lines, %d columns, %d rows"
                .formatted(
                        charset,
                        Arrays.asList(',', ';', '|', '^').contains(delimiter)
                                ? "\"" + delimiter + "\""
                                : String.format("U+%04X", (int) delimiter),
                        headerLines,
                        names.size(),
                        rows.size());
    }
}
