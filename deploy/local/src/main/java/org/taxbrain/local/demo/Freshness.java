package org.taxbrain.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.taxbrain.city.day.Committed;

/** Measures how long a commit takes to be visible in a search: asks, again and again, for what was committed and not seen yet. */
public final class Freshness implements Consumer<Committed>, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int AT_ONCE = 500;
    private final Elasticsearch elasticsearch;
    private final Map<String, Committed> awaited = new ConcurrentHashMap<>();
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final Thread looker = new Thread(this::look, "freshness");
    private volatile String problem;

    public Freshness(Elasticsearch elasticsearch) {
        this.elasticsearch = elasticsearch;
        looker.setDaemon(true);
        looker.start();
    }

    /** A row committed again before it was seen is awaited in its newer version. */
    @Override
    public void accept(Committed committed) {
        String row = committed.dataset() + "|" + committed.key();
        if (committed.visible()) {
            awaited.put(row, committed);
        } else {
            awaited.remove(row);
        }
    }

    /** Milliseconds of the commits seen so far. */
    public DemoReport.Freshness result() {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return new DemoReport.Freshness(percentile(sorted, 50), percentile(sorted, 99));
    }

    /** How many commits were seen. */
    public int seen() {
        return millis.size();
    }

    /** Commits that were not seen yet. */
    public int unseen() {
        return awaited.size();
    }

    /** The last search that failed; null if none did. */
    public String problem() {
        return problem;
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    private void look() {
        try {
            while (true) {
                Map<String, List<Committed>> byAlias = new HashMap<>();
                awaited.values().stream().limit(AT_ONCE).forEach(c -> byAlias.computeIfAbsent(
                                alias(c.subject()), a -> new ArrayList<>())
                        .add(c));
                for (Map.Entry<String, List<Committed>> e : byAlias.entrySet()) {
                    look(e.getKey(), e.getValue());
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String alias, List<Committed> commits) throws InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode();
        Set<String> subjects = new TreeSet<>();
        Set<String> fields = new TreeSet<>(Set.of("subject"));
        for (Committed c : commits) {
            subjects.add(c.subject());
            fields.add("sections." + c.dataset() + ".items.key");
            fields.add("sections." + c.dataset() + ".items.data." + c.field());
        }
        search.put("size", subjects.size());
        ArrayNode terms = search.putObject("query").putObject("terms").putArray("subject");
        subjects.forEach(terms::add);
        ArrayNode source = search.putArray("_source");
        fields.forEach(source::add);
        Map<String, JsonNode> files = new HashMap<>();
        try {
            for (JsonNode hit : elasticsearch.search(alias, search).path("hits").path("hits")) {
                files.put(hit.path("_source").path("subject").asText(), hit.path("_source"));
            }
        } catch (IOException e) {
            problem = e.getMessage();
            return;
        }
        Instant now = Instant.now();
        for (Committed c : commits) {
            if (shows(files.get(c.subject()), c) && awaited.remove(c.dataset() + "|" + c.key(), c)) {
                millis.add(Duration.between(c.at(), now).toMillis());
            }
        }
    }

    private static boolean shows(JsonNode file, Committed c) {
        if (file == null) {
            return false;
        }
        for (JsonNode item : file.path("sections").path(c.dataset()).path("items")) {
            if (item.path("data").path(c.field()).asText().equals(c.marker())) {
                return true;
            }
        }
        return false;
    }

    private static String alias(String subject) {
        return subject.startsWith("unit:")
                ? "property-unit"
                : subject.startsWith("case:") ? "enforcement-case" : "taxpayer";
    }

    @Override
    public void close() {
        looker.interrupt();
        try {
            looker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
