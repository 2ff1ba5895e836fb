package org.taxbrain.city;

/** Is told how far the city is. */
@FunctionalInterface
public interface Progress {
    /** Nobody is told. */
    Progress NONE = (dataset, rows) -> {};

    /**
     * So many rows of a dataset are written.
     *
     * @param rows all so far, of this dataset
     */
    void wrote(String dataset, long rows);
}
