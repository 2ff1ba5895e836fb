package org.taxbrain.oracle.source;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/** Reads the entries of an ISO 20022 camt.053 file, streaming. */
final class Camt {
    private Camt() {}

    /** Takes entryRef, statementId, account, direction, currency, amount, bookedOn, remittance of each entry, numbered from 1. */
    static void read(Path file, Csv.Lines entries) throws Exception {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            StringBuilder path = new StringBuilder();
            StringBuilder text = new StringBuilder();
            Map<String, String> statement = new HashMap<>();
            Map<String, String> entry = new HashMap<>();
            long number = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        path.append('/').append(xml.getLocalName());
                        text.setLength(0);
                        if (path.toString().endsWith("/Stmt")) {
                            statement.clear();
                        } else if (path.toString().endsWith("/Stmt/Ntry")) {
                            entry.clear();
                        } else if (path.toString().endsWith("/Stmt/Ntry/Amt")) {
                            entry.put("Amt/Ccy", xml.getAttributeValue(null, "Ccy"));
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        String at = path.toString();
                        int ntry = at.indexOf("/Stmt/Ntry/");
                        int stmt = at.indexOf("/Stmt/");
                        if (ntry >= 0) {
                            // a remittance may come in several pieces
                            entry.merge(at.substring(ntry + 11), text.toString(), (a, b) -> a + " " + b);
                        } else if (at.endsWith("/Stmt/Ntry")) {
                            number++;
                            emit(number, statement, entry, entries);
                        } else if (stmt >= 0) {
                            statement.putIfAbsent(at.substring(stmt + 6), text.toString());
                        }
                        path.setLength(path.lastIndexOf("/"));
                        text.setLength(0);
                    }
                    default -> {}
                }
            }
            xml.close();
        }
    }

    private static void emit(long number, Map<String, String> statement, Map<String, String> entry, Csv.Lines entries)
            throws Exception {
        String status = first(entry, "Sts/Cd", "Sts");
        String defect = status != null && !status.isBlank() && !status.strip().equals("BOOK") ? "row-invalid" : null;
        entries.line(
                number,
                defect,
                Arrays.asList(
                        entry.get("AcctSvcrRef"),
                        statement.get("Id"),
                        first(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id"),
                        entry.get("CdtDbtInd"),
                        entry.get("Amt/Ccy"),
                        entry.get("Amt"),
                        entry.get("BookgDt/Dt"),
                        first(entry, "NtryDtls/TxDtls/RmtInf/Ustrd", "AddtlNtryInf")));
    }

    private static String first(Map<String, String> values, String path, String otherwise) {
        String value = values.get(path);
        return value == null ? values.get(otherwise) : value;
    }
}
