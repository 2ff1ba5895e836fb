package org.taxbrain.pipelines;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.connectors.health.Feed;
import org.taxbrain.connectors.health.FeedState;
import org.taxbrain.connectors.http.InterfaceException;

/** Polls one interface or table and tells how it is doing; called by one thread. */
public final class PolledFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PolledFeed.class);
    private final String dataset;
    private final Runnable pull;
    private final CountedLanding landing;
    private final Feed feed;
    private final Pause pause = new Pause(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private String lastFailure;

    /** @param pull reads what changed; it throws if it can't, and is asked again later */
    public PolledFeed(String dataset, Runnable pull, CountedLanding landing, Feed feed) {
        this.dataset = dataset;
        this.pull = pull;
        this.landing = landing;
        this.feed = feed;
    }

    /** Polls, unless a failure is too recent. */
    public void poll() {
        if (pause.isOn()) {
            return;
        }
        Instant began = Instant.now();
        try {
            pull.run();
            pause.worked();
            lastFailure = null;
            feed.is(FeedState.RUNNING);
            feed.lookedThrough(began);
        } catch (InterfaceException e) {
            report(e);
            pause.waitFor(e.pause());
        } catch (RuntimeException e) {
            report(e);
            pause.failed();
        }
    }

    private void report(RuntimeException e) {
        landing.discard();
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        feed.retries(message);
        if (!message.equals(lastFailure)) {
            LOG.warn("{}: {}", dataset, message);
            lastFailure = message;
        }
    }
}
