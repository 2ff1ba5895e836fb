package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Descriptor.WidthIn;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldHint;

/**
 * Lines of fixed positions, as mainframes write them. Positions count bytes unless the descriptor says otherwise: a Chinese
 * character takes two of them in GBK. Blank lines are passed over.
 */
final class FixedFormat implements RowFormat {
    private final List<FieldHint> places;
    private final LineCharsets charsets;
    private final boolean bytes;
    private final int skipLines;
    private final int width;
    private final Pattern trailer;

    FixedFormat(Dataset dataset) {
        Descriptor.Files files = dataset.descriptor().source().files();
        this.places = dataset.fields().stream().map(Field::hint).toList();
        this.charsets = LineCharsets.of(files);
        this.bytes = files.widthIn() != WidthIn.CHARACTERS;
        this.skipLines = files.skipLines() == null ? 0 : files.skipLines();
        this.width =
                places.stream().mapToInt(p -> p.start() + p.length() - 1).max().orElse(0);
        this.trailer = Trailer.pattern(files);
    }

    @Override
    public Optional<Trailer> read(FileContent file, Consumer<ParsedRow> rows) {
        try (ByteLines lines = new ByteLines(file.open())) {
            byte[] held = null;
            long heldNumber = 0;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                byte[] content = withoutEnd(line);
                if (lines.number() <= skipLines || isBlank(content)) {
                    continue;
                }
                // with a trailer, a line is a row only when another follows it
                byte[] row = trailer == null ? content : held;
                if (row != null) {
                    rows.accept(row(trailer == null ? lines.number() : heldNumber, row));
                }
                held = content;
                heldNumber = lines.number();
            }
            return trailer == null
                    ? Optional.empty()
                    : Optional.of(Trailer.read(
                            trailer, held == null ? null : LineCharsets.text(charsets.of(held), held, 0, held.length)));
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private ParsedRow row(long number, byte[] line) {
        Charset charset = charsets.of(line);
        String text = bytes ? null : LineCharsets.text(charset, line, 0, line.length);
        int length = bytes ? line.length : text.length();
        String[] values = new String[places.size()];
        boolean malformed = false;
        for (int i = 0; i < values.length; i++) {
            int from = places.get(i).start() - 1;
            int to = Math.min(length, from + places.get(i).length());
            if (from < to) {
                String value = bytes ? LineCharsets.text(charset, line, from, to - from) : text.substring(from, to);
                malformed |= value.indexOf(StrictReader.MALFORMED) >= 0;
                values[i] = value.replace(StrictReader.MALFORMED, '\uFFFD');
            }
        }
        Map<String, String> extra = length <= width
                ? Map.of()
                : Map.of(
                        "rest",
                        (bytes ? LineCharsets.text(charset, line, width, length - width) : text.substring(width))
                                .replace(StrictReader.MALFORMED, '\uFFFD'));
        return new ParsedRow(number, new ArrayList<>(Arrays.asList(values)), extra, defect(length, extra, malformed));
    }

    /** A line of another length is another record, or one that was cut; blanks behind the last position are neither. */
    private String defect(int length, Map<String, String> extra, boolean malformed) {
        if (malformed) {
            return ParsedRow.CHARSET;
        }
        if (length < width) {
            return ParsedRow.COLUMNS_MISSING;
        }
        return extra.values().stream().allMatch(String::isBlank) ? null : ParsedRow.COLUMNS_TOO_MANY;
    }

    private static byte[] withoutEnd(byte[] line) {
        int end = line.length;
        while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) {
            end--;
        }
        return end == line.length ? line : Arrays.copyOf(line, end);
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            // 0x1A ended files of the systems that this form comes from
            if (b != ' ' && b != '\t' && b != 0x1A) {
                return false;
            }
        }
        return true;
    }
}
