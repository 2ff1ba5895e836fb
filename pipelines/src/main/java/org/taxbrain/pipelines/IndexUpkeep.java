package org.taxbrain.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.connectors.elasticsearch.ElasticsearchConnection;
import org.taxbrain.connectors.elasticsearch.IndexAdmin;
import org.taxbrain.connectors.elasticsearch.IndexAdminException;
import org.taxbrain.connectors.elasticsearch.SoftDeletePurge;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

/**
 * Keeps the indices fit for the declared datasets: makes and extends them before their descriptors are published, and purges what was deleted longer
 * ago than any checkpoint can be restored.
 *
 * <p>A dataset's descriptor may be published only when its documents have a place. But an Elasticsearch that is down must
 * not keep rows from landing either: so it is waited for only while the declarations are others than the last time.
 */
final class IndexUpkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexUpkeep.class);
    private static final Duration PURGE_EVERY = Duration.ofHours(6);

    private final ElasticsearchConfig config;
    private volatile Collection<Dataset> datasets = List.of();
    private boolean isPurging;
    private final Path marker;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "index-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    /** @param marker file that remembers for which declarations the indices are fit */
    IndexUpkeep(ElasticsearchConfig config, Path marker) {
        this.config = config;
        this.marker = marker;
    }

    /**
     * Makes a place for datasets; returns when they may be published.
     *
     * @param declared all datasets that are declared now
     * @throws IndexAdminException if an index can't take a declared dataset
     */
    void take(Collection<Dataset> declared) throws InterruptedException {
        datasets = List.copyOf(declared);
        Future<?> ensured = executor.submit(this::ensure);
        if (!isPurging) {
            isPurging = true;
            executor.scheduleWithFixedDelay(this::purge, 0, PURGE_EVERY.toSeconds(), TimeUnit.SECONDS);
        }
        if (isFit()) {
            return;
        }
        try {
            ensured.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IndexAdminException fault) {
                throw fault;
            }
            throw new IllegalStateException("the indices can't be made", e.getCause());
        }
    }

    private Void ensure() throws IOException, InterruptedException {
        try {
            IndexAdmin.ensure(config, datasets);
            Files.writeString(marker, declarations());
        } catch (IndexAdminException e) {
            LOG.error("the indices are not fit for the declared datasets: {}", e.getMessage());
            throw e;
        }
        return null;
    }

    private void purge() {
        Instant horizon = Instant.now().minus(config.restoreHorizon());
        try (ElasticsearchConnection elasticsearch = ElasticsearchConnection.open(config)) {
            SoftDeletePurge purge = new SoftDeletePurge(elasticsearch);
            for (IndexDefinition index : IndexDefinitions.of(datasets)) {
                purge.purge(index.alias(), horizon);
            }
        } catch (IOException | IndexAdminException e) {
            LOG.error("deleted documents could not be purged, tried again in {}: {}", PURGE_EVERY, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFit() {
        try {
            return Files.exists(marker) && Files.readString(marker).equals(declarations());
        } catch (IOException e) {
            LOG.warn("{} can't be read ({}); waiting for Elasticsearch instead", marker, e.getMessage());
            return false;
        }
    }

    private String declarations() {
        return datasets.stream().map(Dataset::toString).sorted().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
