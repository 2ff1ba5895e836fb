package org.taxbrain.connectors.reconcile;

/** The rows that one side holds now. */
public interface Rows {
    /**
     * Reads all of them, in any order, each key once; may be asked again.
     *
     * @throws RuntimeException if they can't be read
     */
    void read(Reader reader);

    /** Takes rows. */
    interface Reader {
        /** @param content the row in its canonical form ({@link RowContent}) */
        void row(String key, byte[] content);

        /** A row that its source holds and the checks refuse: what stands of its key is an older version, or none. */
        void refused(String key);
    }
}
