package org.taxbrain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is measured runs in processes of their own: nothing that another part did, compiled or cached counts for it. */
final class Fork {
    private final Path work;
    private final int cores;

    /** @param work an existing folder; what the processes leave in their temporary folder goes with them */
    Fork(Path work, int cores) {
        this.work = work;
        this.cores = cores;
    }

    /**
     * Runs a main class of this class path to its end.
     *
     * @param heap such as {@code 4g}
     * @param options further ones of the JVM
     * @throws IOException if it fails; its own messages have told why
     */
    void run(Class<?> main, String heap, List<String> options, List<String> arguments)
            throws IOException, InterruptedException {
        Path temporary = Files.createDirectories(work.resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(
                java(),
                "-Xmx" + heap,
                "-XX:ActiveProcessorCount=" + cores,
                "-Djava.io.tmpdir=" + temporary,
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        Stream.of("java.util", "java.lang", "java.time")
                .forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(Arrays.asList("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        delete(temporary);
        if (status != 0) {
            throw new IOException(main.getSimpleName() + " " + arguments.get(0) + " ended with status " + status
                    + "; its messages stand above");
        }
    }

    /** The Java that this process runs on. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Deletes a folder with all that is in it; one that is not there is no fault. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(folder)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
