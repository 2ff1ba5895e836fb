package org.taxbrain.oracle.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.taxbrain.oracle.Progress;
import org.taxbrain.oracle.Report.IndexDifferences;
import org.taxbrain.oracle.Report.Sample;

class ComparisonTest {
    private final List<Sample> samples = new ArrayList<>();

    @Test
    void streamsAreMergedInTheOrderOfCodePoints() throws Exception {
        // U+FA11 comes before U+20BB7, but its UTF-16 unit after the surrogates of the other
        List<Keyed> both =
                List.of(document("case:王", "{}"), document("case:\uFA11", "{}"), document("case:\uD842\uDFB7", "{}"));

        assertThat(compare(both, both)).isEqualTo(new IndexDifferences(3, 3, 0, 0, 0));
    }

    @Test
    void missingExtraAndDifferentDocumentsAreEachCountedOnce() throws Exception {
        IndexDifferences found = compare(
                List.of(
                        document("person:1", "{\"a\": 1}"),
                        document("person:2", "{\"a\": 1, \"b\": 2}"),
                        document("person:4", "{}")),
                List.of(
                        document("person:2", "{\"a\": 2, \"b\": 3}"),
                        document("person:3", "{}"),
                        document("person:4", "{}")));

        assertThat(found).isEqualTo(new IndexDifferences(3, 3, 1, 1, 1));
        assertThat(samples).extracting(Sample::path).containsExactly("", "a", "b", "");
    }

    @Test
    void aNumberEqualsItselfWithMoreZerosAndATextEqualsNoNumber() throws Exception {
        assertThat(compare(
                                List.of(document("unit:1", "{\"area\": 89.50}")),
                                List.of(document("unit:1", "{\"area\": 89.5}")))
                        .total())
                .isZero();
        assertThat(compare(
                                List.of(document("unit:1", "{\"area\": 89.5}")),
                                List.of(document("unit:1", "{\"area\": \"89.5\"}")))
                        .total())
                .isEqualTo(1);
    }

    @Test
    void aDifferenceNamesItsPlaceAndHidesWhoIsMeant() throws Exception {
        String expected =
                "{\"sections\": {\"resident\": {\"items\": [{\"data\": {\"name\": \"欧阳娜娜\", \"status\": \"living\"}}]}}}";
        compare(
                List.of(document("person:330106198503122015", expected)),
                List.of(document(
                        "person:330106198503122015",
                        expected.replace("欧阳娜娜", "欧阳修").replace("living", "deceased"))));

        assertThat(samples)
                .extracting(Sample::path)
                .containsExactly("sections.resident.items[0].data.name", "sections.resident.items[0].data.status");
        assertThat(samples.get(1)).extracting(Sample::expected, Sample::actual).containsExactly("living", "deceased");
        assertThat(samples.toString()).contains("person:3301…(18)#").doesNotContain("330106198503122015", "欧阳娜", "欧阳修");
    }

    @Test
    void aDocumentUnderAWrongIdDiffers() throws Exception {
        Keyed should = document("person:1", "{}");

        IndexDifferences found =
                compare(List.of(should), List.of(new Keyed("person:1", "person:1", "other", should.body(), null)));

        assertThat(found.different()).isEqualTo(1);
    }

    @Test
    void aDocumentTooManyAtTheEndOfAnArrayIsSeen() throws Exception {
        assertThat(compare(
                                List.of(document("person:1", "{\"names\": [\"a\"]}")),
                                List.of(document("person:1", "{\"names\": [\"a\", \"b\"]}")))
                        .different())
                .isEqualTo(1);
    }

    private IndexDifferences compare(List<Keyed> expected, List<Keyed> actual) {
        return new Comparison("taxpayer", List.of(), samples, 10, Progress.NONE).run(stream(expected), stream(actual));
    }

    private static Keyed document(String subject, String json) throws Exception {
        return new Keyed(subject, subject, "id of " + subject, (ObjectNode) Elasticsearch.JSON.readTree(json), null);
    }

    private static Documents stream(List<Keyed> documents) {
        Iterator<Keyed> copies = documents.stream()
                .map(d -> new Keyed(d.order(), d.label(), d.id(), d.body().deepCopy(), d.secret()))
                .iterator();
        return new Documents() {
            @Override
            public Keyed next() {
                return copies.hasNext() ? copies.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
