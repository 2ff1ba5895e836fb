package org.taxbrain.city.out;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.taxbrain.city.CityException;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.dirt.Row;

/** Writes a day's statements as ISO 20022 camt.053.001.08; the balances add up. */
final class CamtFile {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
    private static final BigDecimal FIRST_BALANCE = new BigDecimal("500000000.00");

    private final StatementBook book;
    private final LocalDate start;
    private XMLStreamWriter xml;
    private long entries;

    CamtFile(StatementBook book, LocalDate start) {
        this.book = book;
        this.start = start;
    }

    /** Told of every entry as it is written. */
    interface Listener {
        void entry(Row row, long number);
    }

    /** Writes the file of a day. */
    Written write(Path file, int day, Listener listener) throws IOException {
        entries = 0;
        try (OutputStream raw = Files.newOutputStream(file)) {
            DigestStream digest = new DigestStream(raw);
            try (OutputStream out = new java.io.BufferedOutputStream(digest, 1 << 16)) {
                xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
                document(day, listener);
                xml.close();
            }
            return new Written(file, entries, null, digest.hex());
        } catch (XMLStreamException e) {
            throw new CityException("Can't write " + file, e);
        }
    }

    private void document(int day, Listener listener) throws XMLStreamException {
        LocalDate date = start.plusDays(day);
        String compact = date.format(DateTimeFormatter.BASIC_ISO_DATE);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("Document");
        xml.writeDefaultNamespace(NAMESPACE);
        open("BkToCstmrStmt");
        open("GrpHdr");
        leaf("MsgId", "MSG" + compact);
        leaf("CreDtTm", date + "T20:00:00+08:00");
        close(1);
        for (int account = 0; account < StatementBook.ACCOUNTS; account++) {
            statement(day, account, date, compact, listener);
        }
        close(2);
        xml.writeEndDocument();
    }

    private void statement(int day, int account, LocalDate date, String compact, Listener listener)
            throws XMLStreamException {
        BigDecimal opening = FIRST_BALANCE;
        for (int earlier = 0; earlier < day; earlier++) {
            opening = opening.add(movement(earlier, account));
        }
        open("Stmt");
        leaf("Id", "ZD" + compact + "-" + (account + 1));
        leaf("ElctrncSeqNb", Integer.toString(day + 1));
        leaf("CreDtTm", date + "T20:00:00+08:00");
        open("Acct");
        open("Id");
        open("Othr");
        leaf("Id", StatementBook.account(account));
        close(2);
        leaf("Ccy", "CNY");
        open("Ownr");
        leaf("Nm", StatementBook.owner(account));
        close(2);
        balance("OPBD", opening, date);
        balance("CLBD", opening.add(movement(day, account)), date);
        book.write(day, account, row -> {
            try {
                entry(row);
            } catch (XMLStreamException e) {
                throw new CityException("Can't write an entry of " + compact, e);
            }
            listener.entry(row, ++entries);
        });
        close(1);
    }

    private BigDecimal movement(int day, int account) {
        BigDecimal[] sum = {BigDecimal.ZERO};
        Consumer<Row> add = row -> {
            BigDecimal amount = new BigDecimal(row.get("Amt"));
            sum[0] = row.get("CdtDbtInd").equals("CRDT") ? sum[0].add(amount) : sum[0].subtract(amount);
        };
        book.write(day, account, add);
        return sum[0];
    }

    private void balance(String code, BigDecimal amount, LocalDate date) throws XMLStreamException {
        open("Bal");
        open("Tp");
        open("CdOrPrtry");
        leaf("Cd", code);
        close(2);
        amount(amount.abs().toPlainString());
        leaf("CdtDbtInd", amount.signum() < 0 ? "DBIT" : "CRDT");
        open("Dt");
        leaf("Dt", date.toString());
        close(2);
    }

    private void entry(Row row) throws XMLStreamException {
        open("Ntry");
        amount(row.get("Amt"));
        leaf("CdtDbtInd", row.get("CdtDbtInd"));
        open("Sts");
        leaf("Cd", "BOOK");
        close(1);
        if (row.get("BookgDt") != null) {
            open("BookgDt");
            leaf("Dt", row.get("BookgDt"));
            close(1);
        }
        if (row.get("AcctSvcrRef") != null) {
            leaf("AcctSvcrRef", row.get("AcctSvcrRef"));
        }
        open("BkTxCd");
        open("Prtry");
        leaf("Cd", "TRF");
        close(2);
        open("NtryDtls");
        open("TxDtls");
        open("RmtInf");
        leaf("Ustrd", row.get("Ustrd"));
        close(4);
    }

    private void amount(String text) throws XMLStreamException {
        xml.writeStartElement("Amt");
        xml.writeAttribute("Ccy", "CNY");
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void open(String name) throws XMLStreamException {
        xml.writeStartElement(name);
    }

    private void leaf(String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void close(int levels) throws XMLStreamException {
        for (int i = 0; i < levels; i++) {
            xml.writeEndElement();
        }
    }
}
