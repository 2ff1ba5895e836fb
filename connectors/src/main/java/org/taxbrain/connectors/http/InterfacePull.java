package org.taxbrain.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.taxbrain.connectors.Landing;
import org.taxbrain.connectors.config.InterfacesConfig;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * Reads an interface by {@code updatedSince}, so that no row is lost while rows move under the reader: it never turns to a
 * second page, but asks for the first page again since the last instant that it saw. Only where one instant fills more than a
 * page it turns pages: forward to the instant's end, then backward to its beginning; as a changed row leaves its instant and
 * the ones behind it move up, a row can escape the forward way but not the backward one.
 *
 * <p>What may still become visible late is read again with each poll, as far back as the overlap reaches; versions of it that
 * landed are remembered and not landed again. One per dataset; not safe for threads.
 */
public final class InterfacePull {
    /** Turning more pages than this within one instant means that the interface doesn't order as agreed. */
    private static final int MAX_PAGES_OF_AN_INSTANT = 10_000;

    private static final int MAX_ATTEMPTS = 10;
    /** Pages of a full pull that are read with one poll, so that changes don't wait for it. */
    private static final int FULL_PULL_SLICE = 20;
    /** A later clock than this at the source is a wrong one: it must not carry the checkpoint beyond the changes to come. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private static final Duration SETTLED_ON_DISK = Duration.ofMinutes(1);

    private static final String POLL = "poll";

    private final PageSource pages;
    private final ItemReader reader;
    private final Landing landing;
    private final CheckpointStore store;
    private final Clock clock;
    private final Duration overlap;
    private final Duration fullPullEvery;
    private final String where;
    /** Versions that landed and may be read again: identity → updatedAt (for those without one: when they were seen). */
    private final Map<String, Instant> landed = new HashMap<>();

    private Checkpoint checkpoint;
    private Checkpoint saved;

    /**
     * @param pepper for the hash of items in positions
     * @param store where it is kept how far the interface has been read
     * @param overlap how long after its updatedAt a change may still become visible
     * @param fullPullEvery how often everything is read again
     */
    InterfacePull(
            Dataset dataset,
            PageSource pages,
            Landing landing,
            CheckpointStore store,
            byte[] pepper,
            Clock clock,
            Duration overlap,
            Duration fullPullEvery) {
        this.pages = pages;
        this.reader = new ItemReader(dataset, dataset.descriptor().source().http(), POLL, pepper, clock);
        this.landing = landing;
        this.store = store;
        this.clock = clock;
        this.overlap = overlap;
        this.fullPullEvery = fullPullEvery;
        this.where = dataset.descriptor().source().http().path();
        this.checkpoint = store.load();
        this.saved = checkpoint;
    }

    /**
     * The pull of a dataset from the system that its descriptor names.
     *
     * @param checkpointFile where it is kept how far the interface has been read
     * @param pepper for the hash of items in positions
     */
    public static InterfacePull of(
            Dataset dataset,
            SystemConfig system,
            InterfacesConfig config,
            Landing landing,
            Path checkpointFile,
            byte[] pepper,
            Clock clock) {
        Descriptor.Http http = dataset.descriptor().source().http();
        PageSource pages = new HttpPages(http.system(), system, http.path(), config.pageSize(), clock);
        return new InterfacePull(
                dataset,
                pages,
                landing,
                new CheckpointFile(checkpointFile),
                pepper,
                clock,
                config.overlap(),
                config.fullPull());
    }

    /**
     * Reads what changed, to the end; and a part of the full pull if one is due.
     *
     * @return rows that landed
     * @throws InterfaceException if the interface can't be read now; what was read has landed, the next poll goes on behind it
     * @throws RuntimeException if landing or the local disk fails; the next poll reads it again
     */
    public long poll() {
        long rows = changes();
        if (checkpoint.fullPullAt() == null && checkpoint.fullPullCursor() == null) {
            save(checkpoint.fullPullDone(clock.instant())); // the first poll began at the beginning
        }
        return rows + fullPullSlice();
    }

    private long changes() {
        long rows = 0;
        while (true) {
            Step step = step(checkpoint.cursor() == null ? checkpoint.start() : checkpoint.cursor(), false);
            rows += step.rows;
            Instant settling = checkpoint.cursor() == null ? step.began.minus(overlap) : checkpoint.settling();
            Checkpoint next = checkpoint.step(step.next, step.seen, settling);
            save(step.end ? next.pollDone() : next);
            forget();
            if (step.end) {
                return rows;
            }
        }
    }

    private long fullPullSlice() {
        if (checkpoint.fullPullCursor() == null) {
            Instant last = checkpoint.fullPullAt();
            if (last != null && clock.instant().isBefore(last.plus(fullPullEvery))) {
                return 0;
            }
            save(checkpoint.fullPull(Instant.EPOCH));
        }
        long rows = 0;
        for (int i = 0; i < FULL_PULL_SLICE; i++) {
            Step step = step(checkpoint.fullPullCursor(), true);
            rows += step.rows;
            if (step.end) {
                save(checkpoint.fullPullDone(clock.instant()));
                return rows;
            }
            save(checkpoint.fullPull(step.next));
        }
        return rows;
    }

    /**
     * What one step read.
     *
     * @param next where to ask from next
     * @param seen newest believable updatedAt
     * @param began the server's clock at the first answer
     * @param end whether nothing comes behind it
     */
    private record Step(Instant next, Instant seen, Instant began, long rows, boolean end) {}

    private Step step(Instant since, boolean all) {
        Take take = new Take(since, all);
        Page page = take.pages();
        landing.flush();
        landed.putAll(take.given);
        boolean end = page.isLast() || !take.newest.isAfter(since);
        return new Step(take.newest, take.believable, take.began, take.rows, end);
    }

    private void save(Checkpoint next) {
        // While the interface is idle only the time goes on; an older one on disk means a little more to read after a
        // restart.
        if (!next.isAsFarAs(saved) || next.settled().isAfter(saved.settled().plus(SETTLED_ON_DISK))) {
            store.save(next);
            saved = next;
        }
        checkpoint = next;
    }

    private void forget() {
        Instant back = checkpoint.start();
        landed.values().removeIf(updatedAt -> updatedAt.isBefore(back));
    }

    /** Takes the pages since one instant. */
    private final class Take {
        private final Instant since;
        private final boolean all;
        private final Map<String, Instant> given = new HashMap<>();
        private Instant newest;
        private Instant believable;
        private Instant began;
        private long rows;
        /** Whether the page read last holds a later instant. */
        private boolean reachedBeyond;

        Take(Instant since, boolean all) {
            this.since = since;
            this.all = all;
            this.newest = since;
            this.believable = since;
        }

        /** Reads the first page and, if one instant fills it, that instant's others; returns the last one. */
        Page pages() {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Page first = read(1);
                if (first.isLast() || reachedBeyond) {
                    return first;
                }
                Page last = turn(first.size());
                if (last != null) {
                    return last;
                }
            }
            throw new InterfaceException(
                    where + ": the server changed its page size " + MAX_ATTEMPTS + " times while one instant was read",
                    Duration.ofSeconds(10),
                    null);
        }

        /** Forward to the end of the instant, then backward; null if the page size changed, so that numbers mean something else. */
        private Page turn(int size) {
            int number = 1;
            Page page;
            do {
                number++;
                if (number > MAX_PAGES_OF_AN_INSTANT) {
                    throw new InterfaceException(
                            where + ": more than " + MAX_PAGES_OF_AN_INSTANT + " pages since " + since
                                    + " hold no later change; ask the department whether it orders by updatedAt",
                            Duration.ofMinutes(1),
                            null);
                }
                page = read(number);
                if (page.size() != size) {
                    return null;
                }
            } while (!page.isLast() && !reachedBeyond);
            for (int back = number - 1; back > 0; back--) {
                if (read(back).size() != size) {
                    return null;
                }
            }
            return page;
        }

        private Page read(int number) {
            Page page = pages.read(since, number);
            Instant serverTime = page.serverTime() == null ? clock.instant() : page.serverTime();
            began = began == null ? serverTime : began;
            reachedBeyond = false;
            for (JsonNode json : page.items()) {
                land(reader.read(json), serverTime.plus(CLOCK_TOLERANCE));
            }
            return page;
        }

        private void land(Item item, Instant latest) {
            Instant updatedAt = item.updatedAt();
            reachedBeyond |= updatedAt != null && updatedAt.isAfter(since);
            if (updatedAt != null && updatedAt.isAfter(newest)) {
                newest = updatedAt;
            }
            if (updatedAt != null && updatedAt.isAfter(believable) && !updatedAt.isAfter(latest)) {
                believable = updatedAt;
            }
            boolean known = !all && landed.containsKey(item.identity());
            if (!known && given.put(item.identity(), updatedAt == null ? latest : updatedAt) == null) {
                landing.land(item.row());
                rows++;
            }
        }
    }

    /** How many versions are remembered. */
    int remembered() {
        return landed.size();
    }
}
