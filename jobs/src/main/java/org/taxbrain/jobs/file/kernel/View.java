package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A list of a document that shows some of a dataset's facts, beside the section that has them all. */
interface View {
    /** Its name among the sections, which is that of no dataset: part of the state, never changed. */
    String id();

    String dataset();

    boolean holds(Fact fact);

    /** Writes one element of the list. */
    void write(JsonGenerator json, Fact fact) throws IOException;
}
