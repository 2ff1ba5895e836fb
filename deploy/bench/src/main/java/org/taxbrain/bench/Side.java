package org.taxbrain.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.taxbrain.connectors.config.JobConfig;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

/** One of the two ways to the same result, over the same facts, with the same settings. */
enum Side {
    /** FileJob as it runs in production, between other ends. */
    KERNEL {
        @Override
        void define(StreamExecutionEnvironment env, FactSource facts, Path digests) {
            KernelSide.define(env, facts, digests);
        }
    },
    /** Flink SQL's regular joins. */
    SQL {
        @Override
        void define(StreamExecutionEnvironment env, FactSource facts, Path digests) {
            SqlSide.define(env, facts, digests);
        }
    };

    /** The datasets by hash and the like; loaded once in a process. */
    static final Catalogue CATALOGUE = Catalogue.load(List.of());
    /** How long either side gathers changes at most before it writes what follows from them. */
    static final Duration COALESCE = Duration.ofSeconds(10);

    private static final MemorySize ROCKSDB = MemorySize.ofMebiBytes(1024);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(256);
    private static final Map<String, Dataset> BY_HASH = new HashMap<>();

    static {
        CATALOGUE.datasets().forEach(dataset -> BY_HASH.put(dataset.hash(), dataset));
    }

    abstract void define(StreamExecutionEnvironment env, FactSource facts, Path digests);

    /** A declaration, as operators look it up. */
    static Dataset byHash(String hash) {
        return BY_HASH.get(hash);
    }

    /** The jobs' own settings. */
    static Configuration settings() {
        return JobEnvironment.settings(org.taxbrain.connectors.config.Configuration.of(
                        "--taxbrain.job.checkpoint-interval=" + COALESCE, "--taxbrain.job.coalesce=" + COALESCE)
                .get(JobConfig.class));
    }

    /**
     * Runs to the end of the facts, in this process.
     *
     * @param work an empty folder
     * @param parallelism cores
     * @param digests where the digests of the documents go, as this is to be compared; null: this is to be measured
     */
    void run(FactFiles facts, Path work, int parallelism, Path digests) throws Exception {
        Path checkpoints = work.resolve("checkpoints").toAbsolutePath();
        Configuration settings = settings();
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        env.setMaxParallelism(JobEnvironment.MAX_PARALLELISM);
        define(env, new FactSource(facts, checkpoints.toString()), digests);
        env.execute(name());
    }
}
