package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;

/**
 * ISO 20022 camt.053 (bank to customer statement), of any version: one row an entry. Fields stand at the paths that the
 * descriptor's {@code source} names: {@code Stmt/…} of the statement, {@code Ntry/…} of the entry, {@code @Name} an
 * attribute, {@code |} between alternatives, of which the first that is there holds; repeated elements are joined by a blank.
 */
final class CamtFormat implements RowFormat {
    private static final String STATEMENT = "Stmt";
    private static final String ENTRY = "Ntry";
    private static final String BALANCE = "Stmt/Bal";

    /** By field: the paths to look at, in order. */
    private final List<List<String>> paths = new ArrayList<>();

    CamtFormat(Dataset dataset) {
        for (Field field : dataset.fields()) {
            paths.add(List.of(field.sourceName().strip().split("\\s*\\|\\s*")));
        }
    }

    @Override
    public Optional<Trailer> read(FileContent file, Consumer<ParsedRow> rows) {
        try (InputStream in = file.open()) {
            new Pass(XmlInput.factory().createXMLStreamReader(in), rows).run();
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw XmlInput.refusal(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** One reading of one file. */
    private final class Pass {
        private final XMLStreamReader xml;
        private final Consumer<ParsedRow> rows;
        private final Map<String, String> statement = new HashMap<>();
        private final Map<String, String> balance = new HashMap<>();
        private final Map<String, String> entry = new HashMap<>();
        private StatementTotals totals;
        private long entries;

        Pass(XMLStreamReader xml, Consumer<ParsedRow> rows) {
            this.xml = xml;
            this.rows = rows;
        }

        void run() throws XMLStreamException {
            boolean root = true;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new FileRefusedException(
                            "the XML declares a document type (DTD); a camt.053 message has none");
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (root) {
                        requireCamt053();
                        root = false;
                    } else if (xml.getLocalName().equals(STATEMENT)) {
                        statement();
                    }
                }
            }
        }

        private void requireCamt053() {
            String namespace = xml.getNamespaceURI();
            if (!xml.getLocalName().equals("Document") || namespace == null || !namespace.contains(":camt.053.")) {
                throw new FileRefusedException("not a camt.053 message: the root element is {" + namespace + "}"
                        + xml.getLocalName() + "; send a bank-to-customer statement");
            }
        }

        private void statement() throws XMLStreamException {
            statement.clear();
            totals = new StatementTotals();
            children(STATEMENT, statement);
            totals.verify(statement);
        }

        /** Reads the element that the reader stands on, to its end; leaves go to {@code values} by their paths. */
        private void children(String path, Map<String, String> values) throws XMLStreamException {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                put(values, path + "/@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
            StringBuilder text = new StringBuilder();
            boolean leaf = true;
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    leaf = false;
                    child(path, values);
                } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                    text.append(xml.getText());
                }
            }
            if (leaf) {
                put(values, path, text.toString());
            }
        }

        private void child(String path, Map<String, String> values) throws XMLStreamException {
            String child = path + "/" + xml.getLocalName();
            if (path.equals(STATEMENT) && xml.getLocalName().equals(ENTRY)) {
                entry.clear();
                children(ENTRY, entry);
                entry();
            } else if (child.equals(BALANCE)) {
                balance.clear();
                children(BALANCE, balance);
                totals.balance(
                        balance.get(BALANCE + "/Tp/CdOrPrtry/Cd"),
                        balance.get(BALANCE + "/Amt"),
                        balance.get(BALANCE + "/CdtDbtInd"));
            } else {
                children(child, values);
            }
        }

        private void entry() {
            entries++;
            String status = entry.getOrDefault("Ntry/Sts/Cd", entry.getOrDefault("Ntry/Sts", "BOOK"));
            boolean booked = status.strip().equals("BOOK");
            if (booked) {
                totals.entry(entry.get("Ntry/Amt"), entry.get("Ntry/CdtDbtInd"));
            }
            List<String> values = new ArrayList<>(paths.size());
            for (List<String> alternatives : paths) {
                values.add(first(alternatives));
            }
            rows.accept(new ParsedRow(entries, values, Map.of(), booked ? null : ParsedRow.ROW_INVALID));
        }

        private String first(List<String> alternatives) {
            for (String path : alternatives) {
                String value = (path.startsWith(STATEMENT) ? statement : entry).get(path);
                if (value != null) {
                    return value;
                }
            }
            return null;
        }
    }

    private static void put(Map<String, String> values, String path, String value) {
        values.merge(path, value, (a, b) -> a + " " + b);
    }
}
