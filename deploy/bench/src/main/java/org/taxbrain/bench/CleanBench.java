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

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows (default: ${DEFAULT-VALUE}).")
    private long rows;

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
            System.err.println("Landing " + rows + " rows …");
            land(broker);
            System.err.println("Cleaning them …");
            new Fork(work, cores)
                    .run(
                            CleanSide.class,
                            HEAP,
                            JVM,
                            List.of(
                                    broker.servers(),
                                    Long.toString(rows),
                                    Integer.toString(cores),
                                    work.toString(),
                                    cluster.toString()));
            Cleaned cleaned =
                    new ObjectMapper().readValue(work.resolve("cleaned.json").toFile(), Cleaned.class);
            Map<OutcomeKind, Long> outcomes = outcomes(broker.servers());
            if (!outcomes.equals(Map.of(OutcomeKind.CLEAN, rows))) {
                System.err.println(rows + " rows landed, all of them right; their outcomes are " + outcomes);
                return 1;
            }
            print(cleaned);
            return 0;
        } finally {
            Fork.delete(work);
        }
    }

    private void land(Broker broker) throws IOException {
        Bills bills = new Bills();
        Path file = work.resolve(Bills.NAME);
        String control = bills.write(file, rows, Long.MAX_VALUE);
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
        double cpu = cleaned.microsPerRow();
        System.out.printf(
                Locale.ROOT,
                "%,d rows of %d fields, Kafka to Kafka, all checks, RocksDB, a checkpoint each second, %d cores: all clean%n%n",
                rows,
                Bills.DATASET.fields().size(),
                cores);
        double later = cleaned.lastHalfMicrosPerRow();
        line("CPU of the process per row, µs", cpu, goal(cpu) + ", start and compilation in it");
        line("of the last half of the rows alone, µs", later, goal(later) + " by a job that runs");
        line("wall, s", cleaned.wallMillis() / 1e3, "");
        System.out.printf("%nThe threads, CPU of the whole process and of the last half, µs a row:%n");
        cleaned.threads().entrySet().stream()
                .sorted(Comparator.comparing(thread -> -thread.getValue().whole()))
                .limit(THREADS)
                .forEach(thread -> System.out.printf(
                        Locale.ROOT,
                        "%-34s %8.2f %8.2f%n",
                        thread.getKey(),
                        thread.getValue().whole() * 1e3 / cleaned.rows(),
                        thread.getValue().lastHalf() * 1e3 / cleaned.lastHalfRows()));
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), cleaned);
        }
    }

    private static String goal(double micros) {
        return "at most " + (int) GOAL + ": " + (micros <= GOAL ? "met" : "MISSED");
    }

    private static void line(String what, double figure, String goal) {
        System.out.printf(Locale.ROOT, "%-42s %8.1f  %s%n", what, figure, goal);
    }
}
