package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.jobs.file.FunctionsRun.Snapshot;
import org.taxbrain.jobs.file.kernel.Recomputation;
import org.taxbrain.jobs.file.kernel.SmallCity;
import org.taxbrain.schemas.record.Topics;

/** Transactions that are lost after the checkpoint that believes in them. */
class UnprovenTest {
    private static final int CHANGES = 60;
    private static final StateBackend ROCKSDB = new EmbeddedRocksDBStateBackend();
    private static final StateBackend MAPS = new HashMapStateBackend();

    @Test
    void shouldKeepAnEntryForEachFileUntilItsResultsHaveComeBack() throws Exception {
        SmallCity city = new SmallCity(1);
        try (FunctionsRun run = new FunctionsRun(MAPS, 1, null)) {
            play(city, run);
            run.barrier();
            int before = run.stateEntries();
            run.comeBack();
            // a map is one entry, whatever it holds: a file's reminders share that of the file
            long files = run.written().stream()
                    .filter(result -> !result.topic.equals(Topics.REMINDER))
                    .count();
            assertThat(before - run.stateEntries()).isEqualTo(files);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 5})
    void shouldWriteAgainAfterARestartWhatALostTransactionHeld(long seed) throws Exception {
        SmallCity city = new SmallCity(seed);
        Map<String, JsonNode> committed;
        Snapshot believing;
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 2, null)) {
            play(city, run);
            run.barrier();
            run.comeBack();
            committed = new TreeMap<>(run.results());
            play(city, run);
            run.barrier();
            believing = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 3, believing.over(committed))) {
            assertThat(run.results()).isNotEqualTo(Recomputation.of(city.rows()));
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
            // lost once more
            believing = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 1, believing.over(committed))) {
            // no barrier before the next restart
            believing = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 2, believing.over(committed))) {
            run.barrier();
            assertThat(run.results()).isEqualTo(Recomputation.of(city.rows()));
        }
    }

    @Test
    void shouldTakeBackAfterARestartWhatALostTransactionWasToTakeBack() throws Exception {
        SmallCity city = new SmallCity(6);
        Map<String, JsonNode> committed;
        Snapshot believing;
        try (FunctionsRun run = new FunctionsRun(MAPS, 2, null)) {
            play(city, run);
            run.barrier();
            run.comeBack();
            committed = new TreeMap<>(run.results());
            for (SmallCity.Change change : city.deleteAll()) {
                run.apply(change);
            }
            run.barrier();
            believing = run.snapshot();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 1, believing.over(committed))) {
            run.barrier();
            assertThat(run.results()).isEmpty();
            run.comeBack();
            assertThat(run.stateEntries()).as("entries of state left").isZero();
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
