package org.taxbrain.connectors.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One element with what is in it, names without their namespaces.
 *
 * @param text of an element that holds no others; null: it holds others
 */
public record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children, String text) {
    /** More than a row may have when it lands. */
    private static final int MAX_CHARACTERS = 8 * 1024 * 1024;

    private static final int MAX_DEPTH = 100;

    /** Reads the element that the parser stands on, to its end. */
    public static XmlElement read(XMLStreamReader xml) throws XMLStreamException {
        return read(xml, new int[] {MAX_CHARACTERS}, MAX_DEPTH);
    }

    private static XmlElement read(XMLStreamReader xml, int[] room, int depth) throws XMLStreamException {
        String name = xml.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            room[0] -= xml.getAttributeValue(i).length();
        }
        List<XmlElement> children = new ArrayList<>(0);
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(read(xml, room, depth - 1));
            } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                text.append(xml.getText());
                room[0] -= xml.getTextLength();
            }
            room[0]--;
            if (room[0] < 0 || depth < 0) {
                throw new FileRefusedException("the row before line "
                        + xml.getLocation().getLineNumber() + " is larger than " + MAX_CHARACTERS
                        + " characters or deeper than " + MAX_DEPTH
                        + " elements; check that the descriptor's row names the element of one row");
            }
        }
        return new XmlElement(name, attributes, children, children.isEmpty() ? text.toString() : null);
    }

    /** The texts in this element by their paths; those of repeated elements are joined by a blank. */
    public Map<String, String> leaves() {
        Map<String, String> leaves = new LinkedHashMap<>();
        gather("", leaves);
        return leaves;
    }

    private void gather(String path, Map<String, String> leaves) {
        String prefix = path.isEmpty() ? "" : path + "/";
        attributes.forEach((name, value) -> leaves.merge(prefix + "@" + name, value, (a, b) -> a + " " + b));
        if (text != null) {
            leaves.merge(path.isEmpty() ? "." : path, text, (a, b) -> a + " " + b);
        }
        children.forEach(child -> child.gather(prefix + child.name, leaves));
    }

    /** The elements at a path, in order. */
    List<XmlElement> at(String path) {
        List<XmlElement> found = List.of(this);
        for (String step : path.split("/")) {
            List<XmlElement> next = new ArrayList<>();
            found.forEach(
                    e -> e.children.stream().filter(c -> c.name.equals(step)).forEach(next::add));
            found = next;
        }
        return found;
    }
}
