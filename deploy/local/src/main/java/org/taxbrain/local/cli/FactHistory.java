package org.taxbrain.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.taxbrain.jobs.file.kernel.PastRows;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.text.Sm3;

/**
 * The rows that were in force at the end of a day, out of the index of all versions. Reads page by page: first the versions
 * that name the id, then of their rows the newest that was known, which may be one that names somebody else, or a deletion.
 */
final class FactHistory implements PastRows {
    private static final int PAGE = 500;
    private final Elasticsearch elasticsearch;
    private final byte[] pepper;
    private final Instant end;

    /** @param end versions that landed before are known */
    FactHistory(Elasticsearch elasticsearch, byte[] pepper, Instant end) {
        this.elasticsearch = elasticsearch;
        this.pepper = pepper.clone();
        this.end = end;
    }

    @Override
    public Iterable<byte[]> naming(String subject) {
        return () -> new Pages("subjects", subject);
    }

    @Override
    public Iterable<byte[]> identifying(String alias) {
        return () -> new Pages("aliases", alias);
    }

    @Override
    public Iterable<byte[]> identifiedAs(String canonical) {
        return () -> new Pages("canonical", canonical);
    }

    /** When the first version of all landed; empty if there is none. */
    Optional<Instant> beginning() throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 1).put("track_total_hits", false);
        search.putArray("_source").add("knownAt");
        search.putArray("sort").addObject().put("knownAt", "asc");
        JsonNode first = elasticsearch.search(IndexNames.FACT_VERSION, search).at("/hits/hits/0/_source/knownAt");
        return first.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(first.asText()));
    }

    private final class Pages implements Iterator<byte[]> {
        private final String field;
        private final String hash;
        private final Queue<byte[]> page = new ArrayDeque<>();
        private JsonNode after = Elasticsearch.JSON.createArrayNode();
        private boolean ended;

        Pages(String field, String id) {
            this.field = field;
            this.hash = Sm3.keyedHash(pepper, id);
        }

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && !ended) {
                try {
                    turn();
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CliException("Interrupted.");
                }
            }
            return !page.isEmpty();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }

        private void turn() throws IOException, InterruptedException {
            Map<String, Long> candidates = candidates();
            ended = candidates.isEmpty();
            if (!ended) {
                newest(candidates);
            }
        }

        /** Versions that name the id, by row; of several on one page the newest. */
        private Map<String, Long> candidates() throws IOException, InterruptedException {
            ObjectNode search = search(f -> f.addObject().putObject("term").put(field, hash));
            search.put("_source", false);
            search.putArray("sort").add("sequence").add("row");
            if (!after.isEmpty()) {
                search.set("search_after", after);
            }
            Map<String, Long> candidates = new LinkedHashMap<>();
            for (JsonNode hit : hits(search)) {
                after = hit.path("sort");
                candidates.put(after.get(1).asText(), after.get(0).asLong());
            }
            return candidates;
        }

        private void newest(Map<String, Long> candidates) throws IOException, InterruptedException {
            ObjectNode search = search(filters -> {
                ArrayNode rows = filters.addObject().putObject("terms").putArray("row");
                candidates.keySet().forEach(rows::add);
            });
            search.putArray("_source").add("version").add("row").add("sequence");
            search.putArray("sort").addObject().put("sequence", "desc");
            search.putObject("collapse").put("field", "row");
            for (JsonNode hit : hits(search)) {
                JsonNode version = hit.path("_source");
                Long candidate = candidates.get(version.path("row").asText());
                if (candidate != null && candidate == version.path("sequence").asLong()) {
                    page.add(version.path("version").binaryValue());
                }
            }
        }
    }

    @FunctionalInterface
    private interface Filter {
        void add(ArrayNode filters);
    }

    private ObjectNode search(Filter filter) {
        ObjectNode search =
                Elasticsearch.JSON.createObjectNode().put("size", PAGE).put("track_total_hits", false);
        ArrayNode filters = search.putObject("query").putObject("bool").putArray("filter");
        filter.add(filters);
        filters.addObject().putObject("range").putObject("knownAt").put("lt", end.toString());
        return search;
    }

    private JsonNode hits(JsonNode search) throws IOException, InterruptedException {
        return elasticsearch.search(IndexNames.FACT_VERSION, search).at("/hits/hits");
    }
}
