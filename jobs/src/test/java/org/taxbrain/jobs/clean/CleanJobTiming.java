package org.taxbrain.jobs.clean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Topics;

/** Processor time of the whole CleanJob for one row, by kind of thread, the broker's own left out. Run by hand. */
final class CleanJobTiming {
    private static final int ROWS = 300_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Threads of the job, by the beginnings of their names. */
    private static final List<String> JOB = List.of(
            "Source: ",
            "Source Data Fetcher",
            "fence, parse, check",
            "kafka-producer-network-thread",
            "flink-",
            "Async",
            "jobmanager",
            "rocksdb",
            "Checkpoint");

    private CleanJobTiming() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("clean-job-timing");
        Files.writeString(folder.resolve("pepper"), "a pepper for timing only");
        Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");
        try (TestKafka kafka = TestKafka.start(folder.resolve("kafka"))) {
            prepare(kafka, arrears);
            long start = System.nanoTime();
            JobClient job = submit(kafka, folder);
            Map<String, Long> before = cpu();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                while (committed(admin) < ROWS) {
                    Thread.sleep(200);
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Long> after = cpu();
            long sum = 0;
            for (Map.Entry<String, Long> e : after.entrySet()) {
                long nanos = e.getValue() - before.getOrDefault(e.getKey(), 0L);
                sum += nanos;
                System.out.println(String.format(Locale.ROOT, "%6.2f µs a row  %s", nanos / 1000.0 / ROWS, e.getKey()));
            }
            System.out.println(String.format(
                    Locale.ROOT, "%6.2f µs a row in all; %d rows in %.1f s", sum / 1000.0 / ROWS, ROWS, seconds));
            job.cancel().get();
            job.getJobExecutionResult().handle((result, e) -> null).get();
        } finally {
            delete(folder);
        }
    }

    private static void prepare(TestKafka kafka, Dataset arrears) {
        try (TopicAdmin topics = new TopicAdmin(kafka.bootstrapServers(), 1);
                CataloguePublisher publisher = new CataloguePublisher(kafka.bootstrapServers());
                LandingWriter writer = new LandingWriter(kafka.bootstrapServers())) {
            topics.createCommon();
            topics.createFor(List.of(arrears));
            publisher.publish(List.of(arrears));
            for (int i = 0; i < ROWS; i++) {
                writer.land(LandedRows.arrears(arrears, "QS" + i, Integer.toString(i % 1000), 1L, 1L, (long) i, 0L));
                if (i % 10_000 == 0) {
                    writer.flush();
                }
            }
            writer.flush();
        }
    }

    private static JobClient submit(TestKafka kafka, Path folder) throws Exception {
        var settings = org.taxbrain.connectors.config.Configuration.of();
        Configuration config = JobEnvironment.settings(settings.get(JobConfig.class));
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
        env.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        String servers = kafka.bootstrapServers();
        CleanJob.define(
                env,
                KafkaEnds.source(servers, CleanJob.NAME, Pattern.compile("landed\\..+")),
                KafkaEnds.transactionalSink(servers, CleanJob.NAME, Duration.ofMinutes(10), LostTransactions.REFUSED),
                new KafkaCatalogue(servers, Duration.ofSeconds(10)),
                folder.resolve("pepper"),
                settings.get(CleanConfig.class),
                CleanHarness.SEAL,
                10_000);
        return env.executeAsync(CleanJob.NAME);
    }

    private static long committed(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new TreeMap<>(Comparator.comparing(TopicPartition::toString));
        for (int p = 0; p < Topics.PARTITIONS; p++) {
            ends.put(new TopicPartition(Topics.OUTCOME, p), OffsetSpec.latest());
        }
        return admin
                .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .values()
                .stream()
                .mapToLong(o -> o.offset())
                .sum();
    }

    private static Map<String, Long> cpu() {
        Map<String, Long> byKind = new TreeMap<>();
        for (long id : THREADS.getAllThreadIds()) {
            var info = THREADS.getThreadInfo(id);
            if (info == null) {
                continue;
            }
            JOB.stream()
                    .filter(info.getThreadName()::startsWith)
                    .findFirst()
                    .ifPresent(kind -> byKind.merge(kind, THREADS.getThreadCpuTime(id), Long::sum));
        }
        return byKind;
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
