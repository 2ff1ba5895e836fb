package org.taxbrain.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ElasticsearchConfig;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

@Timeout(60)
class IndexUpkeepTest {
    private static final Collection<Dataset> ALL = Catalogue.load(List.of()).datasets();

    @TempDir
    private Path folder;

    @Test
    void shouldHoldBackNewDeclarationsUntilElasticsearchHasAPlaceForThem() throws Exception {
        int port = freePort();
        try (IndexUpkeep upkeep = upkeep(port)) {
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> take(upkeep, ALL));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            assertThat(started).isNotDone();
            try (AgreeingIndex index = AgreeingIndex.start(port)) {
                started.join();
                assertThat(index.requests()).contains("PUT /taxpayer-v1", "PUT /quarantine-v1");
            }
        }
    }

    @Test
    void shouldNotWaitForElasticsearchWhenTheDeclarationsAreThoseOfTheLastTime() throws Exception {
        try (AgreeingIndex index = AgreeingIndex.start(0);
                IndexUpkeep upkeep = upkeep(port(index))) {
            upkeep.take(ALL);
        }
        int down = freePort();
        try (IndexUpkeep upkeep = upkeep(down)) {
            upkeep.take(ALL);
            // nor is it forgotten: the indices are made as soon as it is back
            try (AgreeingIndex index = AgreeingIndex.start(down)) {
                await().until(() -> index.requests().contains("PUT /taxpayer-v1"));
            }
        }
        try (IndexUpkeep upkeep = upkeep(down)) {
            assertThat(CompletableFuture.runAsync(
                            () -> take(upkeep, List.of(ALL.iterator().next()))))
                    .isNotDone();
        }
    }

    @Test
    void shouldPurgeEveryIndexAfterTheStart() throws Exception {
        try (AgreeingIndex index = AgreeingIndex.start(0);
                IndexUpkeep upkeep = upkeep(port(index))) {
            upkeep.take(ALL);
            await().until(() -> index.requests().contains("POST /quarantine-v1/_search"));
            assertThat(index.requests()).contains("POST /taxpayer-v1/_search", "POST /reminder-v1/_search");
        }
    }

    private IndexUpkeep upkeep(int port) {
        ElasticsearchConfig config = Configuration.of("--taxbrain.elasticsearch.url=http://127.0.0.1:" + port)
                .get(ElasticsearchConfig.class);
        return new IndexUpkeep(config, folder.resolve("indices.ready"));
    }

    private static void take(IndexUpkeep upkeep, Collection<Dataset> datasets) {
        try {
            upkeep.take(datasets);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int port(AgreeingIndex index) {
        return Integer.parseInt(index.url().substring(index.url().lastIndexOf(':') + 1));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
