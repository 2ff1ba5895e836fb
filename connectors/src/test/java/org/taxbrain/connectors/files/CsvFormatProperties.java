package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.taxbrain.schemas.catalogue.Dataset;

/** What holds for any content. */
class CsvFormatProperties {
    private record Cells(String id, String name, String amount) {}

    @Provide
    Arbitrary<List<Cells>> rows() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("ab\"',;|@^\u0001\n\r 王伟Ａ　x").ofMaxLength(12);
        Arbitrary<String> id = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
        return Combinators.combine(id, text, text).as(Cells::new).list().ofMaxSize(30);
    }

    @Property(tries = 300)
    void everyValueComesBackAsItWasWritten(@ForAll("rows") List<Cells> rows, @ForAll boolean crlf) throws IOException {
        String end = crlf ? "\r\n" : "\n";
        StringBuilder csv = new StringBuilder("id,name,amount").append(end);
        rows.forEach(r -> csv.append(quoted(r.id))
                .append(',')
                .append(quoted(r.name))
                .append(',')
                .append(quoted(r.amount))
                .append(end));
        List<ParsedRow> read = read(csv.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(read).extracting(ParsedRow::defect).allMatch(Objects::isNull);
        assertThat(read)
                .extracting(r -> new Cells(
                        r.values().get(0), r.values().get(1), r.values().get(2)))
                .isEqualTo(rows);
    }

    /** With quotes, where a value needs them, or would not be told from what stands beside it. */
    @Property(tries = 500)
    void valuesBetweenDelimitersOfSeveralCharactersComeBack(
            @ForAll("rows") List<Cells> rows, @ForAll("delimiters") String delimiter, @ForAll boolean lastEnds)
            throws IOException {
        String csv = Stream.concat(Stream.of(new Cells("id", "name", "amount")), rows.stream())
                .map(r -> Stream.of(r.id, r.name, r.amount)
                        .map(v -> isPlain(v, delimiter) ? v : quoted(v))
                        .collect(Collectors.joining(delimiter)))
                .collect(Collectors.joining("\n", "", lastEnds ? "\n" : ""));
        assertThat(read(TestDatasets.bills("format: csv, delimiter: " + yaml(delimiter), ""), csv))
                .isEqualTo(rows);
    }

    /** Without quotes, values that hold no part of a delimiter. */
    @Property(tries = 300)
    void whereQuotesAreTextTheyComeBackBetweenSuchDelimiters(
            @ForAll("rows") List<Cells> rows, @ForAll("delimiters") String delimiter) throws IOException {
        List<Cells> plain = rows.stream()
                .map(r -> new Cells(r.id, without(r.name, delimiter), without(r.amount, delimiter)))
                .toList();
        String csv = Stream.concat(Stream.of(new Cells("id", "name", "amount")), plain.stream())
                .map(r -> r.id + delimiter + r.name + delimiter + r.amount + "\n")
                .collect(Collectors.joining());
        assertThat(read(TestDatasets.bills("format: csv, quote: none, delimiter: " + yaml(delimiter), ""), csv))
                .isEqualTo(plain);
    }

    /** One row with a stray quote costs no other row, and its own key is read. */
    @Property(tries = 200)
    void aBrokenQuoteBetweenSuchDelimitersIsOneBadRow(@ForAll("delimiters") String delimiter, @ForAll boolean after)
            throws IOException {
        String bad = after ? String.join(delimiter, "2", "\"b\"b", "2") : String.join(delimiter, "2", "\"b", "2");
        String csv = Stream.of(
                        String.join(delimiter, "id", "name", "amount"),
                        String.join(delimiter, "1", "a", "1"),
                        bad,
                        String.join(delimiter, "3", "c", "3"))
                .collect(Collectors.joining("\n"));
        List<ParsedRow> read = parsed(
                TestDatasets.bills("format: csv, delimiter: " + yaml(delimiter), ""),
                csv.getBytes(StandardCharsets.UTF_8));
        assertThat(read).extracting(r -> r.values().get(0)).containsExactly("1", "2", "3");
        assertThat(read.get(0).defect()).isNull();
        assertThat(read.get(1).defect()).isNotNull();
        assertThat(read.get(2).defect()).isNull();
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of("||", "\u0001|", "@|@", "|@|", "^^", ";;;", "|王|", "||||||||");
    }

    private static boolean isPlain(String value, String delimiter) {
        return value.chars().noneMatch(c -> "\"\r\n".indexOf(c) >= 0 || delimiter.indexOf(c) >= 0);
    }

    private static String without(String value, String delimiter) {
        StringBuilder plain = new StringBuilder();
        value.chars()
                .filter(c -> "\r\n".indexOf(c) < 0 && delimiter.indexOf(c) < 0)
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    private static String yaml(String delimiter) {
        return '"' + delimiter.replace("\u0001", "\\x01") + '"';
    }

    private static List<Cells> read(Dataset dataset, String content) throws IOException {
        return parsed(dataset, content.getBytes(StandardCharsets.UTF_8)).stream()
                .peek(r -> assertThat(r.defect()).isNull())
                .map(r -> new Cells(
                        r.values().get(0), r.values().get(1), r.values().get(2)))
                .toList();
    }

    @Property(tries = 300)
    void aCutTouchesNoRowBeforeIt(@ForAll("rows") List<Cells> rows, @ForAll @IntRange(min = 1, max = 400) int cut)
            throws IOException {
        StringBuilder csv = new StringBuilder("id,name,amount\n");
        List<Integer> ends = new ArrayList<>();
        for (Cells r : rows) {
            csv.append(quoted(r.id))
                    .append(',')
                    .append(quoted(r.name.replaceAll("[\r\n]", "")))
                    .append(",1\n");
            ends.add(csv.toString().getBytes(StandardCharsets.UTF_8).length);
        }
        byte[] whole = csv.toString().getBytes(StandardCharsets.UTF_8);
        int length = Math.max("id,name,amount\n".length(), whole.length - cut);
        List<ParsedRow> read = read(Arrays.copyOf(whole, length));
        int untouched = (int) ends.stream().filter(e -> e <= length).count();
        assertThat(read.size()).isBetween(untouched, untouched + 1);
        assertThat(read.subList(0, untouched)).extracting(ParsedRow::defect).allMatch(Objects::isNull);
    }

    @Property(tries = 200)
    void anyBytesAreReadOrRefusedWithAReason(@ForAll byte[] noise) throws IOException {
        byte[] header = "id,name,amount\n".getBytes(StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOf(header, header.length + noise.length);
        System.arraycopy(noise, 0, content, header.length, noise.length);
        try {
            assertThat(read(content)).allSatisfy(r -> assertThat(r.values()).hasSize(3));
        } catch (FileRefusedException e) {
            assertThat(e).hasMessageMatching("(?s).{20,}");
        }
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    private static List<ParsedRow> read(byte[] content) throws IOException {
        return parsed(TestDatasets.bills(), content);
    }

    private static List<ParsedRow> parsed(Dataset dataset, byte[] content) throws IOException {
        Path file = Files.createTempFile("bill", ".csv");
        try {
            Files.write(file, content);
            List<ParsedRow> rows = new ArrayList<>();
            RowFormat.of(dataset).read(file, rows::add);
            return rows;
        } finally {
            Files.delete(file);
        }
    }
}
