package org.taxbrain.jobs.file.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts on a shelf, in order, each with how often it stands there. */
record Multiset(Table<byte[]> shelf) {
    /**
     * Adds a text so often, or takes it off.
     *
     * @return how many texts more there are, each counted once
     */
    int add(String text, long more) {
        byte[] known = shelf.get(text);
        long sum = (known == null ? 0 : ByteBuffer.wrap(known).getLong()) + more;
        if (sum == 0) {
            shelf.remove(text);
        } else {
            shelf.put(text, ByteBuffer.allocate(Long.BYTES).putLong(sum).array());
        }
        return (sum == 0 ? 0 : 1) - (known == null ? 0 : 1);
    }

    /** The first text, or null. */
    String first() {
        for (Map.Entry<String, byte[]> text : shelf.entries()) {
            return text.getKey();
        }
        return null;
    }

    static void clear(Table<byte[]> shelf) {
        List<String> texts = new ArrayList<>();
        shelf.entries().forEach(text -> texts.add(text.getKey()));
        texts.forEach(shelf::remove);
    }
}
