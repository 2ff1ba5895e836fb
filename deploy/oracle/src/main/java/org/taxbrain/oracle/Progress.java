package org.taxbrain.oracle;

/** Told how far the oracle has come. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (step, done) -> {};

    /**
     * @param step what is being done, such as {@code "compare taxpayer"}
     * @param done how many rows or documents of it are done
     */
    void at(String step, long done);
}
