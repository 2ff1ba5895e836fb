package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.servers.Benchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Benchmarks: no stack is needed for them, nor touched. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure the speed and the memory of a part.",
        subcommands = {
            BenchCommand.Join.class,
            BenchCommand.Clean.class,
            BenchCommand.LargeFile.class,
            BenchCommand.Reconcile.class
        })
final class BenchCommand {
    @ParentCommand
    private Taxbrain taxbrain;

    /** The join of the taxpayers' files. */
    @Command(
            name = "join",
            mixinStandardHelpOptions = true,
            description = {
                "Join facts of 5 datasets into files, by FileJob and by Flink SQL, over RocksDB. The results are compared,",
                "then each is measured in a process of its own: CPU, state; then changes of a small and of a large file.",
                "5 million facts take both cores for half an hour, 15 GiB of memory, and some GiB of the data folder."
            })
    static final class Join implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Option(
                names = "--facts",
                paramLabel = "N",
                defaultValue = "5000000",
                description = "Facts (default: ${DEFAULT-VALUE}).")
        private long facts;

        @Option(names = "--subjects", paramLabel = "N", description = "Persons (default: a tenth of the facts).")
        private Integer subjects;

        @Option(
                names = "--seed",
                paramLabel = "S",
                defaultValue = "1",
                description = "Same seed, same facts (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Option(
                names = "--large",
                paramLabel = "N",
                defaultValue = "1000000",
                description =
                        "Facts of the large file whose changes are measured; 0: not measured (default: ${DEFAULT-VALUE}).")
        private int large;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
        private Path json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            StackLayout layout = bench.taxbrain.layout();
            List<String> arguments = new ArrayList<>(List.of(
                    "--facts=" + facts,
                    "--seed=" + seed,
                    "--large=" + large,
                    "--work=" + layout.data().resolve("bench")));
            if (subjects != null) {
                arguments.add("--subjects=" + subjects);
            }
            if (json != null) {
                arguments.add("--json=" + json.toAbsolutePath());
            }
            return Benchmark.run(layout, "JoinBench", arguments);
        }
    }

    /** The comparison of two sides. */
    @Command(
            name = "reconcile",
            mixinStandardHelpOptions = true,
            description = {
                "Find the one row in which two sides of very many differ, by digest trees: hashes exchanged, seconds. The rows are",
                "made while they are read, one side after the other, on one core."
            })
    static final class Reconcile implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "30000000",
                description = "Rows of each side (default: ${DEFAULT-VALUE}).")
        private long rows;

        @Option(
                names = "--seed",
                paramLabel = "S",
                defaultValue = "1",
                description = "Same seed, same rows (default: ${DEFAULT-VALUE}).")
        private long seed;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return Benchmark.run(
                    bench.taxbrain.layout(), "ReconcileBench", List.of("--rows=" + rows, "--seed=" + seed));
        }
    }

    /** Cleaning, from Kafka to Kafka. */
    @Command(
            name = "clean",
            mixinStandardHelpOptions = true,
            description = {
                "Clean bills of 12 fields, from Kafka to Kafka, with all checks and checkpoints, in a process of its own:",
                "CPU of a row, by a job that has been running for a while. It fails if a row's outcome is missing or another than clean."
            })
    static final class Clean implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Option(
                names = "--rows",
                paramLabel = "N",
                defaultValue = "1000000",
                description = "Rows that are measured (default: ${DEFAULT-VALUE}).")
        private long rows;

        @Option(
                names = "--warm-up",
                paramLabel = "N",
                defaultValue = "1000000",
                description =
                        "Rows before them, in which the JVM compiles; 0: measured from the process's start (default: ${DEFAULT-VALUE}).")
        private long warmUp;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
        private Path json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return bench.withBroker(
                    "CleanBench",
                    List.of("--rows=" + rows, "--warm-up=" + warmUp, "--cluster=" + bench.cluster()),
                    json);
        }
    }

    /** A large file, up to Kafka. */
    @Command(
            name = "file",
            mixinStandardHelpOptions = true,
            description = {
                "Read a large CSV file of bills, then take it as the pipelines do, up to Kafka, by a process with a heap of",
                "512 MiB: CPU of a row. It takes the file's size about three times of the data folder."
            })
    static final class LargeFile implements Callable<Integer> {
        @ParentCommand
        private BenchCommand bench;

        @Option(
                names = "--mib",
                paramLabel = "N",
                defaultValue = "2048",
                description = "Size of the file (default: ${DEFAULT-VALUE}).")
        private long mib;

        @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
        private Path json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return bench.withBroker("FileBench", List.of("--mib=" + mib), json);
        }
    }

    /** The folder of the configuration that the images' clusters run with. */
    private Path cluster() {
        return taxbrain.layout().home().resolve("deploy/images/jobs");
    }

    /** @param json null: no JSON is asked for */
    private int withBroker(String name, List<String> own, Path json) throws IOException, InterruptedException {
        StackLayout layout = taxbrain.layout();
        List<String> arguments = new ArrayList<>(own);
        arguments.add("--kafka=" + Benchmark.kafka(layout));
        arguments.add("--work=" + layout.data().resolve("bench"));
        if (json != null) {
            arguments.add("--json=" + json.toAbsolutePath());
        }
        return Benchmark.run(layout, name, arguments);
    }
}
