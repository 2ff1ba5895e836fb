package org.taxbrain.oracle.source;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Reads the rows of a department's XML file. Such files are short: the whole stands in memory. */
final class Xml {
    private Xml() {}

    /**
     * Takes what stands at paths of each row, numbered from 1.
     *
     * @param row path of the elements that are rows, from the root
     * @param paths of values within a row, such as {@code Unit/No} or {@code Buyer/@idType}
     */
    static void read(Path file, String row, List<String> paths, Csv.Lines lines) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Element root;
        try (InputStream in = Files.newInputStream(file)) {
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        String below = row.substring(root.getTagName().length() + 1);
        long number = 0;
        for (Element element : at(root, below)) {
            List<String> values = new ArrayList<>();
            for (String path : paths) {
                values.add(value(element, path));
            }
            lines.line(++number, null, values);
        }
    }

    private static String value(Element row, String path) {
        int attribute = path.indexOf('@');
        if (attribute < 0) {
            return at(row, path).stream()
                    .map(Element::getTextContent)
                    .findFirst()
                    .orElse(null);
        }
        String name = path.substring(attribute + 1);
        List<Element> owners = attribute == 0 ? List.of(row) : at(row, path.substring(0, attribute - 1));
        return owners.stream()
                .filter(e -> e.hasAttribute(name))
                .map(e -> e.getAttribute(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Element> at(Element from, String path) {
        List<Element> found = List.of(from);
        for (String step : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : found) {
                NodeList children = element.getChildNodes();
                for (int i = 0; i < children.getLength(); i++) {
                    Node child = children.item(i);
                    if (child instanceof Element e && e.getTagName().equals(step)) {
                        next.add(e);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
