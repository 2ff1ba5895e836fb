package org.taxbrain.connectors.files.sample;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of cells with a separator between them. */
final class CsvSample {
    /** Those of several characters behind what they are made of: they explain why it stands so often. */
    private static final List<String> DELIMITERS = List.of(
            ",", ";", "\t", "|", "^", "\u0001", "||", "^^", "~~", "@|@", "|@|", "|+|", "#|#", "$|$", "\u0001|", "|||");

    private static final int TRIED = 200;
    private static final int MOST_HEADER_LINES = 2;
    private static final double NEARLY_ALL = 0.99;

    private CsvSample() {}

    /**
     * How well a separator does.
     *
     * @param width cells that lines usually have
     * @param share of the lines that have so many
     */
    private record Fit(String delimiter, int width, double share) {
        static Fit of(String text, String delimiter) {
            List<List<String>> lines = parse(text, delimiter, TRIED);
            int width = usualWidth(lines);
            long same = lines.stream().filter(l -> l.size() == width).count();
            return new Fit(delimiter, width, lines.isEmpty() ? 0 : (double) same / lines.size());
        }

        boolean isBetterThan(Fit other) {
            if (width < 2) {
                return false;
            }
            if (delimiter.length() > 1 && delimiter.contains(other.delimiter)) {
                // each place where it stands has so many of the other one, and all of those are explained
                return share >= other.share && other.width - 1 == (width - 1) * count(delimiter, other.delimiter);
            }
            return other.width < 2 || share > other.share || share == other.share && width > other.width;
        }

        private static int count(String text, String part) {
            return (text.length() - text.replace(part, "").length()) / part.length();
        }
    }

    static Optional<Sample> of(String text, Charset charset) {
        String delimiter = best(text).delimiter();
        List<List<String>> lines = parse(text, delimiter, Sample.ROWS + MOST_HEADER_LINES);
        int width = usualWidth(lines);
        if (width < 2 || lines.size() < 2) {
            return Optional.empty();
        }
        int headers = HeaderLines.count(lines, width, MOST_HEADER_LINES);
        List<Sample.Column> columns = IntStream.range(
                        0, headers == 0 ? width : lines.get(0).size())
                .mapToObj(i -> headers == 0
                        ? new Sample.Column("column" + (i + 1), Map.of())
                        : Sample.Column.sourced(
                                lines.get(0).get(i).strip(), lines.get(0).get(i).strip()))
                .toList();
        return Optional.of(new Sample(
                charset + ", separator " + shown(delimiter) + ", " + headers + " header lines",
                List.of(
                        "format: csv",
                        "charset: " + Sample.named(charset),
                        "delimiter: " + yaml(delimiter),
                        "headerLines: " + headers),
                List.of(),
                columns,
                lines.subList(headers, lines.size()).stream()
                        .filter(row -> row.size() == columns.size())
                        .toList()));
    }

    /** The separators, for a message. */
    static String tried() {
        return DELIMITERS.stream().map(CsvSample::shown).collect(Collectors.joining(", "));
    }

    /** Whether a separator gives nearly all lines the same number of cells. */
    static boolean isEven(String text) {
        Fit best = best(text);
        return best.width() > 1 && best.share() >= NEARLY_ALL;
    }

    private static Fit best(String text) {
        Fit best = Fit.of(text, DELIMITERS.get(0));
        for (String candidate : DELIMITERS.subList(1, DELIMITERS.size())) {
            Fit fit = Fit.of(text, candidate);
            best = fit.isBetterThan(best) ? fit : best;
        }
        return best;
    }

    private static List<List<String>> parse(String text, String delimiter, int most) {
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

    private static String yaml(String delimiter) {
        StringBuilder text = new StringBuilder("\"");
        delimiter
                .chars()
                .forEach(c -> text.append(
                        c == '\t' ? "\\t" : c < ' ' ? String.format("\\x%02x", c) : String.valueOf((char) c)));
        return text.append('"').toString();
    }

    private static String shown(String delimiter) {
        return delimiter.chars().anyMatch(c -> c <= ' ')
                ? delimiter.chars().mapToObj(c -> String.format("U+%04X", c)).collect(Collectors.joining(" "))
                : "\"" + delimiter + "\"";
    }
}
