package org.taxbrain.connectors.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.taxbrain.connectors.files.Durable;

/**
 * How far an interface has been read.
 *
 * @param newest newest believable updatedAt that landed
 * @param settled what changed before can't become visible any more: the next poll begins there, or at the newest if that is earlier
 * @param cursor how far the poll that is going on has come; null: none is. A poll that breaks off is gone on with
 * @param settling what {@code settled} will be when the poll that is going on has come to its end
 * @param fullPullAt when everything had last been read from the beginning; null: never
 * @param fullPullCursor how far the full pull that is going on has come; null: none is
 */
record Checkpoint(
        Instant newest, Instant settled, Instant cursor, Instant settling, Instant fullPullAt, Instant fullPullCursor) {
    /** Nothing was read yet. */
    static final Checkpoint NONE = new Checkpoint(Instant.EPOCH, Instant.EPOCH, null, null, null, null);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    static Checkpoint load(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            return JSON.readValue(file.toFile(), Checkpoint.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the checkpoint " + file
                            + " can't be read; delete it, and the interface is read from the beginning",
                    e);
        }
    }

    void save(Path file) {
        try {
            Durable.write(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Where a new poll begins. */
    Instant start() {
        return settled.isBefore(newest) ? settled : newest;
    }

    /** Whether it differs from another at most in what is settled. */
    boolean isAsFarAs(Checkpoint other) {
        return new Checkpoint(newest, other.settled, cursor, settling, fullPullAt, fullPullCursor).equals(other);
    }

    Checkpoint step(Instant next, Instant seen, Instant willBeSettled) {
        return new Checkpoint(
                seen.isAfter(newest) ? seen : newest, settled, next, willBeSettled, fullPullAt, fullPullCursor);
    }

    Checkpoint pollDone() {
        return new Checkpoint(newest, settling, null, null, fullPullAt, fullPullCursor);
    }

    Checkpoint fullPull(Instant next) {
        return new Checkpoint(newest, settled, cursor, settling, fullPullAt, next);
    }

    Checkpoint fullPullDone(Instant when) {
        return new Checkpoint(newest, settled, cursor, settling, when, null);
    }
}
