package org.taxbrain.oracle.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.oracle.Database;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report.IndexDifferences;
import org.taxbrain.oracle.Report.Sample;
import org.taxbrain.oracle.source.Scratch;

/** Compares what the oracle expects with what stands behind the aliases. */
public final class Comparer {
    private static final List<String> FILES = List.of("taxpayer", "property-unit", "enforcement-case");
    /** Datasets whose every row is a document. */
    static final List<String> RECORDS = List.of("record-standard-address", "record-utility-usage");

    /** Masked forms are the index module's own affair; that they tell no identifier is checked. */
    private static final List<String> MASKED = List.of("subjectMasked", "name");

    private final Database scratch;
    private final Elasticsearch elasticsearch;
    private final byte[] pepper;
    private final Quarantine quarantine;

    public Comparer(Database scratch, Elasticsearch elasticsearch, byte[] pepper) {
        this.scratch = scratch;
        this.elasticsearch = elasticsearch;
        this.pepper = pepper.clone();
        this.quarantine = new Quarantine(scratch, this.pepper);
    }

    /** To be called once, when the expected state has been computed. */
    public void prepare() {
        quarantine.hashKeys();
    }

    /**
     * Compares every index.
     *
     * @param samples takes the first differences of each index, so that no index hides another's; {@code limit} in all
     */
    public Map<String, IndexDifferences> compare(List<Sample> samples, int limit, Progress progress) {
        Map<String, IndexDifferences> byIndex = new LinkedHashMap<>();
        int share = Math.max(1, limit / (FILES.size() + RECORDS.size() + 2));
        for (String index : FILES) {
            byIndex.put(
                    index,
                    streams(
                            index,
                            List.of("subject"),
                            List.of(),
                            new ExpectedFiles(Scratch.open(scratch), index, pepper),
                            samples,
                            share,
                            progress));
        }
        for (String index : RECORDS) {
            byIndex.put(
                    index,
                    streams(
                            index,
                            List.of("key"),
                            List.of("source"),
                            new ExpectedFiles(Scratch.open(scratch), index, pepper),
                            samples,
                            share,
                            progress));
        }
        byIndex.put(
                "reminder",
                streams(
                        "reminder",
                        ExpectedReminders.SORT,
                        MASKED,
                        new ExpectedReminders(Scratch.open(scratch), pepper),
                        samples,
                        share,
                        progress));
        List<Sample> ofQuarantine = new ArrayList<>();
        byIndex.put("quarantine", quarantine.compare(elasticsearch, ofQuarantine, share));
        samples.addAll(ofQuarantine);
        return byIndex;
    }

    private IndexDifferences streams(
            String index,
            List<String> sort,
            List<String> ignored,
            Documents expected,
            List<Sample> samples,
            int share,
            Progress progress) {
        List<Sample> ofIndex = new ArrayList<>();
        try (expected;
                IndexedDocuments actual = new IndexedDocuments(elasticsearch, index, sort)) {
            IndexDifferences found = new Comparison(index, ignored, ofIndex, share, progress).run(expected, actual);
            samples.addAll(ofIndex);
            long hidden = actual.hidden();
            if (hidden == 0) {
                return found;
            }
            samples.add(new Sample(index, "", "", "one document a subject", hidden + " more"));
            return new IndexDifferences(
                    found.expected(),
                    found.actual() + hidden,
                    found.missing(),
                    found.extra() + Math.abs(hidden),
                    found.different());
        }
    }
}
