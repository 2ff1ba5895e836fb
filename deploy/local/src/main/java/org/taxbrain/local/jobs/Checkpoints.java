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
        return newestComplete(ofRun(jobId), Long.MAX_VALUE);
    }

    /** The newest of those that a run made before this one; nothing before a savepoint. */
    Optional<Path> newestCompleteBefore(Path checkpoint) throws IOException {
        boolean isOurs = checkpoint.startsWith(folder)
                && checkpoint.getFileName().toString().startsWith(PREFIX);
        return isOurs ? newestComplete(checkpoint.getParent(), number(checkpoint)) : Optional.empty();
    }

    private static Optional<Path> newestComplete(Path run, long below) throws IOException {
        if (!Files.isDirectory(run)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    // Flink renames _metadata into place, after everything it refers to
                    .filter(entry -> Files.exists(entry.resolve("_metadata")))
                    .filter(entry -> number(entry) < below)
                    .max(Comparator.comparingLong(Checkpoints::number));
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
    }
}
