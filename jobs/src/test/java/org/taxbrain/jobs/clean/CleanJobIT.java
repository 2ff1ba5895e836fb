package org.taxbrain.jobs.clean;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.CleanConfig;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.connectors.kafka.CataloguePublisher;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.connectors.kafka.TestKafka;
import org.taxbrain.connectors.kafka.TopicAdmin;
import org.taxbrain.jobs.common.HeldSink;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.KafkaEnds;
import org.taxbrain.jobs.common.LostTransactions;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.SourceOrder;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** CleanJob on a real broker with RocksDB: whatever happens to it, each landed row has one outcome, and the newest good version stands. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CleanJobIT {
    private static final int KEYS = 300;
    private final Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");
    private final Random random = new Random(20260301);
    /** What must stand in clean.*: the newest good version of each key. */
    private final Map<String, LandedRecord> newestGood = new HashMap<>();

    /** By position. */
    private final Map<String, LandedRecord> bad = new HashMap<>();

    private long lsn;

    @TempDir
    private Path folder;

    private TestKafka kafka;
    private JobClient job;

    @BeforeEach
    void start() throws Exception {
        kafka = TestKafka.start(folder.resolve("kafka"));
        Files.writeString(folder.resolve("pepper"), "a pepper for tests only");
        try (TopicAdmin topics = new TopicAdmin(kafka.connection(), 1);
                CataloguePublisher publisher = new CataloguePublisher(kafka.connection())) {
            topics.createCommon();
            topics.createFor(List.of(arrears));
            publisher.publish(List.of(arrears));
        }
        FailOnce.arm();
    }

    @AfterEach
    void stop() throws Exception {
        HeldSink.release();
        if (job != null) {
            cancel();
        }
        kafka.close();
    }

    @Test
    void shouldBalanceTheBooksThoughTheJobFailsInTheMiddleAndIsLaterRestoredWithAnotherParallelism() throws Exception {
        land(4000);
        job = submit(null, 2);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(FailOnce::isCheckpointed);
        land(4000);
        landGarbage();
        awaitOutcomes(8001);
        assertThat(FailOnce.hasFailed()).as("the job failed in the middle").isTrue();
        assertThatAllStands(8001);

        cancel();
        land(2000);
        job = submit(newestCheckpoint(), 1);
        awaitOutcomes(10_001);
        assertThatAllStands(10_001);
    }

    @Test
    void shouldTakeADatasetThatJoinsWhileItRuns() throws Exception {
        job = submit(null, 2);
        land(10);
        awaitOutcomes(10);
        Dataset second = Dataset.parse(
                "second",
                arrears.descriptorText().replace("dataset: tax-arrears", "dataset: tax-arrears-of-another-city"),
                arrears.idlText());
        try (TopicAdmin topics = new TopicAdmin(kafka.connection(), 1);
                CataloguePublisher publisher = new CataloguePublisher(kafka.connection());
                LandingWriter writer = new LandingWriter(kafka.connection())) {
            topics.createFor(List.of(second));
            publisher.publish(List.of(second));
            writer.land(LandedRows.arrears(second, "Q1", "5.00", 1L));
            writer.flush();
        }
        awaitOutcomes(11);
        assertThat(kafka.readAll(Topics.clean(second.id()))).hasSize(1);
    }

    @Test
    void shouldPassOnARowAlmostAsLargeAsKafkaTakes() throws Exception {
        Dataset wide = Dataset.parse(
                "wide",
                arrears.descriptorText().replace("dataset: tax-arrears", "dataset: wide"),
                arrears.idlText().replace("@checks([\"max-length:60\"]) tax", "tax"));
        try (TopicAdmin topics = new TopicAdmin(kafka.connection(), 1);
                CataloguePublisher publisher = new CataloguePublisher(kafka.connection());
                LandingWriter writer = new LandingWriter(kafka.connection())) {
            topics.createFor(List.of(wide));
            publisher.publish(List.of(wide));
            LandedRecord row = LandedRows.arrears(wide, "Q1", "5.00", 1L);
            List<String> values = new ArrayList<>(row.getValues());
            values.set(2, "税".repeat(2_400_000));
            row.setValues(values);
            writer.land(row);
            writer.flush();
        }
        job = submit(null, 1);
        awaitOutcomes(1);
        assertThat(kafka.readAll(Topics.clean(wide.id()))).hasSize(1);
    }

    @Test
    void shouldRefuseACheckpointWhoseTransactionIsLostAndBalanceTheBooksFromTheOneBefore() throws Exception {
        land(600);
        job = submit(null, 2);
        awaitOutcomes(600);
        HeldSink.hold();
        land(600);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(HeldSink::isHolding);
        HeldSink.dropOpenTransactions(kafka.bootstrapServers(), CleanJob.NAME);
        Path refused = newestCheckpoint();
        HeldSink.release();
        // it fails, starts again from the checkpoint that believes in the transaction, and gives up
        assertThat(job.getJobExecutionResult())
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .satisfies(failure -> assertThat(ExceptionUtils.stringifyException(failure))
                        .contains("LostTransactionException", "restore the job from the one before it"));
        assertThat(outcomes(false)).hasSize(600);
        assertThat(kafka.readAll(Topics.FINDING)).isNotEmpty();

        job = submit(checkpointBefore(refused), 2);
        awaitOutcomes(1200);
        assertThatAllStands(1200);
    }

    /** Cancels the job, and returns when it has ended: a job that still runs would go on writing. */
    private void cancel() throws Exception {
        job.cancel().get();
        assertThat(job.getJobExecutionResult()).failsWithin(Duration.ofMinutes(1));
    }

    private JobClient submit(Path checkpoint, int parallelism) throws Exception {
        var settings = org.taxbrain.connectors.config.Configuration.of("--taxbrain.job.checkpoint-interval=PT0.3S");
        Configuration config = JobEnvironment.settings(settings.get(JobConfig.class));
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        config.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        config.set(RestOptions.BIND_PORT, "0");
        if (checkpoint != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
        env.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        KafkaConnection servers = kafka.connection();
        DataStream<RawRecord> rows = CleanJob.landed(
                        env, KafkaEnds.source(servers, CleanJob.NAME, Pattern.compile("landed\\..+")))
                .map(new FailOnce(1500))
                .uid("fail-once");
        SingleOutputStreamOperator<OutRecord> judged = CleanJob.clean(
                rows,
                new KafkaCatalogue(servers, Duration.ofSeconds(10)),
                folder.resolve("pepper"),
                settings.get(CleanConfig.class));
        CleanJob.write(
                judged,
                new HeldSink(KafkaEnds.transactionalSink(
                        servers, CleanJob.NAME, Duration.ofMinutes(10), LostTransactions.REFUSED)));
        CleanJob.writeRefused(
                CleanJob.quarantine(
                        judged.getSideOutput(CleanFunction.QUARANTINE)
                                .union(CleanJob.discarded(
                                        env,
                                        KafkaEnds.patientSource(
                                                servers, CleanJob.NAME, Pattern.compile(Topics.DISCARDED)))),
                        CleanHarness.SEAL,
                        10_000),
                new HeldSink(KafkaEnds.transactionalSink(
                        servers, CleanJob.NAME, CleanJob.REFUSED, Duration.ofMinutes(10), LostTransactions.REFUSED)));
        return env.executeAsync(CleanJob.NAME);
    }

    /** Rows of few keys with all that happens to them: new versions, repeats, stale ones, bad ones, deletions. */
    private void land(int rows) {
        try (LandingWriter writer = new LandingWriter(kafka.connection())) {
            for (int i = 0; i < rows; i++) {
                LandedRecord row = row();
                writer.land(row);
                if (!bad.containsKey(row.getPosition())) {
                    newestGood.merge(
                            row.getKey(), row, (a, b) -> SourceOrder.compare(a.getOrder(), b.getOrder()) >= 0 ? a : b);
                }
            }
            writer.flush();
        }
    }

    private LandedRecord row() {
        String id = "Q" + random.nextInt(KEYS);
        lsn += random.nextInt(3);
        long at = random.nextInt(10) == 0 ? Math.max(0, lsn - random.nextInt(1000)) : lsn;
        // the content follows from key and order, as in a source: a row read again is the same row
        int dice = Math.floorMod((id + at).hashCode(), 20);
        if (dice == 0) {
            return LandedRows.deletion(arrears, id, 1L, at);
        }
        LandedRecord row = LandedRows.arrears(arrears, id, dice == 1 ? "-1" : Long.toString(at % 7), 1L, at);
        row.setPosition(row.getPosition() + id);
        if (dice == 1) {
            bad.put(row.getPosition(), row);
        }
        return row;
    }

    private void landGarbage() throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topics.landed(arrears.id()), garbage, garbage))
                    .get();
        }
    }

    private void awaitOutcomes(int landed) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> outcomes(false).size() >= landed);
    }

    /** @param moved those that take the place of an earlier one, or each position's first */
    private List<Outcome> outcomes(boolean moved) {
        return kafka.readAll(Topics.OUTCOME).stream()
                .map(r -> Wire.outcome().decode(r.value()))
                .filter(o -> (o.getMovedFrom() != null) == moved)
                .toList();
    }

    private void assertThatAllStands(int landed) {
        List<Outcome> outcomes = outcomes(false);
        assertThat(outcomes)
                .extracting(o -> o.getPartition() + "/" + o.getOffset())
                .hasSize(landed)
                .doesNotHaveDuplicates();
        assertThat(outcomes).extracting(Outcome::getKind).contains(OutcomeKind.values());

        List<ConsumerRecord<byte[], byte[]>> clean = kafka.readAll(Topics.clean(arrears.id()));
        assertThat(clean).hasSize((int)
                outcomes.stream().filter(o -> o.getKind() == OutcomeKind.CLEAN).count());
        assertThat(kafka.readAll(Topics.HISTORY)).hasSameSizeAs(clean);
        Map<String, CleanRecord> newest = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : clean) {
            CleanRecord row = Wire.clean()
                    .decode(
                            record.value() == null
                                    ? record.headers()
                                            .lastHeader(Topics.META_HEADER)
                                            .value()
                                    : record.value());
            CleanRecord before = newest.put(row.getKey(), row);
            assertThat(before == null ? -1 : SourceOrder.compare(before.getOrder(), row.getOrder()))
                    .as("versions of %s in order", row.getKey())
                    .isNegative();
        }
        // entries are written by a sink of their own, whose transaction may be committed a moment after the outcomes'
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(this::onlyBadRowsThatNoGoodOneFollowedAreQuarantined);
        assertThat(newest.keySet()).isEqualTo(newestGood.keySet());
        newestGood.forEach((key, expected) -> {
            assertThat(newest.get(key).getOperation()).as(key).isEqualTo(expected.getOperation());
            if (expected.getOperation() == Operation.UPSERT) {
                assertThat(open(newest.get(key)))
                        .as(key)
                        .isEqualTo(Long.parseLong(expected.getValues().get(7)) * 100);
            }
        });
    }

    /** However they were landed, and wherever the job broke off. */
    private void onlyBadRowsThatNoGoodOneFollowedAreQuarantined() {
        Map<String, String> entries = new HashMap<>();
        kafka.readAll(Topics.QUARANTINE).forEach(r -> {
            String id = new String(r.key(), StandardCharsets.UTF_8);
            if (r.value() == null) {
                entries.remove(id);
            } else {
                entries.put(id, Wire.quarantine().decode(r.value()).getPosition());
            }
        });
        assertThat(entries.values().stream().filter(p -> !p.startsWith("landed.")))
                .containsExactlyInAnyOrderElementsOf(bad.values().stream()
                        .filter(row -> {
                            LandedRecord good = newestGood.get(row.getKey());
                            return good == null || SourceOrder.compare(row.getOrder(), good.getOrder()) > 0;
                        })
                        .map(LandedRecord::getPosition)
                        .toList());
        long refused = outcomes(false).stream()
                .filter(o -> o.getKind() == OutcomeKind.QUARANTINED)
                .count();
        assertThat(refused - outcomes(true).size())
                .as("quarantined by the books")
                .isEqualTo(entries.size());
    }

    private long open(CleanRecord row) {
        return (Long) CleanRows.read(arrears, row).get("open");
    }

    private Path newestCheckpoint() throws Exception {
        List<Path> complete = completeCheckpoints();
        return complete.get(complete.size() - 1);
    }

    private Path checkpointBefore(Path checkpoint) throws Exception {
        List<Path> complete = completeCheckpoints();
        return complete.get(complete.indexOf(checkpoint) - 1);
    }

    /** Oldest first. */
    private List<Path> completeCheckpoints() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
            return files.filter(f -> f.getFileName().toString().equals("_metadata"))
                    .sorted(Comparator.comparingLong(f -> f.toFile().lastModified()))
                    .map(Path::getParent)
                    .toList();
        }
    }
}
