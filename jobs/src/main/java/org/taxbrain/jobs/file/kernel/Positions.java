package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * The positions of one taxpayer's file: those that the taxpayer holds, and those that others hold at it. The other side
 * stands as its row presents it: its own file is the one whose identifiers hold that id. Nothing else of it is told here.
 */
final class Positions {
    private static final String DATASET = "position-holder";
    /** Role of the registration at which a position is held. */
    private static final String BUSINESS = "business";

    private static final Comparator<Fact> BY_KEY = Comparator.comparing(Fact::key, CodePoints.ORDER);

    private final Side held = new Side();
    private final Side holders = new Side();

    /** Those of one side: all are counted, the first ones kept. */
    private static final class Side {
        private final TreeSet<Fact> items = new TreeSet<>(BY_KEY);
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
        if (fact.dataset().equals(DATASET)) {
            (fact.mention().roles().contains(BUSINESS) ? holders : held).add(fact);
        }
    }

    void write(JsonGenerator json) throws IOException {
        write(json, "positions", held, Positions::business);
        write(json, "positionHolders", holders, Positions::holder);
    }

    /** Writes who stands on the other side of a position. */
    private interface Other {
        void write(JsonGenerator json, Fact fact) throws IOException;
    }

    private static void write(JsonGenerator json, String name, Side side, Other other) throws IOException {
        if (side.count == 0) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", side.count);
        json.writeArrayFieldStart("items");
        for (Fact fact : side.items) {
            json.writeStartObject();
            json.writeStringField("key", fact.key());
            other.write(json, fact);
            Json.text(json, "kind", fact.row().text("kind"));
            Json.text(json, "from", fact.row().date("from"));
            Json.text(json, "to", fact.row().date("to"));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void business(JsonGenerator json, Fact fact) throws IOException {
        json.writeStringField(
                "business", fact.row().subjectsIn(BUSINESS).iterator().next());
        Json.text(json, "name", fact.row().text("businessName"));
    }

    private static void holder(JsonGenerator json, Fact fact) throws IOException {
        json.writeStringField(
                "holder",
                fact.row().subjectsIn(fact.row().text("kind")).iterator().next());
        Json.text(json, "name", fact.row().text("name"));
    }
}
