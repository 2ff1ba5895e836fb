package org.taxbrain.schemas.parse;

import java.util.List;
import org.taxbrain.schemas.record.Remark;

/** What cleaning makes of a row. */
public sealed interface CleanResult {

    /**
     * The typed row.
     *
     * @param payload Avro binary by the dataset's schema; equal rows have equal bytes
     * @param remarks repairs and warnings
     */
    record CleanRow(byte[] payload, List<Remark> remarks) implements CleanResult {}

    /**
     * The first thing that is wrong with a row.
     *
     * @param field path of the field
     * @param rule name of the rule, as docs/contracts.md lists them
     * @param message what is wrong and what is expected; never the value
     */
    record Fault(String field, String rule, String message) implements CleanResult {}
}
