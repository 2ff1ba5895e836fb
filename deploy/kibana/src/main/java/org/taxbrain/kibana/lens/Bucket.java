package org.taxbrain.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import org.taxbrain.kibana.Language;
import org.taxbrain.kibana.view.DataView;

/** By what documents are told apart. */
public sealed interface Bucket {
    String field();

    /** As a column of a Lens layer. */
    ObjectNode column(DataView view, Language language);

    /**
     * By a field's values, the most frequent first; the rest is told together, so that the parts make the whole.
     *
     * @param size how many values are told one by one
     */
    record Values(String field, Type type, int size) implements Bucket {
        public Values {
            Objects.requireNonNull(field, "field is null");
            Objects.requireNonNull(type, "type is null");
        }

        /** Of a text; documents without one are a group of their own. */
        public static Values ofText(String field, int size) {
            return new Values(field, Type.TEXT, size);
        }

        /** Of a number; documents without one are left out, as Kibana can tell of missing texts only. */
        public static Values ofNumber(String field, int size) {
            return new Values(field, Type.NUMBER, size);
        }

        /** Of true and false; documents with neither are left out. */
        public static Values ofYesNo(String field) {
            return new Values(field, Type.YES_NO, 2);
        }

        @Override
        public ObjectNode column(DataView view, Language language) {
            return Columns.of(this, view, language);
        }
    }

    /** By the calendar. */
    record Calendar(String field, Step step) implements Bucket {
        public Calendar {
            Objects.requireNonNull(field, "field is null");
            Objects.requireNonNull(step, "step is null");
        }

        @Override
        public ObjectNode column(DataView view, Language language) {
            return Columns.of(this, view, language);
        }
    }

    /** What the values are, by Kibana's name for it. */
    enum Type {
        TEXT("string"),
        NUMBER("number"),
        YES_NO("boolean");

        private final String id;

        Type(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    /** A step of the calendar. */
    enum Step {
        DAY("d"),
        MONTH("M"),
        YEAR("y");

        private final String interval;

        Step(String interval) {
            this.interval = interval;
        }

        /** What Kibana calls it. */
        public String interval() {
            return interval;
        }
    }
}
