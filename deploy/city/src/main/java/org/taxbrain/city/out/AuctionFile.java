package org.taxbrain.city.out;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.taxbrain.city.CityException;
import org.taxbrain.city.book.AuctionBook;
import org.taxbrain.city.dirt.Row;

/** Writes the court's auctions as XML, an {@code Auction} a row. */
final class AuctionFile implements AutoCloseable {
    private final Path file;
    private final DigestStream digest;
    private final OutputStream out;
    private final XMLStreamWriter xml;
    private long rows;
    private BigDecimal total = BigDecimal.ZERO;

    AuctionFile(Path file) throws IOException {
        this.file = file;
        this.digest = new DigestStream(Files.newOutputStream(file));
        this.out = new BufferedOutputStream(digest, 1 << 16);
        try {
            xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("Auctions");
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /**
     * Writes a row.
     *
     * @return its number among the rows, from 1
     */
    long row(Row row) {
        try {
            xml.writeCharacters("\n");
            xml.writeStartElement("Auction");
            xml.writeAttribute("no", row.key());
            group(row, "Unit", "No");
            group(row, "Case", "No", "Court");
            leaf("Platform", row.get("Platform"));
            leaf("Round", row.get("Round"));
            group(row, "Price", "Appraised", "Starting", "Deal");
            leaf("Result", row.get("Result"));
            buyer(row);
            leaf("HeldOn", row.get("HeldOn"));
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
        total = total.add(new BigDecimal(row.get(AuctionBook.TOTAL).replace(",", "")));
        return ++rows;
    }

    /** Ends the file. */
    Written finish() throws IOException {
        try {
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
        out.flush();
        return new Written(
                file, rows, total.setScale(2, RoundingMode.UNNECESSARY).toPlainString(), digest.hex());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void group(Row row, String name, String... members) throws XMLStreamException {
        xml.writeStartElement(name);
        for (String member : members) {
            leaf(member, row.get(name + "/" + member));
        }
        xml.writeEndElement();
    }

    private void buyer(Row row) throws XMLStreamException {
        if (row.get("Buyer/Id") != null) {
            xml.writeStartElement("Buyer");
            xml.writeAttribute("idType", row.get("Buyer/@idType"));
            leaf("Name", row.get("Buyer/Name"));
            leaf("Id", row.get("Buyer/Id"));
            xml.writeEndElement();
        }
    }

    private void leaf(String name, String value) throws XMLStreamException {
        if (value != null) {
            xml.writeStartElement(name);
            xml.writeCharacters(value);
            xml.writeEndElement();
        }
    }

    private CityException failed(XMLStreamException e) {
        return new CityException("Can't write " + file + "; is the disk full?", e);
    }
}
