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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        Map<String, List<Committed>> byField = new TreeMap<>();
        commits.forEach(c -> byField.computeIfAbsent(c.dataset() + "|" + c.field(), f -> new ArrayList<>())
                .add(c));
        JsonNode found;
        try {
            Look look = new Look(elasticsearch.refreshes(alias), Instant.now());
            if (!look.isWorthwhileAfter(lastLooks.get(alias))) {
                return;
            }
            lastLooks.put(alias, look);
            found = elasticsearch.search(alias, search(commits, byField)).path("aggregations");
        } catch (IOException e) {
            problem = e.getMessage();
            return;
        }
        Instant now = Instant.now();
        byField.forEach((field, awaitedOnes) -> {
            Set<String> shown = new HashSet<>();
            for (JsonNode marker : found.path(field).at("/awaited/marker/buckets")) {
                for (JsonNode subject : marker.at("/file/subject/buckets")) {
                    shown.add(subject.path("key").asText() + "|"
                            + marker.path("key").asText());
                }
            }
            for (Committed c : awaitedOnes) {
                if (shown.contains(c.subject() + "|" + c.marker()) && awaited.remove(c.dataset() + "|" + c.key(), c)) {
                    millis.add(Duration.between(c.at(), now).toMillis());
                    System.err.println("FRESH " + c.at() + " "
                            + Duration.between(c.at(), now).toMillis() + " " + c.dataset());
                }
            }
        });
    }

    /** Searches that find nothing new would only slow down what is measured. */
    private record Look(long refreshes, Instant at) {
        boolean isWorthwhileAfter(Look last) {
            return last == null
                    || last.refreshes != refreshes
                    || last.at.plus(LOOK_ANYWAY).isBefore(at);
        }
    }

    /** Asks for subjects and markers only: whole files would cost the index more than the changes that are measured. */
    private static ObjectNode search(List<Committed> commits, Map<String, List<Committed>> byField) {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        ArrayNode subjects = search.putObject("query").putObject("terms").putArray("subject");
        commits.stream().map(Committed::subject).distinct().forEach(subjects::add);
        ObjectNode aggregations = search.putObject("aggs");
        byField.forEach((name, awaitedOnes) -> {
            String items = "sections." + awaitedOnes.get(0).dataset() + ".items";
            String field = items + ".data." + awaitedOnes.get(0).field();
            ObjectNode rows = aggregations.putObject(name);
            rows.putObject("nested").put("path", items);
            ObjectNode one = rows.putObject("aggs").putObject("awaited");
            ArrayNode markers = one.putObject("filter").putObject("terms").putArray(field);
            awaitedOnes.forEach(c -> markers.add(c.marker()));
            ObjectNode file = terms(one.putObject("aggs").putObject("marker"), field)
                    .putObject("aggs")
                    .putObject("file");
            file.putObject("reverse_nested");
            terms(file.putObject("aggs").putObject("subject"), "subject");
        });
        return search;
    }

    private static ObjectNode terms(ObjectNode aggregation, String field) {
        aggregation
                .putObject("terms")
                .put("field", field)
                .put("size", AT_ONCE)
                // global ordinals would be built anew after each refresh
                .put("execution_hint", "map");
        return aggregation;
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
