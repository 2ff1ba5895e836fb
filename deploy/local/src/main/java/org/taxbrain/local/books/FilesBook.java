package org.taxbrain.local.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.jobs.file.kernel.Datasets;
import org.taxbrain.jobs.file.kernel.Mentions;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.SubjectKind;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexNames;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Wire;

/**
 * Whether what was accepted stands in the files and in the index of rows: the newest version of each row says where it must
 * be, the files' sections say what is there. Reads every version once, and a sum of the files.
 */
public final class FilesBook {
    private static final int PAGE = 5_000;
    private static final String FILES = String.join(",", IndexNames.FILES);

    private final Elasticsearch elasticsearch;
    private final Datasets declarations;
    private final RowReader reader;
    private final Wire<CleanRecord> clean = Wire.clean();
    private final Map<String, Counts> counts = new TreeMap<>();

    /** @param declarations every one that a row was accepted by */
    public FilesBook(Elasticsearch elasticsearch, Datasets declarations) {
        this.elasticsearch = elasticsearch;
        this.declarations = declarations;
        this.reader = new RowReader(declarations);
    }

    /** Of one dataset. */
    public static final class Counts {
        private long rows;
        private long named;
        private long inFiles;
        /** Negative: rows of this dataset are no documents of their own. */
        private long records = -1;

        /** Rows whose newest version is no deletion. */
        public long rows() {
            return rows;
        }

        /** Subjects that these name, each of each row once: so often the rows must stand in files. */
        public long named() {
            return named;
        }

        /** Rows that the sections of all files hold. */
        public long inFiles() {
            return inFiles;
        }

        /** Inequalities, for people. */
        public List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (named != inFiles) {
                faults.add("the accepted rows name " + named + " subjects ≠ in their files " + inFiles);
            }
            if (records >= 0 && records != rows) {
                faults.add("accepted rows that stand " + rows + " ≠ documents of rows in the index " + records);
            }
            return faults;
        }
    }

    /** Counts by dataset. */
    public Map<String, Counts> read() throws IOException, InterruptedException {
        for (String alias : List.of(IndexNames.FACT_VERSION, FILES)) {
            elasticsearch.refresh(alias);
        }
        JsonNode after = null;
        String row = null;
        JsonNode hits = page(null);
        while (!hits.isEmpty()) {
            for (JsonNode hit : hits) {
                after = hit.path("sort");
                // the newest of each row comes first
                if (!after.get(0).asText().equals(row)) {
                    row = after.get(0).asText();
                    count(clean.decode(hit.at("/_source/version").binaryValue()));
                }
            }
            hits = page(after);
        }
        sumFiles();
        return counts;
    }

    private JsonNode page(JsonNode after) throws IOException, InterruptedException {
        ObjectNode search =
                Elasticsearch.JSON.createObjectNode().put("size", PAGE).put("track_total_hits", false);
        search.putArray("_source").add("version");
        ArrayNode sort = search.putArray("sort");
        sort.add("row");
        sort.addObject().put("sequence", "desc");
        if (after != null) {
            search.set("search_after", after);
        }
        return elasticsearch.search(IndexNames.FACT_VERSION, search).at("/hits/hits");
    }

    private void count(CleanRecord version) throws IOException, InterruptedException {
        Counts of = counts.computeIfAbsent(version.getDataset(), d -> new Counts());
        if (version.getPayload() == null) {
            return;
        }
        Dataset dataset = declarations.byHash(version.getDescriptorHash());
        boolean personOnly = dataset.descriptor().personOnly();
        of.rows++;
        of.named += Mentions.of(reader, version).subjects().stream()
                .filter(subject -> !personOnly || !SubjectKind.isBusiness(subject))
                .count();
        if (of.records < 0 && dataset.descriptor().records()) {
            elasticsearch.refresh(IndexNames.record(dataset.id()));
            of.records = elasticsearch.count(IndexNames.record(dataset.id()));
        }
    }

    private void sumFiles() throws IOException, InterruptedException {
        ObjectNode search = Elasticsearch.JSON.createObjectNode().put("size", 0);
        ObjectNode sums = search.putObject("aggs");
        counts.keySet()
                .forEach(dataset ->
                        sums.putObject(dataset).putObject("sum").put("field", "sections." + dataset + ".count"));
        JsonNode answer = elasticsearch.search(FILES, search);
        counts.forEach((dataset, of) -> of.inFiles = Math.round(
                answer.path("aggregations").path(dataset).path("value").asDouble()));
    }
}
