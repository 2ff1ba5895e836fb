package org.taxbrain.connectors.jdbc;

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
 * How far a table has been read.
 *
 * @param newest the greatest believable order that landed: microseconds of the epoch, or a batch
 * @param fullPullAt when the whole table had last been read; null: never
 */
record JdbcPosition(long newest, Instant fullPullAt) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Nothing was read yet. */
    private static final JdbcPosition NONE = new JdbcPosition(0, null);

    static JdbcPosition load(Path file) {
        if (!Files.exists(file)) {
            return NONE;
        }
        try {
            return JSON.readValue(file.toFile(), JdbcPosition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the position " + file + " can't be read; delete it, and the whole table is read again", e);
        }
    }

    void save(Path file) {
        try {
            Durable.write(file, JSON.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new UncheckedIOException("the position " + file + " can't be written: " + e.getMessage(), e);
        }
    }
}
