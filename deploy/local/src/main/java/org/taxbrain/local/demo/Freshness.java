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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.taxbrain.city.day.Committed;

/** Measures how long a commit takes to be visible in a search: asks, again and again, for what was committed and not seen yet. */
public final class Freshness implements Consumer<Committed>, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    /** A commit may be heard of after the refresh that showed it: it is looked for without another one after so long. */
    private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

    private static final int AT_ONCE = 500;
    private final Elasticsearch elasticsearch;
    private final Map<String, Committed> awaited = new ConcurrentHashMap<>();
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Look> lastLooks = new HashMap<>();
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
        JsonNode files;
        try {
            Look look = new Look(elasticsearch.refreshes(alias), Instant.now());
            if (!look.isWorthwhileAfter(lastLooks.get(alias))) {
                return;
            }
            lastLooks.put(alias, look);
            files = elasticsearch.search(alias, search(commits)).at("/hits/hits");
        } catch (IOException e) {
            problem = e.getMessage();
            return;
        }
        Instant now = Instant.now();
        Map<String, JsonNode> sections = new HashMap<>();
        files.forEach(hit -> sections.put(hit.at("/_source/subject").asText(), hit.at("/_source/sections")));
        for (Committed c : commits) {
            if (shows(sections.get(c.subject()), c) && awaited.remove(c.dataset() + "|" + c.key(), c)) {
                millis.add(Duration.between(c.at(), now).toMillis());
            }
        }
    }

    private static boolean shows(JsonNode sections, Committed committed) {
        if (sections != null) {
            for (JsonNode item : sections.path(committed.dataset()).path("items")) {
                if (item.path("data").path(committed.field()).asText().equals(committed.marker())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Searches that find nothing new would only slow down what is measured. */
    private record Look(long refreshes, Instant at) {
        boolean isWorthwhileAfter(Look last) {
            return last == null
                    || last.refreshes != refreshes
                    || last.at.plus(LOOK_ANYWAY).isBefore(at);
        }
    }

    /** Asks for the fields that are looked at only. */
    private static ObjectNode search(List<Committed> commits) {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", AT_ONCE);
        ArrayNode subjects = search.putObject("query").putObject("terms").putArray("subject");
        commits.stream().map(Committed::subject).distinct().forEach(subjects::add);
        ArrayNode source = search.putArray("_source").add("subject");
        commits.stream()
                .map(c -> "sections." + c.dataset() + ".items.data." + c.field())
                .distinct()
                .forEach(source::add);
        return search;
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
