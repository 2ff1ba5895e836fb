package org.taxbrain.schemas.parse;

import java.io.IOException;
import org.taxbrain.schemas.parse.CleanResult.Fault;

/** Reads one present value, checks it and writes it to the row. */
@FunctionalInterface
interface ValueWriter {

    /** @return what is wrong, or null if the value is written */
    Fault write(String text, Row row) throws IOException;
}
