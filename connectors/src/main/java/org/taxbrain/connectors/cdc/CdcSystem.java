package org.taxbrain.connectors.cdc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedHealth;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandedKeys;
import org.taxbrain.connectors.kafka.LandingWriter;
import org.taxbrain.schemas.catalogue.Dataset;

/**
 * All captures of one database. Datasets that are declared together share a capture; one that is declared later, or whose
 * table the department makes or publishes later, gets a capture of its own, since a running one has its snapshot behind it.
 */
public final class CdcSystem implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CdcSystem.class);
    /** How long a table that is ready waits for its siblings, to share a capture with them. */
    private static final Duration TOGETHER = Duration.ofSeconds(20);

    private static final Duration STOP = Duration.ofSeconds(40);

    private final String system;
    private final List<Dataset> datasets;
    private final Supplier<CdcDatabase> login;
    private final KafkaConnection kafka;
    private final Path folder;
    private final byte[] pepper;
    private final FeedHealth health;
    private final Backoff backoff = new Backoff();
    private final List<CdcFeed> feeds = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /**
     * @param system name in the configuration
     * @param datasets the declared datasets that are captured from it
     * @param config reads the system's settings; asked at each start of an engine
     * @param dataDir where the application keeps its data
     * @param pepper for hashes of keys
     */
    public CdcSystem(
            String system,
            List<Dataset> datasets,
            Supplier<SystemConfig> config,
            KafkaConnection kafka,
            Path dataDir,
            byte[] pepper,
            FeedHealth health) {
        this.system = system;
        this.datasets = List.copyOf(datasets);
        this.login = () -> CdcDatabase.of(system, config.get());
        this.kafka = kafka;
        this.folder = dataDir.resolve("cdc").resolve(system);
        this.pepper = pepper.clone();
        this.health = health;
    }

    /** Starts capturing, in threads of its own; returns at once, also while the database is down. */
    public void start() {
        List<Dataset> waiting = new ArrayList<>(datasets);
        for (int number = 1; CaptureState.isIn(capture(number)); number++) {
            List<String> captured = CaptureState.load(capture(number)).datasets();
            List<Dataset> own =
                    datasets.stream().filter(d -> captured.contains(id(d))).toList();
            waiting.removeAll(own);
            if (!own.isEmpty()) {
                startFeed(number, own);
            }
        }
        if (!waiting.isEmpty()) {
            startThread(() -> assign(waiting, system + "/waiting"), "waiting");
        }
    }

    /**
     * Captures more datasets from now on, in threads of their own; what is captured already goes on beside them.
     *
     * @param added declared since the start
     */
    public void add(List<Dataset> added) {
        String first = added.get(0).id();
        startThread(() -> assign(new ArrayList<>(added), system + "/waiting/" + first), "waiting-" + first);
    }

    private Path capture(int number) {
        return folder.resolve(Integer.toString(number));
    }

    private static String id(Dataset dataset) {
        return dataset.id() + "@" + dataset.descriptor().source().cdc().table();
    }

    private synchronized void startFeed(int number, List<Dataset> own) {
        String name = number == 1 ? system : system + "/" + number;
        CdcFeed feed = new CdcFeed(
                login,
                own,
                capture(number),
                pepper,
                health.feed(name, own.stream().map(Dataset::id).toList()),
                () -> new LandingWriter(kafka),
                new LandedKeys(kafka));
        feeds.add(feed);
        startThread(feed, name);
    }

    private synchronized void startThread(Runnable task, String name) {
        if (!stopped) {
            Thread thread = new Thread(task, "cdc-" + name);
            threads.add(thread);
            thread.start();
        }
    }

    /** Gives datasets without a capture one, as soon as their tables can be captured. */
    private void assign(List<Dataset> waiting, String name) {
        Feed feed = health.feed(name, waiting.stream().map(Dataset::id).toList());
        Instant firstReady = null;
        while (!stopped && !waiting.isEmpty()) {
            List<Dataset> ready = ready(waiting, feed);
            firstReady = ready.isEmpty() ? null : firstReady == null ? Instant.now() : firstReady;
            boolean all = ready.size() == waiting.size();
            if (all || firstReady != null && Instant.now().isAfter(firstReady.plus(TOGETHER))) {
                waiting.removeAll(ready);
                startFeed(ready);
                firstReady = null;
            } else {
                backoff.pause();
            }
        }
        health.remove(name);
    }

    private List<Dataset> ready(List<Dataset> waiting, Feed feed) {
        List<Dataset> ready = new ArrayList<>();
        CdcDatabase database = null;
        try {
            database = login.get();
            try (Connection connection = database.connect()) {
                SourceCheck check = new SourceCheck(database, connection);
                for (Dataset dataset : waiting) {
                    String problem = check.problem(
                            List.of(dataset.descriptor().source().cdc().table()));
                    if (problem == null) {
                        ready.add(dataset);
                    } else {
                        report(feed, problem);
                    }
                }
            }
        } catch (ConfigurationException e) {
            report(feed, e.getMessage());
            feed.isMisconfigured(e.getMessage());
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{} can't be looked at", system, e);
            report(feed, Faults.explain(e, database));
        }
        return ready;
    }

    private void report(Feed feed, String problem) {
        if (backoff.isNews(problem)) {
            LOG.warn("{}: {}", system, problem);
        }
        feed.retries(problem);
    }

    private synchronized void startFeed(List<Dataset> own) {
        startFeed(newCapture(own), own);
    }

    private int newCapture(List<Dataset> own) {
        int number = 1;
        while (Files.exists(capture(number))) {
            number++;
        }
        String slot = "taxbrain_" + system.replace('-', '_') + "_" + number;
        CaptureState.created(slot, own.stream().map(CdcSystem::id).toList()).save(capture(number));
        return number;
    }

    /** Stops all engines after what they have under way. */
    @Override
    public void close() {
        List<CdcFeed> running;
        List<Thread> ending;
        synchronized (this) {
            stopped = true;
            backoff.wake();
            running = List.copyOf(feeds);
            ending = List.copyOf(threads);
        }
        running.forEach(CdcFeed::stop);
        try {
            for (Thread thread : ending) {
                thread.join(STOP.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
