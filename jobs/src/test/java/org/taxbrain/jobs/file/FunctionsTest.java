package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Recomputation;
import org.taxbrain.jobs.file.kernel.SmallCity;

/** The kernel in Flink's operators over RocksDB. */
class FunctionsTest {
    private static final int CHANGES = 120;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldEndRightWhenRestoredInMidHistory(long seed) throws Exception {
        SmallCity city = new SmallCity(seed);
        Random random = new Random(seed);
        FunctionsRun.Snapshot snapshot;
        try (FunctionsRun run = new FunctionsRun()) {
            play(city, run, random);
            snapshot = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(new EmbeddedRocksDBStateBackend(), 1, snapshot)) {
            play(city, run, random);
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
        }
    }

    @Test
    void shouldKeepNothingOfWhatIsGone() throws Exception {
        SmallCity city = new SmallCity(21);
        try (FunctionsRun run = new FunctionsRun(new HashMapStateBackend(), 1, null)) {
            play(city, run, new Random(21));
            assertThat(run.stateEntries()).isPositive();
            for (SmallCity.Change change : city.deleteAll()) {
                run.apply(change);
            }
            run.barrier();
            assertThat(run.results()).isEqualTo(Map.of());
            run.comeBack();
            assertThat(run.stateEntries()).as("entries of state left").isZero();
        }
    }

    @Test
    void shouldEndRightTwiceFromOneSnapshotWithDifferentTiming() throws Exception {
        SmallCity city = new SmallCity(7);
        FunctionsRun.Snapshot snapshot;
        try (FunctionsRun run = new FunctionsRun()) {
            play(city, run, new Random(1));
            snapshot = run.snapshot();
        }
        var changes = java.util.stream.IntStream.range(0, CHANGES)
                .boxed()
                .flatMap(i -> city.next().stream())
                .toList();
        for (int pause : new int[] {1, 2, 7, 300}) {
            Random random = new Random(pause);
            try (FunctionsRun run = new FunctionsRun(new EmbeddedRocksDBStateBackend(), 1, snapshot)) {
                for (SmallCity.Change change : changes) {
                    run.apply(change);
                    checkpointOnceIn(pause, random, run);
                }
                run.barrier();
                assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
            }
        }
    }

    @Test
    void shouldWriteWhatIsGatheredWhenTheInputEnds() throws Exception {
        SmallCity city = new SmallCity(11);
        try (FunctionsRun run = new FunctionsRun()) {
            for (int i = 0; i < CHANGES; i++) {
                for (SmallCity.Change change : city.next()) {
                    run.apply(change);
                }
            }
            assertThat(run.results()).isEmpty();
            run.end();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
        }
    }

    @Test
    void shouldWriteNothingAmidARushAndAllOfItWhenTheRushIsOver() throws Exception {
        SmallCity city = new SmallCity(12);
        try (FunctionsRun run = new FunctionsRun(new HashMapStateBackend(), 1, null)) {
            Map<String, JsonNode> before = beginRush(city, run);
            rush(city, run);
            run.barrier();
            assertThat(run.results()).as("written amid the rush").isEqualTo(before);
            run.pass(2_000);
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
        }
    }

    @Test
    void shouldNotGatherForLongerThanAskedInARushThatGoesOn() throws Exception {
        SmallCity city = new SmallCity(13);
        try (FunctionsRun run = new FunctionsRun(new HashMapStateBackend(), 1, null)) {
            Map<String, JsonNode> before = beginRush(city, run);
            // the first that waits came in the second before
            for (long second = 1; second < FunctionsRun.COALESCE.toSeconds(); second++) {
                assertThat(run.results()).as("written in second %d", second).isEqualTo(before);
                rush(city, run);
                run.barrier();
            }
            assertThat(run.results()).isNotEqualTo(before);
        }
    }

    /** What is written until it is plain that it is a rush. */
    private static Map<String, JsonNode> beginRush(SmallCity city, FunctionsRun run) throws Exception {
        for (int second = 0; second < 5; second++) {
            rush(city, run);
            if (second < 4) {
                run.barrier();
            }
        }
        Map<String, JsonNode> before = new TreeMap<>(run.results());
        run.barrier();
        return before;
    }

    private static void rush(SmallCity city, FunctionsRun run) throws Exception {
        for (int i = 0; i < 5_000; i++) {
            for (SmallCity.Change change : city.next()) {
                run.apply(change);
            }
        }
        run.pass(1_000);
    }

    @Test
    void shouldCarryMessagesWithoutKryoAndWithoutBody() throws Exception {
        TypeSerializer<Message> serializer = MessageType.INFO.createSerializer(new SerializerConfigImpl());
        assertThat(serializer).isInstanceOf(PojoSerializer.class);
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        serializer.serialize(new Message("person:1", "f:a\nb", null, true), bytes);
        assertThat(serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer())))
                .isEqualTo(new Message("person:1", "f:a\nb", null, true));
    }

    private static void play(SmallCity city, FunctionsRun run, Random random) throws Exception {
        for (int i = 0; i < CHANGES; i++) {
            for (SmallCity.Change change : city.next()) {
                run.apply(change);
            }
            checkpointOnceIn(3, random, run);
        }
    }

    private static void checkpointOnceIn(int changes, Random random, FunctionsRun run) throws Exception {
        if (random.nextInt(changes) == 0) {
            run.barrier();
        }
    }
}
