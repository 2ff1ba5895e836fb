package org.taxbrain.city.day;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.taxbrain.city.CityException;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Sources;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.out.TruthLog;

/**
 * Lets a generated city live on for a day. Changes come at a steady rate whatever becomes of the departments' systems: one that is killed
 * meanwhile gets its changes when it is back, each exactly once. Run again with the same city, it goes on where it stopped.
 */
public final class CityDay {
    private static final int WAITING_MOST = 100_000;

    private final CitySpec city;
    private final DaySpec day;
    private final Sources sources;
    private final Consumer<Committed> listener;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopped;

    /** @param listener is told of every commit, by several threads; it must not block for long */
    public CityDay(CitySpec city, DaySpec day, Sources sources, Consumer<Committed> listener) {
        this.city = city;
        this.day = day;
        this.sources = sources;
        this.listener = listener;
    }

    /**
     * Plays the day, or what is left of it.
     *
     * @throws CityException if a change can't be made however often it is tried
     */
    public void run() {
        try (TruthLog truth = TruthLog.day(sources.truthDir());
                DayFiles files = new DayFiles(city, sources, truth, () -> stopped)) {
            run(truth, files);
        } catch (IOException e) {
            throw new CityException("The day's files or truth can't be written; is the disk full?", e);
        }
    }

    /** Ends the day early; changes that wait are not made. */
    public void stop() {
        stopped = true;
    }

    /** How many row changes are committed, with those of an earlier run. */
    public long done() {
        return done.get();
    }

    private void run(TruthLog truth, DayFiles files) {
        Map<Change.System, Worker> workers = new EnumMap<>(Change.System.class);
        workers.put(Change.System.PROPERTY_REGISTER, new Worker(sources.propertyRegister(), truth));
        workers.put(Change.System.TAX_CORE, new Worker(sources.taxCore(), truth));
        workers.put(Change.System.COURT, new Worker(sources.court(), truth));
        ExecutorService threads = Executors.newFixedThreadPool(workers.size());
        // files follow one another, as a department sends them
        ExecutorService post = Executors.newSingleThreadExecutor();
        try {
            Set<Long> applied = new HashSet<>();
            workers.values().forEach(w -> applied.addAll(w.lane.applied()));
            List<Future<?>> running = new ArrayList<>();
            workers.values().forEach(w -> running.add(threads.submit(w)));
            dispatch(applied, workers, new Post(files, post, running));
            for (Worker w : workers.values()) {
                w.queue.put(Worker.END);
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            stopped = true;
            throw e.getCause() instanceof CityException known
                    ? known
                    : new CityException("The day of changes ended early", e.getCause());
        } catch (CancellationException e) {
            throw new CityException("The day of changes was cancelled", e);
        } finally {
            stopped = stopped || !workers.values().stream().allMatch(w -> w.ended);
            end(threads);
            end(post);
            workers.values().forEach(w -> w.lane.close());
        }
    }

    private void dispatch(Set<Long> applied, Map<Change.System, Worker> workers, Post post)
            throws InterruptedException, ExecutionException {
        ChangePlan plan = new ChangePlan(city);
        long begun = System.nanoTime();
        long fresh = 0;
        for (long n = 0; n < day.changes() && !stopped; n++) {
            post.sendUpTo(n);
            Change change = plan.next();
            if (applied.contains(change.n())) {
                done.incrementAndGet();
                continue;
            }
            pause(begun + (long) (fresh++ / day.perSecond() * 1e9));
            failEarly(post.running);
            workers.get(change.system()).queue.put(change);
        }
        if (!stopped) {
            post.sendUpTo(day.changes());
        }
    }

    private void pause(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, Duration.ofSeconds(1).toNanos()));
        }
        while (until - System.nanoTime() > 0 && !stopped) {
            TimeUnit.NANOSECONDS.sleep(Math.min(until - System.nanoTime(), 100_000_000L));
        }
    }

    /** A worker that has failed takes no more changes; waiting for it would take for ever. */
    private static void failEarly(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> future : running) {
            if (future.isDone()) {
                future.get();
            }
        }
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hands out the day's files when they are due. */
    private final class Post {
        private final List<DayFiles.Delivery> deliveries;
        private final ExecutorService thread;
        private final List<Future<?>> running;
        private int handedOut;

        Post(DayFiles files, ExecutorService thread, List<Future<?>> running) {
            this.deliveries = day.files() == DaySpec.Files.NEVER ? List.of() : files.deliveries();
            this.thread = thread;
            this.running = running;
        }

        private long due(int delivery) {
            return day.changes() * (delivery + 1) / (deliveries.size() + 1);
        }

        void sendUpTo(long change) {
            while (handedOut < deliveries.size() && change >= due(handedOut)) {
                DayFiles.Delivery delivery = deliveries.get(handedOut++);
                running.add(thread.submit(() -> {
                    delivery.deliver();
                    return null;
                }));
            }
        }
    }

    /** Commits one department's changes. */
    private final class Worker implements Runnable {
        private static final Change END = new Change(-1, null, null);

        private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>(WAITING_MOST);
        private final Lane lane;
        private final TruthLog truth;
        private volatile boolean ended;

        Worker(Sources.Database database, TruthLog truth) {
            this.lane = new Lane(database, () -> stopped);
            this.truth = truth;
        }

        @Override
        public void run() {
            try {
                for (Change change = queue.take(); change != END && !stopped; change = queue.take()) {
                    Instant at = lane.commit(change);
                    if (at == null) {
                        return;
                    }
                    for (Row row : change.dirtyRows()) {
                        truth.row(row);
                    }
                    Committed committed = change.committed(at);
                    if (change.mends()) {
                        truth.mended(committed.dataset(), committed.key(), change.n());
                    } else if (!change.dirtyRows().isEmpty()) {
                        truth.flush();
                    }
                    done.incrementAndGet();
                    listener.accept(committed);
                }
                ended = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
