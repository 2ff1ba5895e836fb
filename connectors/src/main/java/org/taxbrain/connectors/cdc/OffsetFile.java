package org.taxbrain.connectors.cdc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.taxbrain.connectors.files.Durable;

/**
 * Debezium's offsets in a file that is whole at any moment (Kafka Connect's own is overwritten in place, so that kill -9
 * can leave half of it). The engine makes it by name; {@link #FILE} says where the file is.
 *
 * <p>An engine starts behind the last commit that it had fully handed over, never in the middle of a transaction: rows
 * that one statement wrote share one position in the log, and Debezium would take those behind the first of them for
 * done. So some rows land twice, with the same order; none is missed.
 */
public final class OffsetFile extends MemoryOffsetBackingStore {
    /** Property of the engine with the path. */
    static final String FILE = "offset.storage.file.filename";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COMMIT = "lsn_commit";
    private static final String POSITION = "lsn";
    private static final String MID_TRANSACTION = "lsn_proc";

    private Path file;

    @Override
    public void configure(WorkerConfig config) {
        super.configure(config);
        file = Path.of(config.originalsStrings().get(FILE));
    }

    @Override
    public synchronized void start() {
        super.start();
        read(file).forEach((key, value) -> data.put(bytes(key), bytes(behindLastCommit(value))));
    }

    @Override
    protected void save() {
        Map<String, String> content = new LinkedHashMap<>();
        data.forEach((key, value) -> content.put(text(key), text(value)));
        try {
            Durable.write(file, JSON.writeValueAsBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write " + file + "; has its disk room?", e);
        }
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        throw new UnsupportedOperationException("only a Connect worker asks for this");
    }

    /** The log position up to which everything was handed over; 0: none yet. */
    static long lastCommit(Path file) {
        return read(file).values().stream()
                .mapToLong(value -> parse(value).path(COMMIT).asLong(0))
                .max()
                .orElse(0);
    }

    private static String behindLastCommit(String offset) {
        ObjectNode fields = parse(offset);
        fields.remove(MID_TRANSACTION);
        if (fields.hasNonNull(COMMIT)) {
            fields.set(POSITION, fields.get(COMMIT));
        }
        return fields.toString();
    }

    private static ObjectNode parse(String offset) {
        try {
            return (ObjectNode) JSON.readTree(offset);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an offset is not JSON", e);
        }
    }

    private static Map<String, String> read(Path file) {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "can't read " + file + "; delete it to read all rows again (those known already change nothing)",
                    e);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }
}
