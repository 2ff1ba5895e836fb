package org.taxbrain.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;

/** The state of the job that this process runs: what its newest measured checkpoint refers to, files of earlier ones too. */
final class StateSize {
    private static final AtomicLong NEWEST = new AtomicLong();

    private StateSize() {}

    /** The bytes of a checkpoint; of RocksDB, its files as they are. */
    static void measure(Path checkpoints, long id) throws IOException {
        Path metadata;
        try (Stream<Path> jobs = Files.list(checkpoints)) {
            metadata = jobs.map(job -> job.resolve("chk-" + id).resolve("_metadata"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new IOException("checkpoint " + id + " is not in " + checkpoints));
        }
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            NEWEST.set(Checkpoints.loadCheckpointMetadata(in, StateSize.class.getClassLoader(), metadata.toString())
                    .getOperatorStates()
                    .stream()
                    .mapToLong(OperatorState::getStateSize)
                    .sum());
        }
    }

    static long newest() {
        return NEWEST.get();
    }
}
