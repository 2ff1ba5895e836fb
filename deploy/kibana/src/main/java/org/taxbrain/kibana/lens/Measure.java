package org.taxbrain.kibana.lens;

import java.util.Objects;
import java.util.Optional;
import org.taxbrain.kibana.Label;

/**
 * A number of a group of documents.
 *
 * @param field what is added up; none when documents are counted
 * @param where which of the documents count
 */
public record Measure(Operation operation, Optional<String> field, Label label, Optional<Condition> where) {
    /** How the number is made, by Kibana's name for it. */
    public enum Operation {
        COUNT("count", "number"),
        SUM("sum", "number"),
        AVERAGE("average", "number"),
        /** Of shares between 0 and 1, shown in percent. */
        AVERAGE_SHARE("average", "number"),
        DISTINCT("unique_count", "number"),
        LATEST("max", "date");

        private final String id;
        private final String dataType;

        Operation(String id, String dataType) {
            this.id = id;
            this.dataType = dataType;
        }

        String id() {
            return id;
        }

        String dataType() {
            return dataType;
        }
    }

    public Measure {
        Objects.requireNonNull(operation, "operation is null");
        Objects.requireNonNull(label, "label is null");
    }

    public static Measure count(String chinese, String english) {
        return new Measure(Operation.COUNT, Optional.empty(), Label.of(chinese, english), Optional.empty());
    }

    public static Measure sum(String field, String chinese, String english) {
        return new Measure(Operation.SUM, Optional.of(field), Label.of(chinese, english), Optional.empty());
    }

    /** The average of those documents that have the field. */
    public static Measure average(String field, String chinese, String english) {
        return new Measure(Operation.AVERAGE, Optional.of(field), Label.of(chinese, english), Optional.empty());
    }

    /** The same of a share between 0 and 1, shown in percent. */
    public static Measure averageShare(String field, String chinese, String english) {
        return new Measure(Operation.AVERAGE_SHARE, Optional.of(field), Label.of(chinese, english), Optional.empty());
    }

    /** How many different values there are, roughly when there are many. */
    public static Measure distinct(String field, String chinese, String english) {
        return new Measure(Operation.DISTINCT, Optional.of(field), Label.of(chinese, english), Optional.empty());
    }

    /** The latest of a date. */
    public static Measure latest(String field, String chinese, String english) {
        return new Measure(Operation.LATEST, Optional.of(field), Label.of(chinese, english), Optional.empty());
    }

    /** The same number of those documents only whose field has the value. */
    public Measure where(String conditionField, String value) {
        return new Measure(operation, field, label, Optional.of(new Condition(conditionField, value)));
    }
}
