package org.taxbrain.connectors.files.sample;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.taxbrain.connectors.files.XmlElement;
import org.taxbrain.connectors.files.XmlInput;

/** Elements that repeat within another one. */
final class XmlSample {
    /** Where so many stand in each element that repeats itself, they are the rows and those around them groups. */
    private static final int ROWS_OF_A_GROUP = 10;

    private final Map<String, Count> counts = new LinkedHashMap<>();

    private XmlSample() {}

    /** What stands at a path. */
    private static final class Count {
        private int elements;
        private int mostTogether;
        private int values;
    }

    /**
     * Reads the beginning of a file.
     *
     * @param isCut whether the file goes on
     * @return empty: no element repeats
     * @throws SampleException if it is not well formed
     */
    static Optional<Sample> of(Path file, byte[] head, boolean isCut) {
        XmlSample sample = new XmlSample();
        read(file, head, isCut, sample::count);
        return sample.rowPath().map(path -> {
            Rows rows = new Rows(path);
            read(file, head, isCut, rows::read);
            return rows.sample();
        });
    }

    private interface Pass {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    private static void read(Path file, byte[] head, boolean isCut, Pass pass) {
        try {
            pass.read(XmlInput.factory().createXMLStreamReader(new ByteArrayInputStream(head)));
        } catch (XMLStreamException e) {
            if (!isCut) {
                throw new SampleException(file + ": the XML is not well formed at line "
                        + e.getLocation().getLineNumber());
            }
        }
    }

    private void count(XMLStreamReader xml) throws XMLStreamException {
        Deque<Map<String, Integer>> together = new ArrayDeque<>();
        together.push(new HashMap<>());
        String path = "";
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                path = path.isEmpty() ? xml.getLocalName() : path + "/" + xml.getLocalName();
                Count count = counts.computeIfAbsent(path, p -> new Count());
                count.elements++;
                count.mostTogether =
                        Math.max(count.mostTogether, together.peek().merge(path, 1, Integer::sum));
                together.push(new HashMap<>());
                values(path, xml.getAttributeCount());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (together.pop().isEmpty()) {
                    values(path, 1);
                }
                path = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            }
        }
    }

    private void values(String path, int more) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            counts.get(at).values += more;
        }
    }

    /** The element that repeats and holds most of the file; of groups, what repeats in them. */
    private Optional<String> rowPath() {
        Optional<String> best = mostOf("", 0);
        for (Optional<String> inner = best; inner.isPresent(); ) {
            best = inner;
            inner = mostOf(best.get() + "/", counts.get(best.get()).elements * ROWS_OF_A_GROUP);
        }
        return best;
    }

    private Optional<String> mostOf(String within, int elements) {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().startsWith(within)
                        && e.getValue().elements >= elements
                        && e.getValue().mostTogether > 1
                        && e.getValue().values > e.getValue().elements)
                .max(Comparator.comparingInt(e -> e.getValue().values))
                .map(Map.Entry::getKey);
    }

    /** The rows, and what is said before them. */
    private static final class Rows {
        private final String rowPath;
        private final TableOfRows table = new TableOfRows();
        private final Map<String, String> header = new LinkedHashMap<>();

        Rows(String rowPath) {
            this.rowPath = rowPath;
        }

        void read(XMLStreamReader xml) throws XMLStreamException {
            String path = "";
            StringBuilder text = new StringBuilder();
            boolean isLeaf = false;
            while (xml.hasNext() && table.size() < Sample.ROWS) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    path = path + "/" + xml.getLocalName();
                    if (path.equals("/" + rowPath)) {
                        row(XmlElement.read(xml));
                        path = parent(path);
                        isLeaf = false;
                    } else {
                        enter(path, xml);
                        text.setLength(0);
                        isLeaf = true;
                    }
                } else if (event == XMLStreamConstants.CHARACTERS) {
                    text.append(xml.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (isLeaf) {
                        header.put(path, text.toString());
                    }
                    isLeaf = false;
                    path = parent(path);
                }
            }
        }

        private static String parent(String path) {
            return path.substring(0, path.lastIndexOf('/'));
        }

        private void enter(String path, XMLStreamReader xml) {
            if (("/" + rowPath).startsWith(path + "/")) {
                header.keySet().removeIf(place -> place.startsWith(path + "/"));
            }
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                // where a schema lies is nothing that the file says of its rows
                if (xml.getAttributeNamespace(i) == null
                        || xml.getAttributeNamespace(i).isEmpty()) {
                    header.put(path + "/@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                }
            }
        }

        private void row(XmlElement row) {
            Map<String, String> cells = new LinkedHashMap<>(row.leaves());
            if (!row.children().isEmpty()) {
                cells.remove(".");
            }
            repeated("", row);
            cells.putAll(header);
            table.add(cells);
        }

        private void repeated(String at, XmlElement element) {
            Map<String, Integer> names = new HashMap<>();
            for (XmlElement child : element.children()) {
                if (names.merge(child.name(), 1, Integer::sum) == 2) {
                    table.repeats(at + child.name());
                }
                repeated(at + child.name() + "/", child);
            }
        }

        Sample sample() {
            return table.sample(
                    "XML, rows at " + rowPath,
                    List.of("format: xml", "row: " + rowPath),
                    place -> place.startsWith("/") ? place.replaceFirst("^/[^/]+/", "") : place,
                    place -> place);
        }
    }
}
