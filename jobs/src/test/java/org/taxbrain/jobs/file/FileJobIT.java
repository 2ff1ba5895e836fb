package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.jobs.common.HeldSink;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.file.kernel.Recomputation;
import org.taxbrain.jobs.file.kernel.Rows;
import org.taxbrain.jobs.file.kernel.SmallCity;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** FileJob as submitted, on a small cluster, between the topics of a real broker. */
class FileJobIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** For a machine that is busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String[] RESULTS = {
        Topics.file("taxpayer"), Topics.file("property-unit"), Topics.file("enforcement-case"), Topics.REMINDER
    };

    @TempDir
    private Path folder;

    private TestKafka kafka;
    private MiniCluster cluster;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        kafka = TestKafka.start(folder.resolve("kafka"));
        Catalogue catalogue = Catalogue.load(List.of());
        try (TopicAdmin admin = new TopicAdmin(kafka.connection(), 1);
                CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
            admin.createCommon();
            admin.createFor(catalogue.datasets());
            publisher.publish(catalogue.datasets());
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        var settings = new org.apache.flink.configuration.Configuration();
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
    }

    @AfterEach
    void stop() throws Exception {
        HeldSink.release();
        cluster.close();
        producer.close();
        kafka.close();
    }

    @Test
    void shouldEndRightAfterATaskManagerIsLostInMidHistory() throws Exception {
        SmallCity city = new SmallCity(1);
        JobID job = submit("PT0.02S", null);
        play(city, 60, 5);
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
        play(city, 60, 5);
        awaitFilesOf(city);
        city.deleteAll().forEach(this::send);
        awaitFilesOf(city);
        cancel(job);
    }

    @Test
    void shouldEndRightTwiceFromOneAndTheSameCheckpointWithDifferentTiming() throws Exception {
        SmallCity city = new SmallCity(2);
        JobID first = submit("PT0.02S", null);
        play(city, 80, 5);
        awaitFilesOf(city);
        Path checkpoint = checkpoint(first);
        // what is committed from here on is rolled back: every state of every document on the way
        play(city, 60, 20);
        awaitFilesOf(city);
        play(city, 20, 20);
        cancel(first);
        play(city, 20, 0);

        JobID second = submit("PT0.3S", checkpoint);
        awaitFilesOf(city);
        play(city, 40, 20);
        cancel(second);
        play(city, 40, 0);

        JobID third = submit("PT1S", checkpoint);
        awaitFilesOf(city);
        cancel(third);
        assertThat(findings())
                .as("transactions that were committed all the same")
                .isEmpty();
    }

    @Test
    void shouldTakeBackWhatOnlyARolledBackExecutionWrote() throws Exception {
        SmallCity city = new SmallCity(3);
        JobID first = submit("PT0.02S", null);
        play(city, 30, 0);
        awaitFilesOf(city);
        Path checkpoint = checkpoint(first);
        play(city, 30, 20);
        awaitFilesOf(city);
        cancel(first);
        // seen from the checkpoint, all of it comes and goes between two checkpoints
        city.deleteAll().forEach(this::send);

        JobID second = submit("PT3S", checkpoint);
        awaitFilesOf(city);
        cancel(second);
    }

    @Test
    void shouldWriteAgainWhatWasLostBetweenACheckpointAndItsCommit() throws Exception {
        SmallCity city = new SmallCity(4);
        JobID job = submit("PT0.2S", null);
        play(city, 40, 5);
        awaitFilesOf(city);
        assertThat(findings()).isEmpty();

        HeldSink.hold();
        play(city, 20, 0);
        producer.flush();
        await().atMost(PATIENCE).until(HeldSink::isHolding);
        Set<String> lost = HeldSink.dropOpenTransactions(kafka.bootstrapServers(), FileJob.NAME);
        HeldSink.release();
        // the job must fail by itself: nothing else tells it that what it wrote is not there
        awaitFilesOf(city);
        assertFoundAndRepaired(lost);
        cancel(job);
    }

    @Test
    void shouldWriteAgainWhatWasLostWhileTheJobWasDown() throws Exception {
        SmallCity city = new SmallCity(5);
        JobID job = submit("PT0.2S", null);
        play(city, 40, 5);
        awaitFilesOf(city);

        HeldSink.hold();
        city.deleteAll().forEach(this::send);
        producer.flush();
        await().atMost(PATIENCE).until(HeldSink::isHolding);
        cluster.terminateTaskManager(0).get();
        Set<String> lost = HeldSink.dropOpenTransactions(kafka.bootstrapServers(), FileJob.NAME);
        HeldSink.release();
        cluster.startTaskManager();
        awaitFilesOf(city);
        assertFoundAndRepaired(lost);
        cancel(job);
    }

    /** The findings are about transactions that were dropped, and need nobody: what they held was written again. */
    private void assertFoundAndRepaired(Set<String> lost) throws Exception {
        assertThat(findings())
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(lost).contains(finding.path("what").asText()))
                .allSatisfy(finding ->
                        assertThat(finding.path("open").asBoolean()).as("open").isFalse());
    }

    private List<JsonNode> findings() throws Exception {
        Map<String, JsonNode> newest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.readAll(Topics.FINDING)) {
            newest.put(
                    new String(record.key(), StandardCharsets.UTF_8),
                    JSON.readTree(Wire.result().decode(record.value()).getBody()));
        }
        return List.copyOf(newest.values());
    }

    private JobID submit(String interval, Path checkpoint) throws Exception {
        JobConfig config = Configuration.of("--taxbrain.job.checkpoint-interval=" + interval)
                .get(JobConfig.class);
        var settings = JobEnvironment.settings(config);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        env.setParallelism(2);
        HeldSink results = new HeldSink(FileJobMain.results(kafka.connection(), config));
        FileJobMain.wire(env, kafka.connection(), config, results);
        JobGraph graph = env.getStreamGraph().getJobGraph();
        if (checkpoint != null) {
            graph.setSavepointRestoreSettings(
                    SavepointRestoreSettings.forPath(checkpoint.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM));
        }
        cluster.submitJob(graph).get();
        JobID job = graph.getJobID();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.getJobStatus(job).get())
                        .as(() -> failure(job))
                        .isEqualTo(JobStatus.RUNNING));
        return job;
    }

    private String failure(JobID job) {
        try {
            var failure = cluster.getExecutionGraph(job).get().getFailureInfo();
            return failure == null ? "no failure" : failure.getExceptionAsString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Path checkpoint(JobID job) throws Exception {
        long id = cluster.triggerCheckpoint(job, CheckpointType.FULL).get();
        return folder.resolve("checkpoints").resolve(job.toHexString()).resolve("chk-" + id);
    }

    private void cancel(JobID job) throws Exception {
        cluster.cancelJob(job).get();
        await().atMost(PATIENCE).until(() -> cluster.getJobStatus(job).get().isGloballyTerminalState());
    }

    private void play(SmallCity city, int changes, int pauseMillis) throws Exception {
        for (int i = 0; i < changes; i++) {
            city.next().forEach(this::send);
            Thread.sleep(pauseMillis);
        }
    }

    private void send(SmallCity.Change change) {
        byte[] key = change.key().getBytes(StandardCharsets.UTF_8);
        String topic = Topics.clean(change.dataset());
        if (change.row() == null) {
            var tombstone = new ProducerRecord<byte[], byte[]>(topic, key, null);
            tombstone.headers().add(Topics.META_HEADER, Rows.deletion(change.dataset(), change.key(), change.order()));
            producer.send(tombstone);
        } else {
            producer.send(new ProducerRecord<>(
                    topic, key, Rows.clean(change.dataset(), change.key(), change.order(), change.row())));
        }
    }

    /** Waits until the committed results are those of the rows that are left, and stay so. */
    private void awaitFilesOf(SmallCity city) {
        producer.flush();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(committed()).isEqualTo(Recomputation.of(city.rows())));
    }

    private Map<String, JsonNode> committed() throws Exception {
        Map<String, byte[]> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : kafka.readAll(RESULTS)) {
            String index = record.topic().replace(Topics.FILE_PREFIX, "");
            last.put(index + ' ' + new String(record.key(), StandardCharsets.UTF_8), record.value());
        }
        Map<String, JsonNode> results = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : last.entrySet()) {
            if (entry.getValue() != null) {
                results.put(
                        entry.getKey(),
                        JSON.readTree(Wire.result().decode(entry.getValue()).getBody()));
            }
        }
        return results;
    }
}
