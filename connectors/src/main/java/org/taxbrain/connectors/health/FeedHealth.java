package org.taxbrain.connectors.health;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The registry of all feeds of an application: one per CDC source, folder of files or interface. Safe for threads. */
public final class FeedHealth {
    private final Map<String, Feed> feeds = new ConcurrentSkipListMap<>();

    /**
     * The feed of a name, made at first use.
     *
     * @param name unique: the system, and the dataset where a system has several feeds ({@code bank/bank-statement})
     * @param datasets ids of the datasets that it lands
     */
    public Feed feed(String name, Collection<String> datasets) {
        return feeds.computeIfAbsent(name, n -> new Feed(n, List.copyOf(datasets)));
    }

    /** Forgets a feed that is no more. */
    public void remove(String name) {
        feeds.remove(name);
    }

    /** All feeds as they are now, by name. */
    public List<FeedStatus> statuses() {
        return feeds.values().stream().map(Feed::status).toList();
    }

    /** All feeds, by name. */
    public List<Feed> feeds() {
        return List.copyOf(feeds.values());
    }
}
