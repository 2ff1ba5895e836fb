package org.taxbrain.oracle.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report.IndexDifferences;
import org.taxbrain.oracle.Report.Sample;

/** Merges two sorted streams of documents and counts where they differ; holds one document of each. */
final class Comparison {
    private static final int PLACES = 3;
    private static final int STEP = 5000;

    private final String index;
    private final List<String> ignored;
    private final List<Sample> samples;
    private final int limit;
    private final Progress progress;
    private long expectedCount;
    private long actualCount;
    private long missing;
    private long extra;
    private long different;

    /**
     * @param ignored fields at the top of a document that are not compared
     * @param samples where to describe differences, as long as it holds fewer than {@code limit}
     */
    Comparison(String index, List<String> ignored, List<Sample> samples, int limit, Progress progress) {
        this.index = index;
        this.ignored = ignored;
        this.samples = samples;
        this.limit = limit;
        this.progress = progress;
    }

    IndexDifferences run(Documents expected, Documents actual) {
        Keyed should = expected.next();
        Keyed is = actual.next();
        while (should != null || is != null) {
            int c = should == null ? 1 : is == null ? -1 : Keyed.compare(should.order(), is.order());
            if (c < 0) {
                missing++;
                sample(should, "", "a document", "-");
            } else if (c > 0) {
                extra++;
                sample(is, "", "-", "a document");
            } else {
                compare(should, is);
            }
            if (c <= 0) {
                expectedCount++;
                should = expected.next();
            }
            if (c >= 0) {
                actualCount++;
                is = actual.next();
            }
            if ((expectedCount + actualCount) % STEP == 0) {
                progress.at("compare " + index, expectedCount);
            }
        }
        progress.at("compare " + index, expectedCount);
        return new IndexDifferences(expectedCount, actualCount, missing, extra, different);
    }

    private void compare(Keyed should, Keyed is) {
        String wrongId = should.id().equals(is.id()) ? null : is.id();
        boolean told = should.secret() != null && is.body().toString().contains(should.secret());
        ObjectNode body = is.body();
        ignored.forEach(body::remove);
        List<JsonDifferences.Difference> places = JsonDifferences.of(should.body(), body, PLACES);
        if (wrongId == null && !told && places.isEmpty()) {
            return;
        }
        different++;
        if (wrongId != null) {
            sample(should, "_id", Redaction.value(new TextNode(should.id())), Redaction.value(new TextNode(wrongId)));
        }
        if (told) {
            sample(should, "", "no identifier in clear", "one");
        }
        places.forEach(p -> sample(should, p.path(), Redaction.value(p.expected()), Redaction.value(p.actual())));
    }

    private void sample(Keyed document, String path, String expected, String actual) {
        if (samples.size() < limit) {
            samples.add(new Sample(index, Redaction.subject(document.label()), path, expected, actual));
        }
    }
}
