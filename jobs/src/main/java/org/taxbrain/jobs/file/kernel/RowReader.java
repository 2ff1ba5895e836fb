package org.taxbrain.jobs.file.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.FiledRow;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Wire;

/**
 * Decodes clean records, each by the declaration whose hash it carries, and turns them into what is kept of them. Not safe for
 * threads.
 */
public final class RowReader {
    private static final Duration URGENT = Duration.ofMinutes(1);
    private static final HexFormat HEX = HexFormat.of();

    private final Wire<CleanRecord> wire = Wire.clean();
    private final Wire<FiledRow> filed = Wire.filed();
    private final Map<String, Reading> byHash = new HashMap<>();
    private final Map<ByteBuffer, String> hashes = new HashMap<>();
    private final Datasets datasets;
    private BinaryDecoder reused;

    public RowReader(Datasets datasets) {
        this.datasets = datasets;
    }

    /** What is kept for one version of a dataset. */
    private record Reading(Dataset dataset, Subjects subjects, GenericDatumReader<GenericRecord> reader) {}

    /** The envelope alone. */
    CleanRecord envelope(byte[] clean) {
        return wire.decode(clean);
    }

    /** What is kept of a clean record, see {@link FiledRow}: a third less. */
    public byte[] file(byte[] clean) {
        return file(envelope(clean));
    }

    byte[] file(CleanRecord meta) {
        String batch = meta.getBatch();
        String position = meta.getPosition();
        int most = Math.min(batch.length(), position.length());
        int shared = 0;
        while (shared < most && batch.charAt(shared) == position.charAt(shared)) {
            shared++;
        }
        if (shared > 0 && Character.isHighSurrogate(batch.charAt(shared - 1))) {
            // half a character can't be written
            shared--;
        }
        return filed.encode(new FiledRow(
                ByteBuffer.wrap(HEX.parseHex(meta.getDescriptorHash())),
                batch,
                shared,
                position.substring(shared),
                meta.getSourceTime(),
                meta.getLandedAt(),
                meta.getRemarks(),
                meta.getPayload()));
    }

    /**
     * A row that was kept.
     *
     * @param key of the row, as its slot says
     */
    Row read(String key, byte[] kept) {
        FiledRow row = filed.decode(kept);
        String hash = hashes.computeIfAbsent(row.getDeclaration(), RowReader::hex);
        CleanRecord meta = new CleanRecord();
        meta.setDescriptorHash(hash);
        meta.setKey(key);
        meta.setOperation(Operation.UPSERT);
        meta.setPosition(row.getBatch().substring(0, row.getShared()) + row.getPosition());
        meta.setBatch(row.getBatch());
        meta.setSourceTime(row.getSourceTime());
        meta.setLandedAt(row.getLandedAt());
        meta.setRemarks(row.getRemarks());
        meta.setPayload(row.getPayload());
        return read(meta);
    }

    private static String hex(ByteBuffer declaration) {
        byte[] bytes = new byte[declaration.remaining()];
        declaration.duplicate().get(bytes);
        return HEX.formatHex(bytes);
    }

    /** @throws IllegalArgumentException if the record says DELETE, and so holds no row */
    Row read(CleanRecord meta) {
        if (meta.getPayload() == null) {
            throw new IllegalArgumentException("the clean record at " + meta.getPosition() + " of " + meta.getDataset()
                    + " holds no row; only CleanJob may write to the topic clean." + meta.getDataset());
        }
        Reading reading = byHash.computeIfAbsent(meta.getDescriptorHash(), this::open);
        ByteBuffer payload = meta.getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            reused = DecoderFactory.get().binaryDecoder(bytes, reused);
            return new Row(reading.dataset, reading.subjects, meta, reading.reader.read(null, reused));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the row at " + meta.getPosition() + " can't be read by " + reading.dataset, e);
        }
    }

    /**
     * Whether somebody waits for the row: its department promises it within a minute, and it came within a minute. What
     * comes late, as in the first load or after an outage, does not hold up what comes now.
     */
    boolean isUrgent(CleanRecord meta) {
        Long written = meta.getSourceTime();
        return written != null
                && meta.getLandedAt() - written <= URGENT.toMillis()
                && promised(meta).compareTo(URGENT) <= 0;
    }

    private Duration promised(CleanRecord meta) {
        Reading reading = byHash.computeIfAbsent(meta.getDescriptorHash(), this::open);
        return reading.dataset.descriptor().freshness();
    }

    private Reading open(String hash) {
        Dataset dataset = datasets.byHash(hash);
        return new Reading(dataset, new Subjects(dataset), new GenericDatumReader<>(dataset.schema()));
    }
}
