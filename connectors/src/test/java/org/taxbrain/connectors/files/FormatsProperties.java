package org.taxbrain.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.taxbrain.schemas.catalogue.Dataset;

/** Whatever the values, a file gives back what another library, or plain means, wrote into it. */
class FormatsProperties {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Cells(String id, String name) {}

    @Provide
    Arbitrary<List<Cells>> rows() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("ab\"',;|<>&{}[] 王伟Ａ　é").ofMaxLength(8);
        Arbitrary<String> id = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5);
        return Combinators.combine(id, text).as(Cells::new).list().ofMaxSize(20);
    }

    private static List<Cells> read(Dataset dataset, String content) throws IOException {
        Path file = Files.createTempFile("rows", "");
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8);
            List<Cells> read = new ArrayList<>();
            RowFormat.of(dataset).read(file, r -> {
                assertThat(r.defect()).isNull();
                read.add(new Cells(r.values().get(0), r.values().get(1)));
            });
            return read;
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void jsonComesBackAsItWasWritten(@ForAll("rows") List<Cells> rows) throws IOException {
        List<Map<String, String>> objects = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (Cells c : rows) {
            Map<String, String> object = new HashMap<>(Map.of("id", c.id, "name", c.name));
            objects.add(object);
            lines.append(JSON.writeValueAsString(object)).append('\n');
        }
        assertThat(read(TestDatasets.bills("format: json", ""), JSON.writeValueAsString(objects)))
                .isEqualTo(rows);
        assertThat(read(TestDatasets.bills("format: json", ""), lines.toString()))
                .isEqualTo(rows);
        assertThat(read(
                        TestDatasets.bills("format: json, row: /a/b", ""),
                        JSON.writeValueAsString(Map.of("a", Map.of("b", objects)))))
                .isEqualTo(rows);
    }

    @Property(tries = 200)
    void xmlComesBackAsItWasWritten(@ForAll("rows") List<Cells> rows) throws IOException, XMLStreamException {
        StringWriter out = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        xml.writeStartElement("R");
        for (Cells c : rows) {
            xml.writeStartElement("r");
            xml.writeAttribute("id", c.id);
            xml.writeStartElement("name");
            xml.writeCharacters(c.name);
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeEndElement();
        assertThat(read(TestDatasets.bills("format: xml, row: R/r", "id: {source: '@id'}"), out.toString()))
                .isEqualTo(rows);
    }

    /** The name stands once, before all ids: each row has the name of the group that it is in. */
    @Property(tries = 200)
    void whatStandsBeforeRowsComesBackWithEachOfThem(
            @ForAll("rows") List<Cells> groups, @ForAll("rows") List<Cells> ids)
            throws IOException, XMLStreamException {
        StringWriter out = new StringWriter();
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        List<Cells> expected = new ArrayList<>();
        xml.writeStartElement("R");
        for (Cells group : groups) {
            xml.writeStartElement("g");
            xml.writeStartElement("h");
            xml.writeCharacters(group.name);
            xml.writeEndElement();
            for (Cells c : ids) {
                xml.writeStartElement("r");
                xml.writeAttribute("id", c.id);
                xml.writeEndElement();
                expected.add(new Cells(c.id, group.name));
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
        assertThat(read(
                        TestDatasets.bills("format: xml, row: R/g/r", "id: {source: '@id'}, name: {source: /R/g/h}"),
                        out.toString()))
                .isEqualTo(expected);
        for (Cells group : groups) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("by", Map.of("name", group.name));
            document.put("rows", ids.stream().map(c -> Map.of("id", c.id)).toList());
            assertThat(read(
                            TestDatasets.bills("format: json, row: /rows", "name: {source: '#/by/name'}"),
                            JSON.writeValueAsString(document)))
                    .isEqualTo(
                            ids.stream().map(c -> new Cells(c.id, group.name)).toList());
        }
    }

    @Property(tries = 200)
    void fixedPositionsComeBackAsTheyWereWritten(@ForAll("rows") List<Cells> rows) throws IOException {
        String places = "id: {start: 1, length: 5}, name: {start: 6, length: 8}, amount: {start: 14, length: 1},"
                + " parts: {start: 14, length: 1}";
        StringBuilder lines = new StringBuilder();
        rows.forEach(c -> lines.append("%-5s%-8s|\n".formatted(c.id, c.name)));
        List<Cells> padded = rows.stream()
                .map(c -> new Cells("%-5s".formatted(c.id), "%-8s".formatted(c.name)))
                .toList();
        assertThat(read(TestDatasets.bills("format: fixed, widthIn: characters", places), lines.toString()))
                .isEqualTo(padded);
    }

    @Property(tries = 200)
    void aTrailerNeverTakesOrGivesARow(@ForAll("rows") List<Cells> rows) throws IOException {
        StringBuilder csv = new StringBuilder("id,name\n");
        rows.forEach(c -> csv.append(c.id)
                .append(",\"")
                .append(c.name.replace("\"", "\"\""))
                .append("\"\n"));
        assertThat(read(
                        TestDatasets.bills("format: csv, trailer: '^#(?<rows>\\d+)$'", ""),
                        csv + "#" + rows.size() + "\n"))
                .isEqualTo(rows);
    }

    @Property(tries = 200)
    void aFileWhoseLinesAreOfTwoCharsetsComesBack(@ForAll("rows") List<Cells> rows) throws IOException {
        Path file = Files.createTempFile("rows", "");
        try (var out = Files.newOutputStream(file)) {
            out.write("id,name\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < rows.size(); i++) {
                String line = rows.get(i).id + "," + rows.get(i).name.replaceAll("[\",é]", "") + "\n";
                out.write(line.getBytes(i % 2 == 0 ? "UTF-8" : "GB18030"));
            }
        }
        List<Cells> read = new ArrayList<>();
        RowFormat.of(TestDatasets.bills("format: csv, fallbackCharset: GB18030", ""))
                .read(
                        file,
                        r -> read.add(new Cells(r.values().get(0), r.values().get(1))));
        Files.delete(file);
        assertThat(read)
                .isEqualTo(rows.stream()
                        .map(c -> new Cells(c.id, c.name.replaceAll("[\",é]", "")))
                        .toList());
    }
}
