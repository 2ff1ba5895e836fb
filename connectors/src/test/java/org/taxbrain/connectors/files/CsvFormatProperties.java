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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for any content. */
class CsvFormatProperties {
    private record Cells(String id, String name, String amount) {}

    @Provide
    Arbitrary<List<Cells>> rows() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("ab\"',;|\n\r 王伟Ａ　x").ofMaxLength(12);
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
        Path file = Files.createTempFile("bill", ".csv");
        try {
            Files.write(file, content);
            List<ParsedRow> rows = new ArrayList<>();
            RowFormat.of(TestDatasets.bills()).read(file, rows::add);
            return rows;
        } finally {
            Files.delete(file);
        }
    }
}
