package org.taxbrain.connectors.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;

/**
 * XML: a row is each element at the path that the descriptor's {@code row} names, a field what stands in it at the path that
 * its {@code source} names: {@code Unit/No}, {@code Fee/@currency}, {@code .} the row's own text. Of a list, the path names
 * the elements that repeat. A path from the root, {@code /Report/Header/Date}, names what stands once before the rows.
 */
final class XmlFormat implements RowFormat {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Descriptor.Files files;
    private final List<Field> fields;
    private final String rowPath;
    private final String charset;

    XmlFormat(Dataset dataset) {
        this.files = dataset.descriptor().source().files();
        this.fields = dataset.fields();
        this.rowPath = files.row();
        this.charset = files.charset();
    }

    @Override
    public Optional<Trailer> read(FileContent file, Consumer<ParsedRow> rows) {
        try (InputStream in = file.open()) {
            // the declaration in the file says its charset, unless the descriptor knows better
            rows(
                    charset == null
                            ? XmlInput.factory().createXMLStreamReader(in)
                            : XmlInput.factory().createXMLStreamReader(in, charset),
                    rows);
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw XmlInput.refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private void rows(XMLStreamReader xml, Consumer<ParsedRow> rows) throws XMLStreamException {
        FileHeader header = new FileHeader(files, fields);
        StringBuilder path = new StringBuilder();
        StringBuilder text = new StringBuilder();
        long number = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new FileRefusedException("the XML declares a document type (DTD); send it without one");
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                boolean root = path.isEmpty();
                path.append(root ? "" : "/").append(xml.getLocalName());
                if (root && !(rowPath + "/").startsWith(path + "/")) {
                    throw new FileRefusedException("the root element is " + path + ", rows are expected at " + rowPath
                            + "; send the file that was agreed on");
                }
                if (rowPath.contentEquals(path)) {
                    rows.accept(row(++number, XmlElement.read(xml), header));
                    leave(path);
                } else {
                    begin(xml, path, header);
                    text.setLength(0);
                }
            } else if (event == XMLStreamConstants.CHARACTERS && header.isAsked("/" + path)) {
                text.append(xml.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (header.isAsked("/" + path)) {
                    header.put("/" + path, text.toString());
                }
                leave(path);
            }
        }
    }

    private void begin(XMLStreamReader xml, StringBuilder path, FileHeader header) {
        if (rowPath.startsWith(path + "/")) {
            header.enter("/" + path);
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String source = "/" + path + "/@" + xml.getAttributeLocalName(i);
            if (header.isAsked(source)) {
                header.put(source, xml.getAttributeValue(i));
            }
        }
    }

    private static void leave(StringBuilder path) {
        path.setLength(Math.max(0, path.lastIndexOf("/")));
    }

    private ParsedRow row(long number, XmlElement element, FileHeader header) {
        Map<String, String> leaves = element.leaves();
        Map<String, String> extra = new LinkedHashMap<>(leaves);
        String[] values = new String[fields.size()];
        for (Field field : fields) {
            for (String source : field.sourceNames()) {
                if (field.type() == FieldType.LIST) {
                    values[field.position()] = values[field.position()] == null
                            ? list(field, element.at(source))
                            : values[field.position()];
                    extra.keySet().removeIf(path -> path.startsWith(source + "/") || path.equals(source));
                } else {
                    values[field.position()] =
                            values[field.position()] == null ? leaves.get(source) : values[field.position()];
                    extra.remove(source);
                }
            }
        }
        header.complete(values);
        extra.values().removeIf(String::isBlank);
        return new ParsedRow(number, new ArrayList<>(Arrays.asList(values)), extra, null);
    }

    /** JSON, as lists stand in landed rows; null: there is none. */
    private static String list(Field field, List<XmlElement> elements) {
        if (elements.isEmpty()) {
            return null;
        }
        ArrayNode list = JSON.createArrayNode();
        for (XmlElement element : elements) {
            ObjectNode item = list.addObject();
            element.leaves().forEach(item::put);
        }
        return list.toString();
    }
}
