package org.taxbrain.city.out;

import java.nio.file.Path;

/**
 * A file that a department has written and not yet sent.
 *
 * @param file where it is kept
 * @param rows lines after the header, or entries
 * @param total sum of the total column, yuan with two decimals; null: the dataset has none
 * @param sm3 digest of its bytes
 * @param signature over its bytes, Base64; null: it is not signed
 */
public record Written(Path file, long rows, String total, String sm3, String signature) {
    /** A file that is not signed, or not yet. */
    public Written(Path file, long rows, String total, String sm3) {
        this(file, rows, total, sm3, null);
    }
}
