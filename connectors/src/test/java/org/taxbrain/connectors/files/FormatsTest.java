package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.catalogue.Dataset;

/** How files are read by what their descriptor says of them. */
class FormatsTest {
    private static final Charset GBK = Charset.forName("GBK");

    @TempDir
    private Path folder;

    private Trailer trailer;

    private List<ParsedRow> read(Dataset dataset, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("bill"), content);
        List<ParsedRow> rows = new ArrayList<>();
        trailer = RowFormat.of(dataset).read(file, rows::add).orElse(null);
        return rows;
    }

    private List<ParsedRow> read(String files, String fields, String content) throws IOException {
        return read(TestDatasets.bills(files, fields), content.getBytes(StandardCharsets.UTF_8));
    }

    private static ParsedRow row(long line, String defect, String... values) {
        return new ParsedRow(line, Arrays.asList(values), Map.of(), defect);
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < parts.length; i += 2) {
            out.writeBytes(((String) parts[i]).getBytes((Charset) parts[i + 1]));
        }
        return out.toByteArray();
    }

    // csv

    @Test
    void shouldReadLinesOfTheFallbackCharsetAndStillMarkThoseOfNeither() throws IOException {
        byte[] content = bytes("id,name,amount\na,王伟,1\n", GBK, "b,王伟,2\nc,王小明,3\n", StandardCharsets.UTF_8, "d,", GBK);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(content);
        out.write(0xFF);
        out.writeBytes(bytes(",4\ne,李强,5\n", GBK, "f,王伟,", StandardCharsets.UTF_8, "李强\n", GBK));
        List<ParsedRow> rows =
                read(TestDatasets.bills("format: csv, charset: GBK, fallbackCharset: UTF-8", ""), out.toByteArray());
        assertThat(rows).extracting(r -> r.values().get(1)).startsWith("王伟", "王伟", "王小明", "\uFFFD", "李强");
        assertThat(rows).extracting(ParsedRow::defect).containsExactly(null, null, null, "charset", null, "charset");
        assertThat(rows).extracting(ParsedRow::number).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void shouldReadUtf8WithLinesOfGb18030() throws IOException {
        byte[] content =
                bytes("\uFEFFid,name,amount\na,王伟,1\n", StandardCharsets.UTF_8, "b,王伟,2", Charset.forName("GB18030"));
        assertThat(read(TestDatasets.bills("format: csv, fallbackCharset: GB18030", ""), content))
                .containsExactly(row(2, null, "a", "王伟", "1", null), row(3, null, "b", "王伟", "2", null));
    }

    @Test
    void shouldTakeQuotesForTextWhereTheyAreNone() throws IOException {
        assertThat(read("format: csv, quote: none", "", "id,name,amount\na,\"5\" pipe,1\nb,\",2\n"))
                .containsExactly(row(2, null, "a", "\"5\" pipe", "1", null), row(3, null, "b", "\"", "2", null));
    }

    @Test
    void shouldTakeAnotherQuote() throws IOException {
        assertThat(read("format: csv, quote: \"'\"", "", "id,name,amount\na,'x,''y',1\n"))
                .containsExactly(row(2, null, "a", "x,'y", "1", null));
    }

    @Test
    void shouldPassOverWhatStandsBeforeTheHeader() throws IOException {
        assertThat(read("format: csv, skipLines: 2", "", "某市\"统计\n\nid,name,amount\na,b,1\n"))
                .containsExactly(row(4, null, "a", "b", "1", null));
    }

    @Test
    void shouldKnowAColumnByItsAliases() throws IOException {
        String fields = "id: {aliases: [编号, No]}, name: {source: 姓名, aliases: [名称]}";
        assertThat(read("format: csv", fields, "ＮＯ,名称\na,b\n")).containsExactly(row(2, null, "a", "b", null, null));
        assertThat(read("format: csv", fields, "id,姓名\na,b\n")).containsExactly(row(2, null, "a", "b", null, null));
        assertThatThrownBy(() -> read("format: csv", fields, "id,编号,姓名\na,b,c\n"))
                .hasMessageContaining("column 编号 twice");
    }

    @Test
    void shouldFindColumnsByTheirNumbers() throws IOException {
        String fields = "id: {column: 4}, name: {column: 1}, amount: {column: 4}, parts: {column: 3}";
        List<ParsedRow> rows = read("format: csv, headerLines: 0", fields, "n,x,[],7\n");
        assertThat(rows.get(0).values()).containsExactly("7", "n", "7", "[]");
        assertThat(rows.get(0).extra()).containsEntry("column-2", "x");
        assertThat(read("format: csv, headerLines: 0", fields, "n,x,[]\n"))
                .extracting(ParsedRow::defect)
                .containsExactly("columns-missing");
        // a header that names one column, as the other's name is blank
        assertThat(read("format: csv", "name: {column: 2}", "id,\na,b\n"))
                .containsExactly(row(2, null, "a", "b", null, null));
    }

    @Test
    void shouldGiveOneColumnToSeveralFields() throws IOException {
        assertThat(read("format: csv", "name: {source: pieces}, amount: {source: pieces}", "id,pieces\na,土地1建物2\n"))
                .containsExactly(row(2, null, "a", "土地1建物2", "土地1建物2", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n  \n"})
    void shouldReadTheTrailerApartFromTheRows(String end) throws IOException {
        String files = "format: csv, trailer: '^合计\\|(?<rows>\\d+)\\|(?<total>.+)$', totalField: amount";
        assertThat(read(files, "", "id,name,amount\na,b,1\nc,d,\"2\"\n合计|2|1,003.50" + end))
                .containsExactly(row(2, null, "a", "b", "1", null), row(3, null, "c", "d", "2", null));
        assertThat(trailer.rows()).isEqualByComparingTo("2");
        assertThat(trailer.total()).isEqualByComparingTo("1003.50");
    }

    @Test
    void shouldRefuseAFileThatIsCutBeforeItsTrailer() {
        assertThatThrownBy(() -> read("format: csv, trailer: '^END(?<rows>\\d+)'", "", "id,name,amount\na,b,1\nc,d,2"))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("the last line is not the trailer");
    }

    @Test
    void shouldReadTheOnlyFileInAZipArchiveAndRefuseAnother() throws IOException {
        byte[] whole = zip("bill.csv");
        Dataset dataset = TestDatasets.bills("format: csv", "");
        assertThat(read(dataset, whole)).containsExactly(row(2, null, "a", "b", "1", null));
        for (byte[] bad : List.of(Arrays.copyOf(whole, 60), zip("a.csv", "b.csv"))) {
            assertThatThrownBy(() -> read(dataset, bad))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining("the zip archive");
        }
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("id,name,amount\na,b,1\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    // fixed

    private static final String PLACES =
            "id: {start: 1, length: 3}, name: {start: 4, length: 6}, amount: {start: 10, length: 4}, parts: {start: 14, length: 1}";

    @Test
    void shouldCutLinesOfBytesWhereTheFieldsStand() throws IOException {
        Dataset dataset = TestDatasets.bills("format: fixed, charset: GBK, skipLines: 1", PLACES);
        byte[] content = bytes("HEAD\n001王小明  12 \r\n\r\n002王  abc 3 xy\n003\n004李强       \n\u001A", GBK);
        List<ParsedRow> rows = read(dataset, content);
        assertThat(rows.get(0)).isEqualTo(row(2, null, "001", "王小明", "  12", " "));
        assertThat(rows)
                .extracting(ParsedRow::defect)
                .containsExactly(null, "columns-too-many", "columns-missing", null);
        assertThat(rows.get(1).extra()).containsEntry("rest", "y");
    }

    @Test
    void shouldCutLinesOfCharacters() throws IOException {
        assertThat(read("format: fixed, widthIn: characters", PLACES, "001王小明    12.5 \n"))
                .extracting(r -> r.values().subList(0, 3))
                .containsExactly(List.of("001", "王小明   ", " 12."));
    }

    @Test
    void shouldMarkALineThatIsCutInTheMiddleOfACharacter() throws IOException {
        Dataset dataset = TestDatasets.bills("format: fixed, charset: GBK", PLACES);
        assertThat(read(dataset, bytes("001x王小明 12 \n", GBK)))
                .extracting(ParsedRow::defect)
                .containsExactly("charset");
    }

    @Test
    void shouldReadATrailerOfLines() throws IOException {
        assertThat(read("format: fixed, trailer: 'T(?<rows>\\d+)'", PLACES, "001wang    12 \n002li      13 \nT2\n\n"))
                .hasSize(2);
        assertThat(trailer.rows()).isEqualByComparingTo("2");
    }

    // json

    @Test
    void shouldReadAnArrayOfObjects() throws IOException {
        List<ParsedRow> rows = read("format: json", "name: {source: /holder/name}", """
                [{"id": "a", "holder": {"name": "王伟", "age": 3}, "amount": 12.50, "parts": [{"kind": "x"}], "new": null},
                 {"id": 7, "amount": 1e2, "more": true}, 5]""");
        assertThat(rows.get(0).values()).containsExactly("a", "王伟", "12.50", "[{\"kind\":\"x\"}]");
        assertThat(rows.get(0).extra()).containsExactly(Map.entry("holder", "{\"age\":3}"));
        assertThat(rows.get(1).values()).containsExactly("7", null, "100", null);
        assertThat(rows.get(1).extra()).containsEntry("more", "true");
        assertThat(rows).extracting(ParsedRow::defect).containsExactly(null, null, "json-invalid");
        assertThat(rows).extracting(ParsedRow::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldReadTheArrayThatTheDescriptorPointsTo() throws IOException {
        String content =
                "{\"rows\": [1], \"data\": {\"list\": [[9]], \"rows\": [{\"id\": \"a\", \"name\": \"b\"}]}, \"n\": 1}";
        assertThat(read("format: json, row: /data/rows", "", content))
                .containsExactly(row(1, null, "a", "b", null, null));
        assertThatThrownBy(() -> read("format: json, row: /data/row", "", content))
                .hasMessageContaining("has no array at /data/row");
    }

    @Test
    void shouldReadALineEachAndMarkOnlyTheOneThatIsBroken() throws IOException {
        assertThat(read("format: json", "", "{\"id\":\"a\"}\n\n{\"id\":\"b\"\n{\"id\":\"c\"} x\n{\"id\":\"d\"}"))
                .extracting(r -> r.number() + " " + r.values().get(0) + " " + r.defect())
                .containsExactly("1 a null", "3 null json-invalid", "4 null json-invalid", "5 d null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"id\":\"secret\"}, {", "[{\"id\":\"secret\"} {}]", "[{\"id\": secret}]"})
    void shouldRefuseAnArrayThatIsCutWithoutQuotingIt(String content) {
        assertThatThrownBy(() -> read("format: json", "", content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("not well formed at line 1")
                .satisfies(e -> assertThat(e + " " + e.getCause()).doesNotContain("secret"));
    }

    @Test
    void shouldGiveEachRowOfJsonWhatStandsBeforeTheRows() throws IOException {
        String content = "{\"header\": {\"by\": \"court\", \"sum\": 1e2}, \"name\": \"x\", \"rows\": [{\"id\": \"a\"},"
                + " {\"id\": \"b\", \"amount\": 7}], \"end\": true}";
        String fields = "name: {source: '#/header/by'}, amount: {aliases: ['#/header/sum']}";
        assertThat(read("format: json, row: /rows", fields, content))
                .containsExactly(row(1, null, "a", "court", "100", null), row(2, null, "b", "court", "7", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"rows\":[{\"id\":\"a\"}],\"by\":\"x\"}", "{\"by\":null,\"rows\":[{\"id\":\"a\"}]}"})
    void shouldRefuseJsonWithoutItsHeader(String content) {
        assertThatThrownBy(() -> read("format: json, row: /rows", "name: {source: '#/by'}", content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("no #/by stands before the first row");
    }

    @Test
    void shouldRefuseJsonWhoseHeaderStandsBehindItsRows() {
        String content = "{\"rows\":[{\"id\":\"a\",\"name\":\"b\"}],\"sum\":1}";
        assertThatThrownBy(() -> read("format: json, row: /rows", "amount: {source: '#/sum'}", content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("#/sum stands behind rows");
    }

    // xml

    @Test
    void shouldGiveEachRowOfXmlWhatStandsBeforeTheRows() throws IOException {
        String fields = "name: {source: /Report/Header/By}, amount: {aliases: [/Report/Group/@sum]}";
        List<ParsedRow> rows = read("format: xml, row: Report/Group/Row", fields, """
                <Report xmlns="urn:x"><Header><No>1</No><By><![CDATA[court & co]]></By></Header>
                  <Group sum="1"><Row><id>a</id></Row><Row><id>b</id><amount>7</amount></Row></Group>
                  <Group sum="2"><Row><id>c</id></Row></Group><Group><Row><id>d</id></Row></Group>
                </Report>""");
        assertThat(rows)
                .containsExactly(
                        row(1, null, "a", "court & co", "1", null),
                        row(2, null, "b", "court & co", "7", null),
                        row(3, null, "c", "court & co", "2", null),
                        row(4, null, "d", "court & co", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<R><r><id>a</id></r><H><by>x</by></H></R>",
                "<R><H/><r><id>a</id></r></R>",
                "<R><by>x</by><r><id>a</id></r></R>",
            })
    void shouldRefuseXmlWithoutItsHeader(String content) {
        assertThatThrownBy(() -> read("format: xml, row: R/r", "name: {source: /R/H/by}", content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("no /R/H/by stands before the first row");
    }

    @Test
    void shouldRefuseXmlWhoseHeaderStandsBehindItsRows() {
        String content = "<R><r><id>a</id><name>b</name></r><sum>1</sum></R>";
        assertThatThrownBy(() -> read("format: xml, row: R/r", "amount: {source: /R/sum}", content))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("/R/sum stands behind rows");
    }

    @Test
    void shouldReadTheElementsThatAreRows() throws IOException {
        List<ParsedRow> rows = read(
                "format: xml, row: Report/Rows/Row",
                "id: {source: '@no'}, name: {source: Holder/Name, aliases: [Holder/Firm]}, amount: {source: Fee},"
                        + " parts: {source: Parts/Part}, parts.kind: {source: '@kind'}",
                """
                <?xml version="1.0"?>
                <r:Report xmlns:r="urn:x"><Row no="none"/><Rows>
                  <r:Row no="a"><Holder><Name>王伟</Name></Holder><Fee cur="CNY">1.50</Fee>
                    <Parts><Part kind="x"/><Part kind="y">t</Part></Parts><Note>&lt;n&gt;</Note></r:Row>
                  <Row no="b"><Holder><Firm><![CDATA[甲&乙]]></Firm></Holder></Row>
                </Rows></r:Report>""");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).values())
                .containsExactly("a", "王伟", "1.50", "[{\"@kind\":\"x\",\".\":\"\"},{\"@kind\":\"y\",\".\":\"t\"}]");
        assertThat(rows.get(0).extra()).containsOnly(Map.entry("Fee/@cur", "CNY"), Map.entry("Note", "<n>"));
        assertThat(rows.get(1)).isEqualTo(row(2, null, "b", "甲&乙", null, null));
    }

    @Test
    void shouldReadTheCharsetThatTheFileDeclares() throws IOException {
        Dataset dataset = TestDatasets.bills("format: xml, row: R/r", "");
        byte[] content = bytes("<?xml version=\"1.0\" encoding=\"GBK\"?><R><r><id>a</id><name>王伟</name></r></R>", GBK);
        assertThat(read(dataset, content)).containsExactly(row(1, null, "a", "王伟", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<R><r><id>a</id>",
                "<R><r><id>a</r></R>",
                "<!DOCTYPE R [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><R><r><id>&e;</id></r></R>",
                "<Q><r/></Q>",
            })
    void shouldRefuseXmlThatCantBeTaken(String content) {
        assertThatThrownBy(() -> read("format: xml, row: R/r", "", content)).isInstanceOf(FileRefusedException.class);
    }

    @Test
    void shouldRefuseARowThatIsTheWholeFile() {
        String content = "<R>" + "<r><id>0123456789</id></r>".repeat(800_000) + "</R>";
        assertThatThrownBy(() -> read("format: xml, row: R", "", content))
                .hasMessageContaining("check that the descriptor's row names the element of one row");
    }
}
