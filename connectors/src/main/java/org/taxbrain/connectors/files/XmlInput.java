package org.taxbrain.connectors.files;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/** How XML of departments is parsed: streaming, and without anything from outside the file. */
public final class XmlInput {
    private XmlInput() {}

    /** A factory of parsers that know no DTD: without one, no entity can name a file or blow up. */
    public static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Why a file that the parser gave up on is refused. */
    static FileRefusedException refusal(XMLStreamException e) {
        if (e.getNestedException() instanceof FileRefusedException refused) {
            return refused;
        }
        return new FileRefusedException(
                "the XML is cut or not well formed at line "
                        + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber()
                        + "; nothing of the file was taken, send it again whole",
                e);
    }
}
