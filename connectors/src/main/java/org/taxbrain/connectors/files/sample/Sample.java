package org.taxbrain.connectors.files.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.connectors.files.FileRefusedException;
import org.taxbrain.connectors.files.LocalFile;

/**
 * The beginning of a file, and how it reads.
 *
 * @param form for people: its charset, separator and the like
 * @param files what the descriptor says of such files, a key and its value a line
 * @param remarks what is to be looked at, as it can't be known from a sample
 * @param columns what stands in each row
 * @param rows cells as they came, one for each column; null: the row has no such thing
 */
public record Sample(
        String form, List<String> files, List<String> remarks, List<Column> columns, List<List<String>> rows) {
    static final int ROWS = 20_000;
    private static final int BYTES = 8 * 1024 * 1024;
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, Charset.forName("GB18030"), Charset.forName("Big5"), StandardCharsets.ISO_8859_1);

    /**
     * One thing that rows hold.
     *
     * @param name as the file has it; where it has none {@code column1} and so on
     * @param hints how the descriptor says where it stands, by key; a {@code source} is left out where it is the field's name
     */
    record Column(String name, Map<String, String> hints) {
        static Column sourced(String name, String source) {
            return new Column(name, Map.of("source", source));
        }
    }

    /**
     * Reads the beginning of a file, packed (gzip, zip) or not.
     *
     * @throws SampleException if it holds no table
     */
    public static Sample read(Path file) throws IOException {
        byte[] head = head(file);
        boolean isCut = head.length == BYTES;
        Charset charset = charset(head);
        String text = new String(head, charset);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        String start = text.stripLeading();
        Optional<Sample> found = start.startsWith("<")
                ? XmlSample.of(file, head, isCut)
                : start.startsWith("{") || start.startsWith("[") ? JsonSample.of(text, charset) : Optional.empty();
        if (found.isPresent() || start.startsWith("<")) {
            return found.orElseThrow(
                    () -> new SampleException(file + " holds no rows: no element repeats within another"));
        }
        // the last line of a part is cut
        String lines = isCut ? text.substring(0, Math.max(0, text.lastIndexOf('\n'))) : text;
        return FixedSample.of(lines, charset)
                .filter(fixed -> !CsvSample.isEven(lines))
                .or(() -> CsvSample.of(lines, charset))
                .orElseThrow(
                        () -> new SampleException(
                                file + " holds no table: no separator of " + CsvSample.tried()
                                        + " gives several columns over several lines, and its lines have no blank columns at one place"));
    }

    /** The cells of a column. */
    List<String> column(int index) {
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** As a descriptor says it. */
    static String named(Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? "UTF-8" : charset.name();
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
        // a file of one line has no better place to be cut at
        byte[] bytes = Arrays.copyOf(head, whole == 0 ? head.length : whole);
        for (Charset charset : CHARSETS) {
            try {
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes));
                return charset;
            } catch (CharacterCodingException e) {
                // not this one
                continue;
            }
        }
        return StandardCharsets.ISO_8859_1;
    }

    @Override
    public String toString() {
        return "%s, %d columns, %d rows".formatted(form, columns.size(), rows.size());
    }
}
