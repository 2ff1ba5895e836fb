package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The positions of one taxpayer's file: those that the taxpayer holds, and those that others hold at it. The other side
 * stands as its row presents it: its own file is the one whose identifiers hold that id. Nothing else of it is told here.
 */
final class Positions {
    private static final String DATASET = "position-holder";
    /** Role of the registration at which a position is held. */
    private static final String BUSINESS = "business";

    /** The lists, for files with so many positions (an agent's) that they are not read one by one. */
    static final List<View> VIEWS = List.of(Side.values());

    private final Map<Side, Listing> sides = new EnumMap<>(Side.class);

    /** A list of the document: of the positions that the taxpayer holds, or of those that others hold at it. */
    private enum Side implements View {
        HELD("positions") {
            @Override
            void other(JsonGenerator json, Fact fact) throws IOException {
                json.writeStringField(
                        "business", fact.row().subjectsIn(BUSINESS).iterator().next());
                Json.text(json, "name", fact.row().text("businessName"));
            }
        },
        HOLDERS("positionHolders") {
            @Override
            void other(JsonGenerator json, Fact fact) throws IOException {
                json.writeStringField(
                        "holder",
                        fact.row()
                                .subjectsIn(fact.row().text("kind"))
                                .iterator()
                                .next());
                Json.text(json, "name", fact.row().text("name"));
            }
        };

        private final String field;

        Side(String field) {
            this.field = field;
        }

        @Override
        public String id() {
            return DATASET + '/' + field;
        }

        @Override
        public String dataset() {
            return DATASET;
        }

        @Override
        public boolean holds(Fact fact) {
            return fact.dataset().equals(DATASET) && fact.mention().roles().contains(BUSINESS) == (this == HOLDERS);
        }

        @Override
        public void write(JsonGenerator json, Fact fact) throws IOException {
            json.writeStartObject();
            json.writeStringField("key", fact.key());
            other(json, fact);
            Json.text(json, "kind", fact.row().text("kind"));
            Json.text(json, "from", fact.row().date("from"));
            Json.text(json, "to", fact.row().date("to"));
            json.writeEndObject();
        }

        /** Writes who stands on the other side of a position. */
        abstract void other(JsonGenerator json, Fact fact) throws IOException;
    }

    /** Those of one side: all are counted, the first ones kept. */
    private static final class Listing {
        private final TreeSet<Fact> items = new TreeSet<>(Fact.ITEMS);
        private long count;

        void add(Fact fact) {
            count++;
            items.add(fact);
            if (items.size() > FileDocument.LIMIT) {
                items.pollLast();
            }
        }
    }

    void add(Fact fact) {
        for (Side side : Side.values()) {
            if (side.holds(fact)) {
                sides.computeIfAbsent(side, s -> new Listing()).add(fact);
            }
        }
    }

    void write(JsonGenerator json, LargeSections large) throws IOException {
        for (Side side : Side.values()) {
            LargeSections.Shown shown = large.list(side.id());
            Listing listing = sides.get(side);
            if (shown != null && shown.count() > 0) {
                json.writeObjectFieldStart(side.field);
                json.writeNumberField("count", shown.count());
                json.writeFieldName("items");
                Json.written(json, shown.items());
                json.writeEndObject();
            } else if (listing != null) {
                write(json, side, listing);
            }
        }
    }

    private static void write(JsonGenerator json, Side side, Listing listing) throws IOException {
        json.writeObjectFieldStart(side.field);
        json.writeNumberField("count", listing.count);
        json.writeArrayFieldStart("items");
        for (Fact fact : listing.items) {
            side.write(json, fact);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
