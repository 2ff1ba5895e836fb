package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark of the join: makes facts, compares both sides' results, then measures each side in a process of its own. */
@Command(name = "bench join", mixinStandardHelpOptions = true, description = "Measure the join against Flink SQL.")
public final class JoinBench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int SMALL = 100;
    /** SQL holds the rows of a mini-batch, and the results of either side are compared in it. */
    private static final String HEAP = "10g";

    @Option(names = "--facts", defaultValue = "5000000", description = "Records to join (default: ${DEFAULT-VALUE}).")
    private long facts;

    @Option(names = "--subjects", description = "Persons that they belong to (default: a tenth of the facts).")
    private Integer subjects;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same facts (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--cores", defaultValue = "2", description = "Cores of each side (default: ${DEFAULT-VALUE}).")
    private int cores;

    @Option(
            names = "--large",
            defaultValue = "1000000",
            description =
                    "Facts of the subject whose changes are measured (default: ${DEFAULT-VALUE}; 0: not measured).")
    private int large;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
    private Path json;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Folder for facts and state; emptied.")
    private Path work;

    private JoinBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new JoinBench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FactSpec spec = new FactSpec(facts, subjects == null ? (int) (facts / 10) : subjects, seed);
        Fork.delete(work);
        try {
            say("Making " + spec.facts() + " facts");
            FactFiles files = new FactFiles(work.resolve("facts"));
            new Facts(spec).write(files);

            Path kernel = work.resolve("digests-kernel");
            Path sql = work.resolve("digests-sql");
            side(Side.KERNEL, files, kernel);
            side(Side.SQL, files, sql);
            Map<String, Long> documents = Digests.read(kernel);
            long differences = Digests.differences(documents, Digests.read(sql));
            if (differences > 0 || documents.isEmpty()) {
                System.err.println("The results differ, so nothing is measured: " + differences + " of "
                        + documents.size() + " documents and reminders");
                return 1;
            }
            Measured ofKernel = side(Side.KERNEL, files, null);
            Measured ofSql = side(Side.SQL, files, null);
            JoinReport report = new JoinReport(
                    spec, cores, documents.size(), ofKernel, ofSql, change(SMALL), large == 0 ? null : change(large));
            report.print(System.out);
            if (json != null) {
                JSON.writeValue(json.toFile(), report.json());
            }
            return 0;
        } finally {
            Fork.delete(work);
        }
    }

    /** @param digests null: measure */
    private Measured side(Side side, FactFiles files, Path digests) throws IOException, InterruptedException {
        say((digests == null ? "Measuring " : "Comparing ") + (side == Side.KERNEL ? "FileJob" : "Flink SQL"));
        Path folder = work.resolve(side + (digests == null ? "-measured" : "-compared"));
        Files.createDirectories(folder);
        List<String> arguments = new ArrayList<>(
                List.of(side.name(), files.folder().toString(), folder.toString(), Integer.toString(cores)));
        if (digests != null) {
            arguments.add(digests.toString());
        }
        fork().run(SideMain.class, HEAP, List.of(), arguments);
        Measured measured = JSON.readValue(folder.resolve("measured.json").toFile(), Measured.class);
        Fork.delete(folder);
        if (digests == null) {
            // a run takes long, and may be stopped before its end
            System.err.println(measured);
        }
        return measured;
    }

    private ChangeCost change(int size) throws IOException, InterruptedException {
        say("Measuring changes of a subject with " + size + " facts");
        Path result = work.resolve("change-" + size + ".json");
        fork().run(ChangeCost.class, HEAP, List.of(), List.of(Integer.toString(size), result.toString()));
        return JSON.readValue(result.toFile(), ChangeCost.class);
    }

    private Fork fork() {
        return new Fork(work, cores);
    }

    private static void say(String what) {
        System.err.println(what + " …");
    }
}
