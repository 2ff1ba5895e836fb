package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.Dataset;

class CsvFormatTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder;

    private List<ParsedRow> read(Dataset dataset, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("bill_20260301.csv"), content);
        List<ParsedRow> rows = new ArrayList<>();
        RowFormat.of(dataset).read(file, rows::add);
        return rows;
    }

    private List<ParsedRow> read(Dataset dataset, String content) throws IOException {
        return read(dataset, content.getBytes(StandardCharsets.UTF_8));
    }

    private static ParsedRow row(long line, String defect, String... values) {
        return new ParsedRow(line, Arrays.asList(values), Map.of(), defect);
    }

    @Test
    void shouldFindColumnsByTheHeaderWhateverTheirOrderAndCase() throws IOException {
        assertThat(read(TestDatasets.bills(), "\uFEFFNAME,amount,Id\n王伟,1,a\n\"B,C\",2,b\n"))
                .containsExactly(row(2, null, "a", "王伟", "1"), row(3, null, "b", "B,C", "2"));
    }

    @Test
    void shouldTakeColumnsInTheSchemasOrderWithoutAHeader() throws IOException {
        assertThat(read(TestDatasets.bills("UTF-8", "|", 0, "incremental", false), "a|b|1\r\nc|d|2"))
                .containsExactly(row(1, null, "a", "b", "1"), row(2, null, "c", "d", "2"));
    }

    @Test
    void shouldPassOverASecondHeaderLine() throws IOException {
        assertThat(read(TestDatasets.bills("UTF-8", ",", 2, "incremental", false), "id,name,amount\n编号,姓名,金额\na,b,1\n"))
                .containsExactly(row(3, null, "a", "b", "1"));
    }

    @Test
    void shouldKeepAnUnknownColumnAndMissAnOptionalOne() throws IOException {
        List<ParsedRow> rows = read(TestDatasets.bills(), "id,name,note\na,b,hello\n");
        assertThat(rows.get(0).values()).containsExactly("a", "b", null);
        assertThat(rows.get(0).extra()).containsEntry("note", "hello");
    }

    @Test
    void shouldRefuseAFileWithoutANeededColumnAndNameIt() {
        assertThatThrownBy(() -> read(TestDatasets.bills(), "id,amount\na,1\n"))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("lacks [name]");
    }

    @Test
    void shouldRefuseAHeaderThatNamesAColumnTwice() {
        assertThatThrownBy(() -> read(TestDatasets.bills(), "id,name,ID\na,b,c\n"))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("column ID twice");
    }

    @Test
    void shouldRefuseAnEmptyFile() {
        assertThatThrownBy(() -> read(TestDatasets.bills(), ""))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("empty");
    }

    @Test
    void shouldMarkOnlyTheRowThatHasTooFewOrTooManyColumns() throws IOException {
        List<ParsedRow> rows = read(TestDatasets.bills(), "id,name,amount\na,b,1\nc,d\ne,f,3,g\nh,i,4\n");
        assertThat(rows)
                .extracting(ParsedRow::defect)
                .containsExactly(null, "columns-missing", "columns-too-many", null);
        assertThat(rows.get(2).extra()).containsEntry("column-4", "g");
    }

    @Test
    void shouldMarkOnlyTheRowThatIsCutWithinAQuote() throws IOException {
        assertThat(read(TestDatasets.bills(), "id,name,amount\n\"a\",\"b\",1\n\"c\",\"d"))
                .containsExactly(row(2, null, "a", "b", "1"), row(3, "columns-missing", "c", "d", null));
    }

    @Test
    void shouldNotLetAQuoteThatIsNeverClosedSwallowTheRestOfTheFile() throws IOException {
        assertThat(read(TestDatasets.bills(), "id,name,amount\na,b,1\n\nc,\"d,2\n\ne,f,3\ng,h,4\n"))
                .containsExactly(
                        row(2, null, "a", "b", "1"),
                        row(4, "columns-missing", "c", "d,2", null),
                        row(6, null, "e", "f", "3"),
                        row(7, null, "g", "h", "4"));
    }

    @Test
    void shouldNotLetAStrayQuotePairWithTheNextRowsQuote() throws IOException {
        assertThat(read(TestDatasets.bills(), "id,name,amount\n1,\"a,1\n2,\"b\",2\n3,\"c\",3\n"))
                .containsExactly(
                        row(2, "columns-missing", "1", "a,1", null),
                        row(3, null, "2", "b", "2"),
                        row(4, null, "3", "c", "3"));
    }

    @Test
    void shouldNotLetAQuoteWithinAQuotedValueStopTheFile() throws IOException {
        assertThat(read(TestDatasets.bills(), "id,name,amount\n1,\"5\" pipe\",1\n2,b,2\n"))
                .containsExactly(row(2, "row-invalid", "1", "5\" pipe", "1"), row(3, null, "2", "b", "2"));
    }

    @Test
    void shouldCountPhysicalLinesOverARecordOfSeveral() throws IOException {
        assertThat(read(TestDatasets.bills(), "id,name,amount\r\na,\"b\r\nc\",1\r\nd,e,2\r\n"))
                .extracting(ParsedRow::number)
                .containsExactly(2L, 4L);
    }

    @Test
    void shouldMarkOnlyTheRowsWhoseBytesAreNotOfTheCharset() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("id,name,amount\na,王伟,1\nb,".getBytes(GBK));
        out.write(0xFF);
        out.write(",2\nc,".getBytes(GBK));
        out.write(0xCE); // half a character, before the separator
        out.write(",3\nd,".getBytes(GBK));
        out.write("王伟".getBytes(StandardCharsets.UTF_8)); // decodes as GBK without an error
        out.write(",4\ne,".getBytes(GBK));
        out.write("王小明".getBytes(StandardCharsets.UTF_8));
        out.write(",5\nf,李强,6\n".getBytes(GBK));
        List<ParsedRow> rows = read(TestDatasets.bills("GBK", ",", 1, "incremental", false), out.toByteArray());
        assertThat(rows)
                .extracting(ParsedRow::defect)
                .containsExactly(null, "charset", "charset", "charset", "charset", null);
        assertThat(rows).extracting(r -> r.values().get(0)).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(rows.get(0).values()).containsExactly("a", "王伟", "1");
        assertThat(rows.get(1).values()).containsExactly("b", "\uFFFD", "2");
    }

    @Test
    void shouldBlameTheCharsetWhenForeignBytesLookLikeADelimiter() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write("id|name|amount\na|王伟|1\nb|".getBytes(StandardCharsets.UTF_8));
        out.write("贾珅".getBytes(GBK)); // ends in the byte of "|"
        out.write("|2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(read(TestDatasets.bills("UTF-8", "|", 1, "incremental", false), out.toByteArray()))
                .extracting(ParsedRow::defect)
                .containsExactly(null, "charset");
    }

    @Test
    void shouldReadAGzipFileAndRefuseOneThatIsCut() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write("id,name,amount\na,b,1\n".getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = out.toByteArray();
        assertThat(read(TestDatasets.bills(), whole)).containsExactly(row(2, null, "a", "b", "1"));
        assertThatThrownBy(() -> read(TestDatasets.bills(), Arrays.copyOf(whole, whole.length - 12)))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("cut or damaged");
    }

    @Test
    void shouldRefuseAFileThatIsNoCsv() {
        String content = "id,name,amount\n" + "\"x\n".repeat(1000).replace("\"x\n", "a,\"b\"c,1\n");
        assertThatThrownBy(() -> read(TestDatasets.bills(), content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("broken quotes");
    }

    @Test
    void shouldReadALargeFileInLittleMemory() throws IOException {
        Path file = folder.resolve("large.csv");
        int n = 500_000;
        try (var out = Files.newBufferedWriter(file)) {
            out.write("id,name,amount\n");
            for (int i = 0; i < n; i++) {
                out.write(i + ",\"name of " + i + "\",12.50\n");
            }
        }
        long[] seen = new long[1];
        RowFormat.of(TestDatasets.bills()).read(file, r -> seen[0] += r.number() == seen[0] + 2 ? 1 : 0);
        assertThat(seen[0]).isEqualTo(n);
    }
}
