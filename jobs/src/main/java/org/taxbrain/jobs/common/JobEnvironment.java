package org.taxbrain.jobs.common;

import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.rocksdb.CompressionType;
import org.taxbrain.connectors.config.JobConfig;

/** What all jobs have in common: exactly-once checkpoints in RocksDB, kept after a stop, no Kryo, one maximum of parallelism. */
public final class JobEnvironment {
    /** Fixes the number of key groups: state can't be rescaled beyond it. Never changed. */
    public static final int MAX_PARALLELISM = 128;

    private JobEnvironment() {}

    /** The environment that the cluster gives, with the jobs' settings on top of the cluster's. */
    public static StreamExecutionEnvironment create(JobConfig config) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings(config));
        env.setMaxParallelism(MAX_PARALLELISM);
        return env;
    }

    /** The settings; tests put them on a MiniCluster. */
    public static Configuration settings(JobConfig config) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        // the index of a file of hundreds of thousands of entries is larger than a part of the cache: whole, it would
        // be read and decompressed again with each look-up
        settings.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
        // each look-up searches for the part in each file: of a part of 4 KiB, the default, it takes longer than in it
        settings.set(RocksDBConfigurableOptions.METADATA_BLOCK_SIZE, MemorySize.parse("64 kb"));
        // most look-ups ask for what is not there: a row that is new, an id of which no register speaks
        settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
        // Snappy, Flink's default, took 23% of FileJob's CPU with 5 million facts; LZ4 takes 5%
        settings.set(RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL, List.of(CompressionType.LZ4_COMPRESSION));
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        settings.set(
                CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS,
                config.checkpointInterval().dividedBy(2));
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        return settings;
    }
}
