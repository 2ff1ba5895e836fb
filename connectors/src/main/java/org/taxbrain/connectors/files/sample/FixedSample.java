package org.taxbrain.connectors.files.sample;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of one length, with blanks at the same places in all of them: between those are columns. */
final class FixedSample {
    private static final double NEARLY_ALL = 0.99;
    private static final int LEAST_LINES = 3;
    private static final int MOST_HEADER_LINES = 2;
    private static final String REMARK =
            "start and length are guessed from places that are blank in every line of the sample: columns without a blank"
                    + " between them show as one, and a text with blanks as several. Check them by the department's layout";

    private final Charset charset;
    private final boolean isInBytes;
    /** Lines as they are counted: a character a byte, or a character a character. */
    private final List<String> lines;

    private final int length;

    private FixedSample(Charset charset, boolean isInBytes, List<String> lines, int length) {
        this.charset = charset;
        this.isInBytes = isInBytes;
        this.lines = lines;
        this.length = length;
    }

    /** A column, from where (0 is the first place) up to, not with, where. */
    private record Span(int from, int to) {}

    static Optional<Sample> of(String text, Charset charset) {
        List<String> characters =
                text.lines().filter(l -> !l.isBlank()).limit(Sample.ROWS).toList();
        List<String> bytes = characters.stream()
                .map(l -> new String(l.getBytes(charset), StandardCharsets.ISO_8859_1))
                .toList();
        int inBytes = usualLength(bytes);
        int inCharacters = usualLength(characters);
        boolean isInBytes = share(bytes, inBytes) >= share(characters, inCharacters);
        FixedSample sample = isInBytes
                ? new FixedSample(charset, true, bytes, inBytes)
                : new FixedSample(charset, false, characters, inCharacters);
        return sample.read();
    }

    private Optional<Sample> read() {
        int before = 0;
        while (before < Math.min(MOST_HEADER_LINES, lines.size())
                && lines.get(before).length() != length) {
            before++;
        }
        List<String> even = lines.subList(before, lines.size());
        if (even.size() < LEAST_LINES || share(even, length) < NEARLY_ALL) {
            return Optional.empty();
        }
        List<String> whole = even.stream().filter(l -> l.length() == length).toList();
        // the words of a header may stand where all rows are blank
        List<Span> behindFirst = spans(whole.subList(1, whole.size()));
        List<Span> ofAll = spans(whole);
        boolean isHeaded = behindFirst.size() > ofAll.size();
        List<Span> spans = isHeaded ? behindFirst : ofAll;
        if (spans.size() < 2) {
            return Optional.empty();
        }
        List<List<String>> cells = whole.stream().map(l -> cells(l, spans)).toList();
        int headers = isHeaded ? 1 : HeaderLines.count(cells, spans.size(), 1);
        int skipped = before + headers;
        List<String> files = new ArrayList<>(List.of("format: fixed", "charset: " + Sample.named(charset)));
        if (!isInBytes) {
            files.add("widthIn: characters");
        }
        if (skipped > 0) {
            files.add("skipLines: " + skipped);
        }
        String header = headers == 1 ? whole.get(0) : before > 0 ? lines.get(before - 1) : "";
        List<String> words = Arrays.asList(decoded(header).strip().split("\\s+"));
        List<String> names = words.size() == spans.size()
                ? words
                : IntStream.rangeClosed(1, spans.size())
                        .mapToObj(i -> "column" + i)
                        .toList();
        return Optional.of(new Sample(
                charset + ", lines of " + length + (isInBytes ? " bytes, " : " characters, ") + skipped
                        + " header lines",
                files,
                List.of(REMARK),
                IntStream.range(0, spans.size())
                        .mapToObj(i -> column(names.get(i), spans.get(i)))
                        .toList(),
                cells.subList(headers, cells.size())));
    }

    private static Sample.Column column(String name, Span span) {
        return new Sample.Column(
                name,
                Map.of(
                        "start", String.valueOf(span.from + 1),
                        "length", String.valueOf(span.to - span.from)));
    }

    private List<String> cells(String line, List<Span> spans) {
        return spans.stream()
                .map(s -> line.substring(s.from, s.to))
                .map(this::decoded)
                .toList();
    }

    private String decoded(String counted) {
        return isInBytes ? new String(counted.getBytes(StandardCharsets.ISO_8859_1), charset) : counted;
    }

    /** The columns: all places of the line are of one, so that a longer value of the next file is not cut. */
    private List<Span> spans(List<String> rows) {
        List<Span> filled = new ArrayList<>();
        for (int from = next(rows, 0, true); from < length; ) {
            int to = next(rows, from, false);
            filled.add(new Span(from, to));
            from = next(rows, to, true);
        }
        List<Span> spans = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < filled.size(); i++) {
            boolean isLast = i + 1 == filled.size();
            int to = isLast ? length : isRight(rows, filled.get(i + 1)) ? filled.get(i).to : filled.get(i + 1).from;
            spans.add(new Span(from, to));
            from = to;
        }
        return spans;
    }

    /** The first place from somewhere on at which some row has more than a blank, or none has. */
    private int next(List<String> rows, int from, boolean isFilled) {
        int at = from;
        while (at < length && isFilled(rows, at) != isFilled) {
            at++;
        }
        return at;
    }

    private static boolean isFilled(List<String> rows, int at) {
        return rows.stream().anyMatch(r -> r.charAt(at) != ' ');
    }

    /** Whether its values end at one place and don't begin at one, as numbers do: blanks before them are theirs. */
    private static boolean isRight(List<String> rows, Span span) {
        return rows.stream().allMatch(r -> r.charAt(span.to - 1) != ' ')
                && rows.stream().anyMatch(r -> r.charAt(span.from) == ' ');
    }

    private static int usualLength(List<String> lines) {
        Map<Integer, Long> lengths =
                lines.stream().collect(Collectors.groupingBy(String::length, HashMap::new, Collectors.counting()));
        return lengths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    private static double share(List<String> lines, int length) {
        return lines.isEmpty()
                ? 0
                : (double) lines.stream().filter(l -> l.length() == length).count() / lines.size();
    }
}
