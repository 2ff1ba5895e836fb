package org.taxbrain.jobs.file.kernel;

import java.util.Arrays;
import java.util.function.Consumer;

/** Writes a document only where it differs from what was written last. */
final class Documents {
    private Documents() {}

    /** @param body null: there is no document (any more) */
    static void write(Cell<byte[]> written, String index, String id, byte[] body, Consumer<Result> results) {
        byte[] before = written.get();
        if (body == null) {
            if (before != null) {
                written.clear();
                results.accept(new Result(index, id, null));
            }
            return;
        }
        byte[] digest = Digests.of(body);
        if (!Arrays.equals(before, digest)) {
            written.set(digest);
            results.accept(new Result(index, id, body));
        }
    }
}
