package org.taxbrain.connectors.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One feed's own report of how it is doing. Messages hold no personal data. Safe for threads. */
public final class Feed {
    private final String name;
    private final List<String> datasets;
    private FeedState state = FeedState.STARTING;
    private Instant since = Instant.now();
    private String error;
    private Instant errorAt;
    private long rowsLanded;
    private final Map<String, Long> landedByDataset = new TreeMap<>();
    private Instant lastLandedAt;
    private Instant lastCompleteAt;
    private Instant lastHeardAt;
    private Instant lastTakenAt;
    private Long lagBytes;
    private String notice;
    private long failures;
    private long polls;
    private long taken;
    private long refused;

    Feed(String name, List<String> datasets) {
        this.name = name;
        this.datasets = datasets;
    }

    public String name() {
        return name;
    }

    /** It works, in this state; an earlier error is over once it is {@code RUNNING}. */
    public synchronized void is(FeedState now) {
        if (state != now) {
            state = now;
            since = Instant.now();
        }
        if (now == FeedState.RUNNING) {
            error = null;
            errorAt = null;
        }
    }

    /** It failed and will try again by itself. */
    public void retries(String message) {
        failed(FeedState.RETRYING, message);
    }

    /** It can't work until somebody changes the configuration. */
    public void isMisconfigured(String message) {
        failed(FeedState.MISCONFIGURED, message);
    }

    private synchronized void failed(FeedState as, String message) {
        is(as);
        error = message;
        errorAt = Instant.now();
        failures++;
    }

    /** Kafka has these rows of a dataset. */
    public synchronized void landed(String dataset, long rows) {
        if (rows > 0) {
            rowsLanded += rows;
            landedByDataset.merge(dataset, rows, Long::sum);
            lastLandedAt = Instant.now();
        }
    }

    /** A feed that polls has looked at everything that its source held when it began to look, and Kafka has what was new. */
    public synchronized void lookedThrough(Instant begun) {
        lastCompleteAt = begun;
        polls++;
    }

    /** A feed that reads a log has handed over all that it was given, if only a heartbeat; not before its snapshot is over. */
    public synchronized void heard() {
        lastHeardAt = Instant.now();
    }

    /** A file or a pushed request was taken. */
    public synchronized void took() {
        taken++;
        lastTakenAt = Instant.now();
    }

    /** A delivery was taken before the application started. */
    public synchronized void tookAt(Instant before) {
        lastTakenAt = before;
    }

    /** A file or a pushed request was refused. */
    public synchronized void refused() {
        refused++;
    }

    /** How much log the source keeps for this feed. */
    public synchronized void lags(long bytes) {
        lagBytes = bytes;
    }

    /** Something that the feed itself can't settle and that does not hold it up, such as a file that was refused; null: nothing. */
    public synchronized void notes(String what) {
        notice = what;
    }

    public synchronized FeedStatus status() {
        return new FeedStatus(
                name,
                datasets,
                state,
                since,
                error,
                errorAt,
                rowsLanded,
                lastLandedAt,
                lastCompleteAt,
                lastHeardAt,
                lagBytes,
                notice);
    }

    /** What the feed has counted since the application started. */
    public synchronized FeedCounts counts() {
        return new FeedCounts(Map.copyOf(landedByDataset), failures, polls, taken, refused, lastTakenAt);
    }
}
