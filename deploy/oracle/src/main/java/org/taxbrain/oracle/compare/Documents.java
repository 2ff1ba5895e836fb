package org.taxbrain.oracle.compare;

/** A sorted stream of documents. */
interface Documents extends AutoCloseable {

    /** The next document, or null at the end. */
    Keyed next();

    @Override
    void close();
}
