package org.taxbrain.local.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.taxbrain.local.StackException;

/** The job records in a file that is replaced as a whole and forced to the disk, before the cluster is asked anything. */
final class JobStore {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path file;
    private final Map<String, JobRecord> records;

    JobStore(Path file) {
        this.file = file;
        this.records = read(file);
    }

    Map<String, JobRecord> all() {
        return new LinkedHashMap<>(records);
    }

    JobRecord get(String name) {
        JobRecord known = records.get(name);
        if (known == null) {
            throw new StackException("There is no job '" + name + "'; known: " + records.keySet());
        }
        return known;
    }

    boolean contains(String name) {
        return records.containsKey(name);
    }

    void put(JobRecord changed) {
        records.put(changed.spec().name(), changed);
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel channel = FileChannel.open(
                    written,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(records)));
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StackException("The list of jobs " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    private static Map<String, JobRecord> read(Path file) {
        if (!Files.exists(file)) {
            return new LinkedHashMap<>();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<LinkedHashMap<String, JobRecord>>() {});
        } catch (IOException e) {
            throw new StackException(
                    "The list of jobs " + file + " can't be read: " + e.getMessage()
                            + ". Without it no job can go on from its checkpoint; restore it or start over in a new data"
                            + " folder.",
                    e);
        }
    }
}
