package org.taxbrain.oracle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a comparison found.
 *
 * @param byIndex by index alias
 * @param samples the first differences, personal data masked
 * @param expectedCounts what the sources say should be there: {@code clean.<dataset>}, {@code documents.<index>}, {@code reminders.<rule>},
 *     {@code quarantine.<dataset>}
 * @param testDataDefects where the generator's truth and the oracle's own checks disagree, or rows have no order: the test is wrong, not
 *     what it tests
 * @param seconds how long the comparison took
 */
public record Report(
        Map<String, IndexDifferences> byIndex,
        List<Sample> samples,
        Map<String, Long> expectedCounts,
        List<String> testDataDefects,
        double seconds) {

    public Report {
        byIndex = Collections.unmodifiableMap(new LinkedHashMap<>(byIndex));
        samples = List.copyOf(samples);
        expectedCounts = Map.copyOf(expectedCounts);
        testDataDefects = List.copyOf(testDataDefects);
    }

    /** Documents that are missing, too many or different, over all indices. */
    public long differences() {
        return byIndex.values().stream().mapToLong(IndexDifferences::total).sum();
    }

    /** Whether nothing is different, and the test data can be trusted. */
    public boolean isClean() {
        return differences() == 0 && testDataDefects.isEmpty();
    }

    /**
     * One index.
     *
     * @param expected how many documents should be there
     * @param actual how many are there
     */
    public record IndexDifferences(long expected, long actual, long missing, long extra, long different) {
        /** Documents that are missing, too many or different. */
        public long total() {
            return missing + extra + different;
        }
    }

    /**
     * One difference, for people.
     *
     * @param subject masked
     * @param path where in the document; empty: the document as a whole
     * @param expected masked; "-" if it should not be there
     * @param actual masked; "-" if it is not there
     */
    public record Sample(String index, String subject, String path, String expected, String actual) {
        @Override
        public String toString() {
            return index + " " + subject + (path.isEmpty() ? "" : " " + path) + ": expected " + expected + ", found "
                    + actual;
        }
    }
}
