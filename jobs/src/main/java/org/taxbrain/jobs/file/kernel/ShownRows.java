package org.taxbrain.jobs.file.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows that a large section shows, as text, each beside the bytes that it was made from: a row whose bytes are the
 * same is taken over when the rows are read again, so nothing has to be known of what changed.
 */
final class ShownRows {
    /** To be raised when a row's text is made otherwise than before: then none is taken over. */
    private static final int FORM = 1;
    /** What follows the dataset in the name of the entry that holds the rows one by one. */
    private static final String ONE_BY_ONE = "\nrows";

    private final Map<String, Row> byPlace = new HashMap<>();

    private record Row(byte[] body, byte[] json) {}

    private ShownRows() {}

    /** The rows as {@link Writing} left them; none if it never did, or made their text otherwise. */
    static ShownRows read(Table<byte[]> shown, String dataset) {
        ShownRows rows = new ShownRows();
        byte[] oneByOne = shown.get(dataset + ONE_BY_ONE);
        if (oneByOne == null) {
            return rows;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(oneByOne))) {
            boolean isSameForm = in.readInt() == FORM;
            while (isSameForm && in.available() > 0) {
                rows.byPlace.put(in.readUTF(), new Row(in.readNBytes(in.readInt()), in.readNBytes(in.readInt())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the rows that a section shows can't be read: state of another build?", e);
        }
        return rows;
    }

    /** The text that was made of these bytes at this place; null: none was. */
    byte[] json(String place, byte[] body) {
        Row row = byPlace.get(place);
        return row != null && Arrays.equals(row.body, body) ? row.json : null;
    }

    /** The section is not large any more. */
    static void remove(Table<byte[]> shown, String dataset) {
        shown.remove(dataset);
        shown.remove(dataset + ONE_BY_ONE);
    }

    /** Gathers the rows that are shown from now on, in their order. */
    static final class Writing {
        private final ByteArrayOutputStream items = new ByteArrayOutputStream();
        private final ByteArrayOutputStream oneByOne = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(oneByOne);

        Writing() throws IOException {
            out.writeInt(FORM);
        }

        void add(String place, byte[] body, byte[] json) throws IOException {
            items.write(items.size() == 0 ? '[' : ',');
            items.write(json);
            out.writeUTF(place);
            out.writeInt(body.length);
            out.write(body);
            out.writeInt(json.length);
            out.write(json);
        }

        /** The entry by the dataset's name is the array as a document shows it, in UTF-8. */
        void save(Table<byte[]> shown, String dataset) {
            if (items.size() == 0) {
                items.write('[');
            }
            items.write(']');
            shown.put(dataset, items.toByteArray());
            shown.put(dataset + ONE_BY_ONE, oneByOne.toByteArray());
        }
    }
}
