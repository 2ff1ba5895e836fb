package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.jobs.file.FunctionsRun.Snapshot;
import org.taxbrain.jobs.file.kernel.Recomputation;
import org.taxbrain.jobs.file.kernel.SmallCity;

/** The kernel in Flink's operators, restored in mid-history with another number of subtasks. */
class RescaleTest {
    private static final int CHANGES = 60;
    private static final StateBackend ROCKSDB = new EmbeddedRocksDBStateBackend();
    private static final StateBackend MAPS = new HashMapStateBackend();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEndRightWhenRescaledUpAndDownInMidHistory(long seed) throws Exception {
        SmallCity city = new SmallCity(seed);
        Random checkpoints = new Random(seed);
        Snapshot snapshot = null;
        for (int parallelism : new int[] {1, 2, 3, 2, 1}) {
            try (FunctionsRun run = new FunctionsRun(ROCKSDB, parallelism, snapshot)) {
                play(city, run);
                run.barrier();
                assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
                play(city, run);
                if (checkpoints.nextBoolean()) {
                    run.barrier();
                }
                snapshot = run.snapshot();
            }
        }
    }

    @Test
    void shouldWriteAfterRescalingWhatWaitedToBeWritten() throws Exception {
        SmallCity city = new SmallCity(4);
        Snapshot waiting;
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 1, null)) {
            play(city, run);
            waiting = run.snapshot();
            assertThat(run.results()).isEmpty();
        }
        for (int parallelism : new int[] {2, 3}) {
            try (FunctionsRun run = new FunctionsRun(ROCKSDB, parallelism, waiting)) {
                waiting = run.snapshot();
                run.barrier();
                assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
            }
        }
        Snapshot written;
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 1, waiting)) {
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
            run.comeBack();
            written = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 3, written)) {
            run.barrier();
            assertThat(run.written()).as("written again").isEmpty();
        }
    }

    @Test
    void shouldGoOnFromASavepointOverAnotherStateBackendWithOtherSubtasks() throws Exception {
        SmallCity city = new SmallCity(5);
        Snapshot savepoint;
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 2, null)) {
            play(city, run);
            run.barrier();
            play(city, run);
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 3, savepoint)) {
            play(city, run);
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 1, savepoint)) {
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 3, savepoint)) {
            for (SmallCity.Change change : city.deleteAll()) {
                run.apply(change);
            }
            run.barrier();
            assertThat(run.results()).isEqualTo(Map.of());
            run.comeBack();
            assertThat(run.stateEntries()).as("entries of state left").isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void shouldTakeBackWithOtherSubtasksWhatOnlyARolledBackRunWrote(long seed) throws Exception {
        SmallCity city = new SmallCity(seed);
        Snapshot snapshot;
        try (FunctionsRun rolledBack = new FunctionsRun(MAPS, 2, null)) {
            play(city, rolledBack);
            snapshot = rolledBack.snapshot();
            List<SmallCity.Change> later = IntStream.range(0, CHANGES)
                    .boxed()
                    .flatMap(i -> city.next().stream())
                    .toList();
            for (SmallCity.Change change : later) {
                rolledBack.apply(change);
                rolledBack.barrier();
            }
            try (FunctionsRun run = new FunctionsRun(MAPS, 3, snapshot)) {
                run.readBack(rolledBack);
                for (SmallCity.Change change : later) {
                    run.apply(change);
                }
                // seen from the snapshot, all of it comes and goes between two checkpoints
                for (SmallCity.Change change : city.deleteAll()) {
                    run.apply(change);
                }
                run.barrier();
                assertThat(run.results()).isEqualTo(Map.of());
                run.comeBack();
                assertThat(run.stateEntries()).as("entries of state left").isZero();
            }
        }
    }

    private static void play(SmallCity city, FunctionsRun run) throws Exception {
        for (int i = 0; i < CHANGES; i++) {
            for (SmallCity.Change change : city.next()) {
                run.apply(change);
            }
        }
    }
}
