package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** What is known of a section whose facts (or notices) stand on a shelf, or of a list of some of them. */
final class LargeSection {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, LargeSection>> BY_DATASET = new TypeReference<>() {};

    /** Behind every place. */
    static final String END = "\uDBFF\uDFFF";

    /** How many facts there are. */
    public long count;
    /** Of notices: of how many objects there are any, as one object can tell the subject under several ids. */
    public long objects;
    /** The place of the last row shown, or the end if all are; null: which rows are shown is to be found out again. */
    public String lastShown;
    /** The lowest naming that the facts offer; null: none, or to be found out again. */
    public Naming naming;

    /** A fact came, changed or went. */
    void touch(String place) {
        boolean isShown =
                count <= FileDocument.LIMIT || lastShown != null && CodePoints.ORDER.compare(place, lastShown) <= 0;
        if (isShown) {
            lastShown = null;
        }
        // what stands behind the fact that names the file names it only by a lower rank, and ranks are counted
        if (naming != null && CodePoints.ORDER.compare(Slot.placeKey(place), naming.key()) <= 0) {
            naming = null;
        }
    }

    /** @param sections by dataset, as {@link #encode} wrote them, or null for none */
    static Map<String, LargeSection> decode(byte[] sections) {
        if (sections == null) {
            return new TreeMap<>();
        }
        try {
            return JSON.readValue(sections, BY_DATASET);
        } catch (IOException e) {
            throw new UncheckedIOException("what is known of large sections can't be read: state of another build?", e);
        }
    }

    static byte[] encode(Map<String, LargeSection> sections) {
        try {
            return JSON.writeValueAsBytes(sections);
        } catch (IOException e) {
            throw new UncheckedIOException("what is known of large sections can't be written", e);
        }
    }
}
