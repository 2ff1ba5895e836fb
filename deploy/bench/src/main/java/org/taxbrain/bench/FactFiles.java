package org.taxbrain.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.record.Topics;

/**
 * Records of the clean topics as FileJob reads them, in files that stand for partitions: all versions of a key are in one,
 * in their order.
 *
 * @param folder where the files lie
 */
record FactFiles(Path folder) {
    /** As many as there are cores to read them. */
    static final int PARTS = 2;

    /** The datasets that the benchmark joins. */
    static final List<String> DATASETS =
            List.of("resident", "taxpayer", "tax-arrears", "medical-settlement", "property-right");

    private static final int BUFFER = 1 << 20;

    private Path part(int part) {
        return folder.resolve("facts-" + part);
    }

    Writer write(int part) throws IOException {
        Files.createDirectories(folder);
        return new Writer(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part(part)), BUFFER)));
    }

    Reader read(int part) throws IOException {
        return new Reader(new DataInputStream(new BufferedInputStream(Files.newInputStream(part(part)), BUFFER)));
    }

    /** Writes one part. */
    static final class Writer implements AutoCloseable {
        private final DataOutputStream out;

        private Writer(DataOutputStream out) {
            this.out = out;
        }

        /** @param tombstone whether the record takes the key away; the value is then its header {@code meta} */
        void write(String dataset, String key, boolean tombstone, byte[] value) throws IOException {
            out.writeByte(DATASETS.indexOf(dataset));
            out.writeBoolean(tombstone);
            bytes(key.getBytes(StandardCharsets.UTF_8));
            bytes(value);
        }

        private void bytes(byte[] bytes) throws IOException {
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** Reads one part. */
    static final class Reader implements AutoCloseable {
        private final List<String> topics = DATASETS.stream().map(Topics::clean).toList();
        private final DataInputStream in;

        private Reader(DataInputStream in) {
            this.in = in;
        }

        /** The next record; null at the end. */
        RawRecord next() throws IOException {
            int dataset = in.read();
            if (dataset < 0) {
                return null;
            }
            RawRecord record = new RawRecord();
            record.topic = topics.get(dataset);
            record.tombstone = in.readBoolean();
            record.key = bytes();
            record.value = bytes();
            return record;
        }

        private byte[] bytes() throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
