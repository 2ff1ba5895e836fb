package org.taxbrain.bench;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Takes what a side writes: counts it, or leaves the digests of the documents that stand at the end. */
final class ResultSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;
    private static final LongAdder WRITTEN = new LongAdder();

    private final Form<T> form;
    private final String digests;

    /** How a side writes a document. */
    interface Form<T> extends Serializable {
        /** What would go to a topic: bytes, or nothing for a tombstone. Measured. */
        byte[] value(T element);

        /** The document's or reminder's id. Not measured. */
        String id(T element);

        /** The document of a value. Not measured. */
        String document(byte[] value);
    }

    /** @param digests folder for them; null: documents are only counted */
    ResultSink(Form<T> form, Path digests) {
        this.form = form;
        this.digests = digests == null ? null : digests.toString();
    }

    /** How many documents and reminders this process wrote, each time they changed; tombstones are not among them. */
    static long written() {
        return WRITTEN.sum();
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return digests == null ? new Counting() : new Comparing();
    }

    private final class Counting implements SinkWriter<T> {
        /** Keeps the bytes from being optimised away. */
        private long bytes;

        @Override
        public void write(T element, Context context) {
            byte[] value = form.value(element);
            if (value != null) {
                bytes += value.length;
                WRITTEN.increment();
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            if (bytes < 0) {
                throw new IllegalStateException("more bytes were written than there are");
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final class Comparing implements SinkWriter<T> {
        private final Map<String, Long> standing = new HashMap<>();

        @Override
        public void write(T element, Context context) {
            String id = form.id(element);
            byte[] value = form.value(element);
            if (value == null) {
                standing.remove(id);
            } else {
                standing.put(id, Content.digest(form.document(value)));
            }
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                Digests.write(Path.of(digests), standing);
            }
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
