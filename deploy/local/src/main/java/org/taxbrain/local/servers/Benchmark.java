package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.local.StackLayout;

/** Runs a benchmark in a process with the benchmark's own class path. */
public final class Benchmark {
    private static final String MODULE = "deploy/bench";
    /** The join of the taxpayers' files. */
    public static final String JOIN = "org.taxbrain.bench.JoinBench";
    /** The comparison of two sides by digest trees. */
    public static final String RECONCILE = "org.taxbrain.bench.ReconcileBench";

    private Benchmark() {}

    /**
     * Runs one.
     *
     * @param main {@link #JOIN} or {@link #RECONCILE}
     * @return the process's exit status
     */
    public static int run(StackLayout layout, String main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                ClassPaths.of(layout.home(), MODULE),
                main));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
