package org.taxbrain.connectors.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.taxbrain.connectors.files.Durable;

/** A checkpoint in a file of its own. */
final class CheckpointFile implements CheckpointStore {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path file;

    CheckpointFile(Path file) {
        this.file = file;
    }

    @Override
    public Checkpoint load() {
        if (!Files.exists(file)) {
            return Checkpoint.NONE;
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

    @Override
    public void save(Checkpoint checkpoint) {
        try {
            Durable.write(file, JSON.writeValueAsBytes(checkpoint));
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint " + file + " can't be written: " + e.getMessage(), e);
        }
    }
}
