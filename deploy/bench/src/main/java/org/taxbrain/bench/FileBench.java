package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.TopicAdmin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark of files: a large file is read, and taken up to Kafka, by a process with a small heap. */
@Command(name = "bench file", mixinStandardHelpOptions = true, description = "Measure the way of a large file.")
public final class FileBench implements Callable<Integer> {
    private static final double GOAL = 2.5;
    private static final double MIB = 1 << 20;

    @Option(names = "--mib", defaultValue = "2048", description = "Size of the file (default: ${DEFAULT-VALUE}).")
    private long mib;

    @Option(names = "--heap", defaultValue = "512m", description = "Largest heap (default: ${DEFAULT-VALUE}).")
    private String heap;

    @Option(names = "--cores", defaultValue = "2", description = "Cores of the process (default: ${DEFAULT-VALUE}).")
    private int cores;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
    private Path json;

    @Option(names = "--kafka", required = true, paramLabel = "PATH", description = "Class path of the broker.")
    private String kafka;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Folder for file and data; emptied.")
    private Path work;

    private FileBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new FileBench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Fork.delete(work);
        Files.createDirectories(work);
        try (Broker broker = Broker.start(kafka, work)) {
            try (TopicAdmin topics = new TopicAdmin(KafkaConnection.plain(broker.servers()), 1)) {
                topics.createCommon();
                topics.createFor(List.of(Bills.DATASET));
            }
            System.err.println("Writing a file of " + mib + " MiB …");
            Path file = work.resolve(Bills.NAME);
            Path control = work.resolve(Bills.NAME + ".ctl");
            Files.writeString(control, new Bills().write(file, Long.MAX_VALUE, mib << 20));
            long bytes = Files.size(file);
            System.err.println("Reading it with a heap of " + heap + " …");
            new Fork(work, cores)
                    .run(
                            FileSide.class,
                            heap,
                            List.of(),
                            List.of(broker.servers(), file.toString(), control.toString(), work.toString()));
            FileSide.Taken taken =
                    new ObjectMapper().readValue(work.resolve("taken.json").toFile(), FileSide.Taken.class);
            print(taken, bytes);
            return 0;
        } finally {
            Fork.delete(work);
        }
    }

    private void print(FileSide.Taken taken, long bytes) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%,.0f MiB, %,d rows of %d fields, by a process with a heap of %,.0f MiB: all landed%n%n",
                bytes / MIB,
                taken.rows(),
                Bills.DATASET.fields().size(),
                taken.heapBytes() / MIB);
        line(
                "CPU of the process to read a row, µs",
                "%8.2f  at most " + GOAL + ": " + (taken.parse() <= GOAL ? "met" : "MISSED"),
                taken.parse());
        line("of the reading thread alone", "%8.2f", taken.parser());
        line("of it in the last half of the rows", "%8.2f", taken.parserLastHalf());
        line("and to check, archive and land the file, µs a row", "%8.2f", taken.take());
        line("wall of the latter, s", "%8.0f", taken.takeWallMillis() / 1e3);
        line("peak of the process, MiB", "%8.0f", taken.residentPeakBytes() / MIB);
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), taken);
        }
    }

    private static void line(String what, String format, double figure) {
        System.out.printf(Locale.ROOT, "%-52s " + format + "%n", what, figure);
    }
}
