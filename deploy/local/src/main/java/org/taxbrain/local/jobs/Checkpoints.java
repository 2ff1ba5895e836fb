package org.taxbrain.local.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The retained checkpoints of the cluster: {@code <folder>/<job id>/chk-<number>}, complete once {@code _metadata} is there. */
record Checkpoints(Path folder) {

    private static final String PREFIX = "chk-";

    Path ofRun(String jobId) {
        return folder.resolve(jobId);
    }

    Optional<Path> newestComplete(String jobId) throws IOException {
        Path run = ofRun(jobId);
        if (!Files.isDirectory(run)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    // Flink renames _metadata into place, after everything it refers to
                    .filter(entry -> Files.exists(entry.resolve("_metadata")))
                    .max(Comparator.comparingLong(Checkpoints::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }
}
