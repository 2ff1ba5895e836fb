package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.kibana.check.ReadPanel.Column;
import org.taxbrain.kibana.lens.Condition;

/**
 * The numbers that a panel shows.
 *
 * @param documents documents that the panel is about
 * @param counted documents in its groups and in the group of the rest; all if it has no groups
 * @param groups innermost groups
 * @param numbers each measure, over all groups
 * @param grouped fields that documents are told apart by without a group for those that lack them
 */
public record PanelFigures(long documents, long counted, long groups, List<Number> numbers, List<String> grouped) {
    /**
     * A measure over all groups.
     *
     * @param operation Kibana's name for it
     * @param field empty if documents are counted
     * @param total the sum over the groups; of dates the latest, in milliseconds; of averages that of all values
     */
    public record Number(String operation, String field, List<Condition> conditions, double total) {}

    static PanelFigures of(ReadPanel panel, JsonNode answer) {
        Walk walk = new Walk(panel);
        walk.level(
                0, answer.path("aggregations"), answer.at("/hits/total/value").asLong());
        List<Number> numbers = new ArrayList<>();
        List<Column> measures = panel.measures();
        for (int i = 0; i < measures.size(); i++) {
            Column measure = measures.get(i);
            numbers.add(new Number(
                    measure.operation(),
                    measure.field().orElse(""),
                    measure.filter().stream().toList(),
                    walk.total(i)));
        }
        List<String> grouped = panel.buckets().stream()
                .filter(b -> !b.json().at("/params/missingBucket").asBoolean())
                .map(b -> b.field().orElseThrow())
                .toList();
        return new PanelFigures(answer.at("/hits/total/value").asLong(), walk.counted, walk.groups, numbers, grouped);
    }

    /** Whether there is nothing to see: no group, or no number that is not zero. */
    public boolean isEmpty() {
        return groups == 0 || numbers.stream().allMatch(number -> number.total() == 0);
    }

    /** Goes through the groups of an answer. */
    private static final class Walk {
        private final List<Column> buckets;
        private final List<Column> measures;
        private final double[] totals;
        /** Of averages, how many values they are of. */
        private final long[] values;

        private long counted;
        private long groups;

        Walk(ReadPanel panel) {
            buckets = panel.buckets();
            measures = panel.measures();
            totals = new double[measures.size()];
            values = new long[measures.size()];
        }

        void level(int depth, JsonNode group, long documents) {
            if (depth < buckets.size()) {
                JsonNode aggregation = group.path(buckets.get(depth).id());
                counted += aggregation.path("sum_other_doc_count").asLong();
                for (JsonNode bucket : aggregation.path("buckets")) {
                    level(depth + 1, bucket, bucket.path("doc_count").asLong());
                }
                return;
            }
            if (documents > 0) {
                groups++;
            }
            counted += documents;
            for (int i = 0; i < totals.length; i++) {
                add(i, group, number(measures.get(i), group, documents));
            }
        }

        private void add(int i, JsonNode group, double number) {
            Column measure = measures.get(i);
            if (measure.isAverage()) {
                long of = answer(measure, group)
                        .path(measure.valuesId())
                        .path("value")
                        .asLong();
                values[i] += of;
                totals[i] += number * of;
            } else {
                totals[i] = measure.operation().equals("max") ? Math.max(totals[i], number) : totals[i] + number;
            }
        }

        double total(int i) {
            return measures.get(i).isAverage() && values[i] > 0 ? totals[i] / values[i] : totals[i];
        }

        private static double number(Column measure, JsonNode group, long documents) {
            if (measure.field().isEmpty()) {
                return measure.filter().isPresent()
                        ? group.path(measure.id()).path("doc_count").asLong()
                        : documents;
            }
            return answer(measure, group).path(measure.id()).path("value").asDouble();
        }

        /** Where a group tells of a measure. */
        private static JsonNode answer(Column measure, JsonNode group) {
            return measure.filter().isPresent() ? group.path(measure.id()) : group;
        }
    }
}
