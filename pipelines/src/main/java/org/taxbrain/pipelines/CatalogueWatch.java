package org.taxbrain.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.elasticsearch.IndexAdminException;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.schemas.catalogue.CatalogueException;

/**
 * Looks into the folders of declarations, and has them taken in anew when something in them has changed: a dataset joins a
 * running system. What is wrong with a declaration stands in the status as the feed {@value #FEED} until it is mended.
 */
final class CatalogueWatch implements AutoCloseable {
    static final String FEED = "catalogue";
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueWatch.class);

    private final List<Path> folders;
    private final Duration pause;
    private final Intake intake;
    private final FeedHealth health;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "catalogue-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** The files of what was taken in last. */
    private String taken;
    /** The files as they were at the last look. */
    private String seen;

    /** Takes in what is declared now. */
    interface Intake {
        /** @return why some of it is left, in words; empty: all of it is taken in */
        Optional<String> take() throws Exception;
    }

    CatalogueWatch(List<Path> folders, Duration pause, Intake intake, FeedHealth health) {
        this.folders = folders;
        this.pause = pause;
        this.intake = intake;
        this.health = health;
    }

    /** Notes how the folders are; to be called before what they hold is taken in for the first time. */
    void note() throws IOException {
        taken = files();
        seen = taken;
    }

    void start() {
        if (!folders.isEmpty()) {
            executor.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            String now = files();
            boolean isQuiet = now.equals(seen);
            seen = now;
            // while it changes, somebody is writing
            if (isQuiet && !now.equals(taken)) {
                report(intake.take());
                taken = now;
            }
        } catch (CatalogueException | IndexAdminException | ConfigurationException e) {
            taken = seen;
            LOG.error("changed declarations are not taken in: {}", e.getMessage());
            health.feed(FEED, List.of()).isMisconfigured(e.getMessage());
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("changed declarations can't be taken in yet", e);
            health.feed(FEED, List.of()).retries(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Says in the status what is left of the declarations, or that nothing is. */
    void report(Optional<String> left) {
        if (left.isPresent()) {
            LOG.error("changed declarations are not taken in: {}", left.get());
            health.feed(FEED, List.of()).isMisconfigured(left.get());
        } else {
            health.remove(FEED);
            LOG.info("the declarations are taken in");
        }
    }

    /** Name, size and time of every file of the folders. */
    private String files() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
                    all.append(file)
                            .append(' ')
                            .append(Files.size(file))
                            .append(' ')
                            .append(Files.getLastModifiedTime(file))
                            .append('\n');
                }
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
