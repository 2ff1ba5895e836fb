package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.index.RowJson;

/** Gathers a subject's facts, in any order, into its document. Holds at most {@link #LIMIT} rows of each dataset. */
final class FileDocument {
    /** Items, names and identifiers that a document shows; {@code count} counts all. */
    static final int LIMIT = 200;

    private final String subject;
    private final Map<String, Section> sections = new TreeMap<>(CodePoints.ORDER);
    private final TreeSet<String> names = new TreeSet<>(CodePoints.ORDER);
    private final TreeSet<String> identifiers = new TreeSet<>(CodePoints.ORDER);
    private Fact naming;

    FileDocument(String subject) {
        this.subject = subject;
        identifiers.add(subject);
    }

    private static final class Section {
        private final TreeSet<Fact> items = new TreeSet<>(Fact.ITEMS);
        private long count;
    }

    void add(Fact fact) {
        Section section = sections.computeIfAbsent(fact.dataset(), d -> new Section());
        section.count++;
        section.items.add(fact);
        cut(section.items);
        identifiers.add(fact.presentedAs());
        cut(identifiers);
        if (fact.mention().name() != null) {
            names.add(fact.mention().name());
            cut(names);
            if (naming == null || outranks(fact, naming)) {
                naming = fact;
            }
        }
    }

    private static void cut(TreeSet<?> sorted) {
        if (sorted.size() > LIMIT) {
            sorted.pollLast();
        }
    }

    /** Lowest (nameRank, dataset, key, name) names the file. */
    private static boolean outranks(Fact a, Fact b) {
        int c = Integer.compare(a.mention().nameRank(), b.mention().nameRank());
        c = c != 0 ? c : CodePoints.ORDER.compare(a.dataset(), b.dataset());
        c = c != 0 ? c : CodePoints.ORDER.compare(a.key(), b.key());
        c = c != 0
                ? c
                : CodePoints.ORDER.compare(a.mention().name(), b.mention().name());
        return c < 0;
    }

    boolean isEmpty() {
        return sections.isEmpty();
    }

    /** The name that the file shows, or null. */
    String name() {
        return naming == null ? null : naming.mention().name();
    }

    /**
     * The document.
     *
     * @param summary writes the fields of the object {@code summary}
     * @param further writes what else this kind of document has beside its sections
     * @param reminders rules of which a reminder is open, sorted
     */
    String json(String ruleRevision, Json.Part summary, Json.Part further, Collection<String> reminders) {
        return Json.object(json -> {
            json.writeStringField("subject", subject);
            json.writeStringField("kind", SubjectKind.of(subject));
            Json.text(json, "name", name());
            Json.texts(json, "names", names);
            Json.texts(json, "identifiers", identifiers);
            json.writeStringField("ruleRevision", ruleRevision);
            json.writeObjectFieldStart("summary");
            summary.write(json);
            json.writeEndObject();
            further.write(json);
            json.writeObjectFieldStart("sections");
            for (Map.Entry<String, Section> section : sections.entrySet()) {
                json.writeObjectFieldStart(section.getKey());
                json.writeNumberField("count", section.getValue().count);
                json.writeArrayFieldStart("items");
                for (Fact fact : section.getValue().items) {
                    item(json, fact);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndObject();
            Json.texts(json, "reminders", reminders);
        });
    }

    private static void item(JsonGenerator json, Fact fact) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", fact.key());
        Json.texts(json, "roles", fact.mention().roles());
        json.writeStringField("presentedAs", fact.presentedAs());
        json.writeObjectFieldStart("data");
        RowJson.fields(json, fact.row().dataset().fields(), fact.row().values());
        json.writeEndObject();
        RowJson.source(json, fact.row().meta());
        json.writeEndObject();
    }
}
