package org.taxbrain.jobs.file.kernel;

import java.time.LocalDate;

/**
 * What a summary takes of rows, by name: numbers of which it states the sum, days of which it states the first or the last.
 * All of them can be taken off again, so a summary needs no row but the one that changed. What is not stated is null.
 */
interface Measures {
    void sum(String name, Long number);

    void first(String name, LocalDate day);

    void last(String name, LocalDate day);

    /** What the summary of a fact's subject takes of it. */
    @FunctionalInterface
    interface Of {
        void take(Fact fact, Measures measures);
    }
}
