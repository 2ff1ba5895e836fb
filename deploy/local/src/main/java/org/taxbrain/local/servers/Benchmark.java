package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.local.StackLayout;

/** Runs a benchmark in a process with the benchmark's own class path. */
public final class Benchmark {
    private static final String MODULE = "deploy/bench";
    private static final String PACKAGE = "org.taxbrain.bench.";

    private Benchmark() {}

    /** The class path of the broker, for those that start one. */
    public static String kafka(StackLayout layout) {
        return ClassPaths.of(layout.home(), KafkaServer.MODULE);
    }

    /**
     * Runs one to its end.
     *
     * @param name of its main class
     * @return the process's exit status
     */
    public static int run(StackLayout layout, String name, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                ClassPaths.of(layout.home(), MODULE),
                PACKAGE + name));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
