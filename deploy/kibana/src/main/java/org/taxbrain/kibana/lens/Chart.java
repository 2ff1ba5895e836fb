package org.taxbrain.kibana.lens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** How numbers are drawn. */
public sealed interface Chart {
    /** By what documents are told apart, outermost first. */
    List<Bucket> buckets();

    /** What is told of each group. */
    List<Measure> measures();

    /** The kind of Lens visualisation. */
    String type();

    /** Which column is which part of the picture, as Lens keeps it. */
    ObjectNode drawing();

    /** One number. */
    record Metric(Measure measure) implements Chart {
        @Override
        public List<Bucket> buckets() {
            return List.of();
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public String type() {
            return "lnsMetric";
        }

        @Override
        public ObjectNode drawing() {
            return Drawing.of(this);
        }
    }

    /**
     * Bars or lines over an axis.
     *
     * @param split what each bar, or the lines, are divided by
     */
    record Series(Shape shape, Bucket axis, Optional<Bucket> split, List<Measure> measures) implements Chart {
        public Series {
            measures = List.copyOf(measures);
        }

        @Override
        public List<Bucket> buckets() {
            return split.isPresent() ? List.of(split.get(), axis) : List.of(axis);
        }

        @Override
        public String type() {
            return "lnsXY";
        }

        @Override
        public ObjectNode drawing() {
            return Drawing.of(this);
        }
    }

    /** How a series is drawn, by Kibana's name for it. */
    enum Shape {
        /** Bars beside a list of names, which are long in Chinese offices. */
        BARS("bar_horizontal_stacked"),
        COLUMNS("bar_stacked"),
        LINES("line");

        private final String id;

        Shape(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    /** Parts of a whole. */
    record Donut(Bucket bucket, Measure measure) implements Chart {
        @Override
        public List<Bucket> buckets() {
            return List.of(bucket);
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public String type() {
            return "lnsPie";
        }

        @Override
        public ObjectNode drawing() {
            return Drawing.of(this);
        }
    }

    /** Rows, one a group. */
    record Table(List<Bucket> buckets, List<Measure> measures) implements Chart {
        public Table {
            buckets = List.copyOf(buckets);
            measures = List.copyOf(measures);
        }

        @Override
        public String type() {
            return "lnsDatatable";
        }

        @Override
        public ObjectNode drawing() {
            return Drawing.of(this);
        }
    }

    /** Cells of two axes, the darker the more. */
    record HeatMap(Bucket across, Bucket down, Measure measure) implements Chart {
        @Override
        public List<Bucket> buckets() {
            return List.of(across, down);
        }

        @Override
        public List<Measure> measures() {
            return List.of(measure);
        }

        @Override
        public String type() {
            return "lnsHeatmap";
        }

        @Override
        public ObjectNode drawing() {
            return Drawing.of(this);
        }
    }
}
