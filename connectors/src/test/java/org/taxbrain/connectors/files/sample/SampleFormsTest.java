package org.taxbrain.connectors.files.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.connectors.files.ParsedRow;
import org.taxbrain.connectors.files.RowFormat;
import org.taxbrain.schemas.catalogue.CatalogueCheck;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.RowCleaner;

/** Files of every form: what is proposed for a sample passes the check of the catalogue, and reads the sample whole. */
class SampleFormsTest {
    private static final Map<String, String> LAWFUL = Map.of(
            "department", "utilities",
            "title", "水表",
            "purpose", "漏征漏管核查",
            "legalBasis", "税收征收管理法第六条",
            "sharing", "conditional",
            "agreementExpiry", "2028-12-31",
            "retention", "P10Y");
    private static final long NOW = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private String descriptor;

    /** The declaration that is proposed, after it was checked and has read its own sample without a bad row. */
    private Dataset proposed(String name, byte[] content, int rows) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        DeclarationDraft draft = new DeclarationDraft("meter", Sample.read(file), name, LAWFUL);
        descriptor = draft.descriptor();
        Path declared = Files.createDirectories(folder.resolve("declared"));
        Files.writeString(declared.resolve("meter.yaml"), descriptor);
        Files.writeString(declared.resolve("meter.avdl"), draft.idl());
        assertThat(CatalogueCheck.of(List.of(declared), LocalDate.of(2026, 3, 1))
                        .findings())
                .as(descriptor)
                .isEmpty();
        Dataset dataset = Dataset.parse("meter", descriptor, draft.idl());
        RowCleaner cleaner = RowCleaner.of(dataset);
        List<ParsedRow> read = read(dataset, file);
        assertThat(read).as(descriptor).hasSize(rows).allSatisfy(row -> {
            assertThat(row.defect()).isNull();
            assertThat(cleaner.clean(row.values(), NOW)).isNotInstanceOf(CleanResult.Fault.class);
        });
        return dataset;
    }

    private static List<ParsedRow> read(Dataset dataset, Path file) {
        List<ParsedRow> rows = new ArrayList<>();
        RowFormat.of(dataset).read(file, rows::add);
        return rows;
    }

    private List<String> values(Dataset dataset, String name, String field) {
        int position = dataset.field(field).position();
        return read(dataset, folder.resolve(name)).stream()
                .map(r -> r.values().get(position))
                .toList();
    }

    private static String object(int i) {
        return """
                {"meterNo": "M%03d", "持有人": {"code": "91330106MA2ABCDEX7", "name": %s}, "fee": %d.50, "readOn": "2026-03-%02d",\
                 "parts": [{"a": 1}, {"a": 2}]}""".formatted(i, i == 3 ? "null" : "\"王伟\"", i, 1 + i % 28);
    }

    @ParameterizedTest
    @ValueSource(strings = {"array", "document", "lines"})
    void shouldProposeHowJsonIsRead(String form) throws Exception {
        List<String> objects =
                IntStream.range(0, 60).mapToObj(SampleFormsTest::object).toList();
        String content =
                switch (form) {
                    case "array" -> "[" + String.join(",\n", objects) + "]";
                    case "lines" -> String.join("\n", objects) + "\n";
                    default ->
                        "{\"header\": {\"month\": \"202603\", \"n\": [{}]}, \"data\": {\"rows\": ["
                                + String.join(",", objects) + "]}, \"end\": 1}";
                };
        Dataset dataset = proposed("meters_20260331.json", content.getBytes(StandardCharsets.UTF_8), 60);
        var files = dataset.descriptor().source().files();
        assertThat(files.format()).isEqualTo("json");
        assertThat(files.row()).isEqualTo(form.equals("document") ? "/data/rows" : null);
        assertThat(dataset.descriptor().key()).containsExactly("meterNo");
        assertThat(dataset.field("fee").type()).isEqualTo(FieldType.MONEY);
        assertThat(dataset.field("readOn").type()).isEqualTo(FieldType.DATE);
        assertThat(dataset.fields().get(1).sourceName()).isEqualTo("/持有人/code");
        assertThat(dataset.fields().get(2).nullable()).isTrue();
        assertThat(dataset.descriptor().subjects()).singleElement().satisfies(s -> assertThat(s.identifier())
                .isEqualTo("uscc"));
        assertThat(descriptor).contains("# /parts repeats within a row");
        assertThat(values(dataset, "meters_20260331.json", "meterNo")).first().isEqualTo("M000");
        if (form.equals("document")) {
            assertThat(values(dataset, "meters_20260331.json", "headerMonth")).containsOnly("202603");
            assertThat(dataset.field("end")).as("stands behind the rows").isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, false", "GBK, false", "UTF-8, true"})
    void shouldProposeWhichElementOfXmlIsARow(String charset, boolean inGroups) throws Exception {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"" + charset + "\"?>\n"
                + "<Report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" year=\"2026\">"
                + "<Header><Date>20260331</Date><By>水务</By></Header>");
        for (int i = 0; i < 60; i++) {
            if (i % 30 == 0) {
                xml.append(inGroups && i > 0 ? "</Group>" : "").append(inGroups ? "<Group code=\"g" + i + "\">" : "");
            }
            xml.append(
                    "<Row no=\"M%03d\"><Holder><Code>91330106MA2ABCDEX7</Code></Holder><Fee cur=\"CNY\">%d.50</Fee><Part><k>1</k></Part><Part><k>2</k></Part></Row>\n"
                            .formatted(i, i));
        }
        xml.append(inGroups ? "</Group>" : "").append("<Sum>60</Sum></Report>");
        Dataset dataset = proposed("meters.xml", xml.toString().getBytes(Charset.forName(charset)), 60);
        assertThat(dataset.descriptor().source().files().row()).isEqualTo(inGroups ? "Report/Group/Row" : "Report/Row");
        assertThat(dataset.descriptor().key()).containsExactly("no");
        assertThat(dataset.field("fee").type()).isEqualTo(FieldType.MONEY);
        assertThat(dataset.fields().stream().map(Field::sourceName))
                .contains("@no", "Holder/Code", "Fee/@cur", "/Report/@year", "/Report/Header/By")
                .noneMatch(s -> s.contains("schemaLocation") || s.contains("Sum") || s.contains("Part"));
        assertThat(descriptor).contains("# Part repeats within a row");
        assertThat(values(dataset, "meters.xml", "headerBy")).containsOnly("水务");
        if (inGroups) {
            assertThat(values(dataset, "meters.xml", "groupCode"))
                    .startsWith("g0")
                    .endsWith("g30")
                    .hasSize(60);
        }
    }

    @ParameterizedTest
    @CsvSource({"GBK, true", "UTF-8, false", "UTF-8, true"})
    void shouldProposeWhereFixedColumnsStand(String charset, boolean inBytes) throws Exception {
        Charset set = Charset.forName(charset);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String holder = i % 2 == 0 ? "王伟" : "欧阳小明";
            int width = inBytes ? holder.getBytes(set).length : holder.length();
            text.append("M%03d   %s%s 202603%02d %,10d.50\n"
                    .formatted(i, holder, " ".repeat(12 - width), 1 + i % 28, i * 1000));
        }
        Dataset dataset = proposed("meters_20260331.txt", text.toString().getBytes(set), 60);
        var files = dataset.descriptor().source().files();
        assertThat(files.format()).isEqualTo("fixed");
        assertThat(files.charset()).isEqualTo(charset.equals("GBK") ? "GB18030" : "UTF-8");
        assertThat(files.widthIn() == null).isEqualTo(inBytes);
        assertThat(dataset.fields()).hasSize(4);
        assertThat(dataset.fields().get(3).hint().start()).isEqualTo(7 + 12 + 1 + 8 + 1);
        assertThat(dataset.fields().get(3).hint().length()).isEqualTo(14);
        assertThat(values(dataset, "meters_20260331.txt", "column2").get(1).strip())
                .isEqualTo("欧阳小明");
        assertThat(descriptor).contains("Check them by the department's layout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number  amount  on", "number  amount        on"})
    void shouldPassOverTheHeaderOfFixedColumns(String header) throws Exception {
        StringBuilder text = new StringBuilder("THE METERS\n" + header + "\n");
        for (int i = 0; i < 30; i++) {
            text.append("M%03d    %6d  %8d\n".formatted(i, i * 100, 20260301 + i % 28));
        }
        Dataset dataset = proposed("m.txt", text.toString().getBytes(StandardCharsets.UTF_8), 30);
        assertThat(dataset.descriptor().source().files().skipLines()).isEqualTo(2);
        assertThat(dataset.fields()).extracting(Field::name).containsExactly("number", "amount", "on");
        assertThat(dataset.fields().get(2).type()).isEqualTo(FieldType.DATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"||", "@|@", "|@|", "\u0001|", "|"})
    void shouldProposeADelimiterOfSeveralCharacters(String delimiter) throws Exception {
        StringBuilder text = new StringBuilder(String.join(delimiter, "no", "name", "note", "amount") + "\n");
        for (int i = 0; i < 60; i++) {
            text.append(String.join(delimiter, "M" + i, "a,b", i % 2 == 0 ? "" : "x;y", i + ".00"))
                    .append('\n');
        }
        Dataset dataset = proposed("meters.txt", text.toString().getBytes(StandardCharsets.UTF_8), 60);
        assertThat(dataset.descriptor().source().files().delimiter()).isEqualTo(delimiter);
        assertThat(values(dataset, "meters.txt", "name")).containsOnly("a,b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<R><a>1</a></R>", "{\"a\": 1}", "[1, 2]", "[]", "one line"})
    void shouldSayWhereThereAreNoRows(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("x"), content);
        assertThatThrownBy(() -> Sample.read(file))
                .isInstanceOf(SampleException.class)
                .hasMessageContaining("holds no");
    }

    @Test
    void shouldSayWhereXmlIsBroken() throws Exception {
        Path file = Files.writeString(folder.resolve("x"), "<R><r><a>1</a></r>\n<r><a>1</r></R>");
        assertThatThrownBy(() -> Sample.read(file)).hasMessageContaining("not well formed at line 2");
    }

    // the rows of real files, as other systems would send them

    @ParameterizedTest
    @CsvSource({
        "bank-berka/loan.asc.gz, ;",
        "bank-berka/client.asc.gz, ;",
        "medical-synthea/encounters.csv.gz, ','",
        "medical-synthea/patients.csv.gz, ','"
    })
    void shouldReadRealRowsInEachForm(String file, char delimiter) throws Exception {
        List<List<String>> lines = real(file, delimiter);
        List<String> names = lines.get(0);
        List<List<String>> rows = lines.subList(1, lines.size());
        List<Map<String, String>> objects = rows.stream()
                .map(row -> {
                    Map<String, String> object = new LinkedHashMap<>();
                    IntStream.range(0, names.size()).forEach(i -> object.put(names.get(i), row.get(i)));
                    return object;
                })
                .toList();
        check("rows.json", JSON.writeValueAsString(objects), rows);
        StringBuilder ndjson = new StringBuilder();
        for (Map<String, String> object : objects) {
            ndjson.append(JSON.writeValueAsString(object)).append('\n');
        }
        check("rows.ndjson", ndjson.toString(), rows);
        check("rows.xml", xml(objects), rows);
        check("rows.txt", fixed(rows), rows);
    }

    private void check(String name, String content, List<List<String>> rows) throws IOException {
        Dataset dataset = proposed(name, content.getBytes(StandardCharsets.UTF_8), rows.size());
        if (!name.endsWith(".txt")) {
            assertThat(read(dataset, folder.resolve(name)))
                    .extracting(r ->
                            r.values().stream().map(v -> v == null ? "" : v).toList())
                    .isEqualTo(rows);
        }
    }

    private static String xml(List<Map<String, String>> objects) throws XMLStreamException {
        StringWriter out = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        xml.writeStartElement("Rows");
        for (Map<String, String> object : objects) {
            xml.writeStartElement("Row");
            for (Map.Entry<String, String> cell : object.entrySet()) {
                xml.writeStartElement(cell.getKey());
                xml.writeCharacters(cell.getValue());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        return out.toString();
    }

    private static String fixed(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(i -> rows.stream()
                        .mapToInt(r -> r.get(i).getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(i -> row.get(i)
                                + " ".repeat(widths[i] + 1 - row.get(i).getBytes(StandardCharsets.UTF_8).length))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static List<List<String>> real(String file, char delimiter) throws IOException {
        String named = System.getenv("TAXBRAIN_SHARED_DATA");
        Path data = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
        assumeTrue(
                Files.isDirectory(data),
                "the real data is not on this machine; set TAXBRAIN_SHARED_DATA to the folder that holds it");
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(data.resolve(file))), StandardCharsets.UTF_8))) {
            return csv.stream().limit(1_500).map(CsvRecord::getFields).toList();
        }
    }
}
