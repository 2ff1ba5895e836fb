package org.taxbrain.jobs.file.kernel;

import java.util.Arrays;
import java.util.Objects;

/**
 * A version of a document or reminder.
 *
 * @param index taxpayer, property-unit, enforcement-case or reminder
 * @param id subject or reminder id
 * @param body JSON in UTF-8; null: it is gone
 */
public record Result(String index, String id, byte[] body) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Result result
                && index.equals(result.index)
                && id.equals(result.id)
                && Arrays.equals(body, result.body);
    }

    @Override
    public int hashCode() {
        return 31 * Objects.hash(index, id) + Arrays.hashCode(body);
    }

    @Override
    public String toString() {
        return index + ' ' + id + (body == null ? " is gone" : ": " + body.length + " bytes");
    }
}
