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
    private Naming naming;

    FileDocument(String subject) {
        this.subject = subject;
        identifiers.add(subject);
    }

    private static final class Section {
        private final TreeSet<Fact> items = new TreeSet<>(Fact.ITEMS);
        private long count;
        /** The items as they stand in the document; null: they are in {@link #items}. */
        private byte[] written;
    }

    void add(Fact fact) {
        Section section = sections.computeIfAbsent(fact.dataset(), d -> new Section());
        section.count++;
        section.items.add(fact);
        cut(section.items);
        addIdentifier(fact.presentedAs());
        if (fact.mention().name() != null) {
            addName(fact.mention().name());
            add(Naming.of(fact));
        }
    }

    /** A whole section, whose names and identifiers are added apart; it is not to have facts added one by one, too. */
    void add(String dataset, long count, byte[] items) {
        Section section = new Section();
        section.count = count;
        section.written = items;
        sections.put(dataset, section);
    }

    /** A name that the file can be shown under; null: none. */
    void add(Naming offered) {
        naming = Naming.lower(naming, offered);
    }

    void addName(String name) {
        names.add(name);
        cut(names);
    }

    void addIdentifier(String id) {
        identifiers.add(id);
        cut(identifiers);
    }

    private static void cut(TreeSet<?> sorted) {
        if (sorted.size() > LIMIT) {
            sorted.pollLast();
        }
    }

    boolean isEmpty() {
        return sections.isEmpty();
    }

    /** The subject and the ids under which facts present it, sorted; the first of them. */
    Collection<String> identifiers() {
        return identifiers;
    }

    /** The name that the file shows, or null. */
    String name() {
        return naming == null ? null : naming.name();
    }

    /**
     * The document, in UTF-8.
     *
     * @param summary writes the fields of the object {@code summary}
     * @param further writes what else this kind of document has beside its sections
     * @param reminders rules of which a reminder is open, sorted
     */
    byte[] json(String ruleRevision, Json.Part summary, Json.Part further, Collection<String> reminders) {
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
                items(json, section.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            Json.texts(json, "reminders", reminders);
        });
    }

    private static void items(JsonGenerator json, Section section) throws IOException {
        if (section.written != null) {
            json.writeFieldName("items");
            Json.written(json, section.written);
            return;
        }
        json.writeArrayFieldStart("items");
        for (Fact fact : section.items) {
            item(json, fact);
        }
        json.writeEndArray();
    }

    /** Writes a row as it stands in its section. */
    static void item(JsonGenerator json, Fact fact) throws IOException {
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
