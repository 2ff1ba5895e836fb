package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.local.StackLayout;

/** Runs the benchmark of the join in a process with the benchmark's own class path. */
public final class Benchmark {
    private static final String MODULE = "deploy/bench";
    private static final String MAIN = "org.taxbrain.bench.JoinBench";

    private Benchmark() {}

    /** Returns the process's exit status. */
    public static int run(StackLayout layout, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                ClassPaths.of(layout.home(), MODULE),
                MAIN));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
