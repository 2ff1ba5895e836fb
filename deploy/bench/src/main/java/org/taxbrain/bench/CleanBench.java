package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark of cleaning: lands bills of twelve fields, cleans them from Kafka to Kafka in a process of its own, and counts what became of them. */
@Command(name = "bench clean", mixinStandardHelpOptions = true, description = "Measure CleanJob.")
public final class CleanBench implements Callable<Integer> {
    private static final double GOAL = 12;
    private static final int THREADS = 12;
    private static final String HEAP = "2g";
    /** As a TaskManager is started: Flink gives it all of its heap at once; the rest as docs/operate.md recommends it. */
    private static final List<String> JVM = List.of("-Xms" + HEAP, "-XX:+UseSerialGC", "-XX:NewRatio=1");

    private static final Duration POLL = Duration.ofSeconds(5);

    @Option(
            names = "--rows",
            defaultValue = "1000000",
            description = "Rows that are measured (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--warm-up",
            paramLabel = "ROWS",
            defaultValue = "1000000",
            description =
                    "Rows before them, in which the JVM compiles (default: ${DEFAULT-VALUE}; 0: measured from the process's start).")
    private long warmUp;

    @Option(names = "--cores", defaultValue = "2", description = "Cores of the job (default: ${DEFAULT-VALUE}).")
    private int cores;

    @Option(
            names = "--cluster",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the cluster's configuration, config.yaml.")
    private Path cluster;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON too.")
    private Path json;

    @Option(names = "--kafka", required = true, paramLabel = "PATH", description = "Class path of the broker.")
    private String kafka;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Folder for data and state; emptied.")
    private Path work;

    private CleanBench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new CleanBench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Fork.delete(work);
        Files.createDirectories(work);
        try (Broker broker = Broker.start(kafka, work)) {
            long landed = warmUp + rows;
            System.err.println("Landing " + landed + " rows …");
            land(broker, landed);
            System.err.println("Cleaning them …");
            new Fork(work, cores)
                    .run(
                            CleanSide.class,
                            HEAP,
                            JVM,
                            List.of(
                                    broker.servers(),
                                    Long.toString(landed),
                                    Long.toString(warmUp),
                                    Integer.toString(cores),
                                    work.toString(),
                                    cluster.toString()));
            Cleaned cleaned =
                    new ObjectMapper().readValue(work.resolve("cleaned.json").toFile(), Cleaned.class);
            Map<OutcomeKind, Long> outcomes = outcomes(broker.servers());
            if (!outcomes.equals(Map.of(OutcomeKind.CLEAN, landed))) {
                System.err.println(landed + " rows landed, all of them right; their outcomes are " + outcomes);
                return 1;
            }
            print(cleaned);
            return 0;
        } finally {
            Fork.delete(work);
        }
    }

    private void land(Broker broker, long landed) throws IOException {
        Bills bills = new Bills();
        Path file = work.resolve(Bills.NAME);
        String control = bills.write(file, landed, Long.MAX_VALUE);
        try (TopicAdmin topics = new TopicAdmin(KafkaConnection.plain(broker.servers()), 1);
                CataloguePublisher publisher = new CataloguePublisher(KafkaConnection.plain(broker.servers()));
                LandingWriter landing = new LandingWriter(KafkaConnection.plain(broker.servers()))) {
            topics.createCommon();
            topics.createFor(List.of(Bills.DATASET));
            publisher.publish(List.of(Bills.DATASET));
            new FileIntake(
                            Bills.DATASET,
                            work.resolve("intake"),
                            landing,
                            "a pepper".getBytes(StandardCharsets.UTF_8),
                            Clock.systemUTC(),
                            Seal.NONE)
                    .take(file, Bills.NAME, control);
        }
    }

    private static Map<OutcomeKind, Long> outcomes(String servers) {
        Map<OutcomeKind, Long> counts = new EnumMap<>(OutcomeKind.class);
        Wire<Outcome> wire = Wire.outcome();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "isolation.level", "read_committed", "enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(Topics.OUTCOME, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> outcome : consumer.poll(POLL)) {
                    counts.merge(wire.decode(outcome.value()).getKind(), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    private void print(Cleaned cleaned) throws IOException {
        double measured = cleaned.measuredMicrosPerRow();
        System.out.printf(
                Locale.ROOT,
                "%,d rows of %d fields, Kafka to Kafka, all checks, RocksDB, a checkpoint each second, %d cores: all clean%n%n",
                cleaned.rows(),
                Bills.DATASET.fields().size(),
                cores);
        String rest = warmUp == 0
                ? "CPU of the process per row from its start, µs"
                : String.format(Locale.ROOT, "CPU of the process per row, the last %,d, µs", cleaned.measuredRows());
        line(rest, measured, "at most " + (int) GOAL + ": " + (measured <= GOAL ? "met" : "MISSED"));
        line("of all rows, start and compilation in it, µs", cleaned.microsPerRow(), "");
        line("wall, all rows, s", cleaned.wallMillis() / 1e3, "");
        System.out.printf("%nThe threads, CPU of all rows and of the measured ones, µs a row:%n");
        cleaned.threads().entrySet().stream()
                .sorted(Comparator.comparing(thread -> -thread.getValue().whole()))
                .limit(THREADS)
                .forEach(thread -> System.out.printf(
                        Locale.ROOT,
                        "%-34s %8.2f %8.2f%n",
                        thread.getKey(),
                        thread.getValue().whole() * 1e3 / cleaned.rows(),
                        thread.getValue().measured() * 1e3 / cleaned.measuredRows()));
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), cleaned);
        }
    }

    private static void line(String what, double figure, String goal) {
        System.out.printf(Locale.ROOT, "%-52s %8.1f  %s%n", what, figure, goal);
    }
}
