package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.config.QuarantineConfig;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.jobs.clean.CleanJob;
import org.taxbrain.jobs.clean.KafkaCatalogue;
import org.taxbrain.jobs.clean.SealAccess;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.schemas.record.Topics;

/**
 * CleanJob as it runs in production, from Kafka to Kafka with RocksDB and a checkpoint every second, until each landed row
 * has its outcome. Arguments: Kafka's address, the rows that landed, how many of them only warm the process up (0: it is
 * measured from its start), cores, work folder, folder of the cluster's configuration.
 */
final class CleanSide {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(1);
    private static final MemorySize ROCKSDB = MemorySize.ofMebiBytes(512);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration TRANSACTION = Duration.ofMinutes(10);
    private static final String STATE = "state.backend.";
    private static final int ASK_MILLIS = 500;
    /** So often in a row nothing more has come: longer than there is between checkpoints. */
    private static final int QUIET = 8;

    private CleanSide() {}

    public static void main(String[] args) throws Exception {
        String servers = args[0];
        long rows = Long.parseLong(args[1]);
        long warmUp = Long.parseLong(args[2]);
        Path work = Path.of(args[4]);
        long wall = System.nanoTime();
        JobClient job = submit(servers, Integer.parseInt(args[3]), work, Path.of(args[5]));
        Moment start = warmUp == 0 ? Moment.start() : null;
        Moment end = null;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            long before = -1;
            int unchanged = 0;
            // markers of transactions are counted among the outcomes, so it is over when nothing more comes
            while (before < rows || unchanged < QUIET) {
                if (job.getJobStatus().get().isGloballyTerminalState()) {
                    throw new IllegalStateException("CleanJob ended before its rows did");
                }
                Thread.sleep(ASK_MILLIS);
                long written = outcomes(admin, IsolationLevel.READ_UNCOMMITTED);
                if (start == null && written >= warmUp) {
                    start = Moment.now(written, wall);
                }
                long now = outcomes(admin, IsolationLevel.READ_COMMITTED);
                unchanged = now == before ? unchanged + 1 : 0;
                before = now;
                if (unchanged == 0) {
                    end = Moment.now(rows, wall);
                }
            }
        }
        if (start.rows() >= end.rows()) {
            throw new IllegalStateException("the rows to measure were cleaned before they could be told apart from the"
                    + " warm-up: more --rows");
        }
        new ObjectMapper().writeValue(work.resolve("cleaned.json").toFile(), Cleaned.of(start, end));
        job.cancel().get();
        // Flink's threads that are no daemons may outlive the job
        System.exit(0);
    }

    private static JobClient submit(String servers, int cores, Path work, Path cluster) throws Exception {
        String[] arguments = {
            "--taxbrain.job.checkpoint-interval=" + CHECKPOINTS,
            // no row of the benchmark goes there
            "--taxbrain.quarantine.key=k1:" + "0".repeat(32)
        };
        var config = org.taxbrain.connectors.config.Configuration.of(arguments);
        Configuration settings = state(cluster);
        settings.addAll(JobEnvironment.settings(config.get(JobConfig.class)));
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                work.resolve("checkpoints").toUri().toString());
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB);
        settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        settings.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(cores, settings);
        env.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        Path pepper = Files.writeString(work.resolve("pepper"), "a pepper for the benchmark only");
        KafkaConnection kafka = KafkaConnection.plain(servers);
        CleanJob.define(
                env,
                KafkaEnds.source(kafka, CleanJob.NAME, Pattern.compile(Pattern.quote(Topics.LANDED_PREFIX) + ".+")),
                KafkaEnds.patientSource(kafka, CleanJob.NAME, Pattern.compile(Topics.DISCARDED)),
                KafkaEnds.transactionalSink(kafka, CleanJob.NAME, TRANSACTION, LostTransactions.REFUSED),
                KafkaEnds.transactionalSink(
                        kafka, CleanJob.NAME, CleanJob.REFUSED, TRANSACTION, LostTransactions.REFUSED),
                new KafkaCatalogue(kafka, PATIENCE),
                pepper,
                config.get(CleanConfig.class),
                SealAccess.configured(arguments),
                config.get(QuarantineConfig.class).held());
        return env.executeAsync(CleanJob.NAME);
    }

    /** How the cluster keeps state. */
    private static Configuration state(Path cluster) {
        Configuration all = GlobalConfiguration.loadConfiguration(cluster.toString());
        Configuration state = new Configuration();
        all.keySet().stream()
                .filter(key -> key.startsWith(STATE))
                .forEach(key -> state.setString(key, all.getString(key, null)));
        return state;
    }

    /** Offsets of the outcomes, the markers of transactions among them: at most a few more than there are rows. */
    private static long outcomes(Admin admin, IsolationLevel isolation) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.OUTCOME, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends, new ListOffsetsOptions(isolation)).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
