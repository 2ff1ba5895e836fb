package org.taxbrain.schemas.index;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.index.IndexDefinition.Refresh;

/** Derives every index from the declared datasets: whatever a clean row can hold has a place in the mapping, and nothing else has. */
public final class IndexDefinitions {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private IndexDefinitions() {}

    /** The indices of a catalogue: files, reminders, findings, quarantine, books, health of feeds, and one per dataset whose rows are documents. */
    public static List<IndexDefinition> of(Collection<Dataset> datasets) {
        List<IndexDefinition> all = new ArrayList<>();
        for (String kind : IndexNames.FILES) {
            all.add(define(kind, Refresh.PROMPT, file(kind, datasets)));
        }
        all.add(define(IndexNames.REMINDER, Refresh.SOON, reminder()));
        all.add(define(IndexNames.FINDING, Refresh.SOON, finding()));
        all.add(define(IndexNames.QUARANTINE, Refresh.SOON, quarantine()));
        all.add(define(IndexNames.BOOKS, Refresh.SOON, books()));
        all.add(define(IndexNames.FEED_HEALTH, Refresh.SOON, feedHealth()));
        all.add(define(IndexNames.FACT_VERSION, Refresh.SELDOM, factVersion()));
        for (Dataset dataset : datasets) {
            if (dataset.descriptor().records()) {
                all.add(define(IndexNames.record(dataset.id()), Refresh.SOON, row(dataset)));
            }
        }
        return all;
    }

    private static IndexDefinition define(String alias, Refresh refresh, ObjectNode properties) {
        // what has become of the document itself: a soft delete keeps its version, so that an older write can't revive
        // it
        properties.set("deleted", type("boolean"));
        properties.set("deletedAt", type("date"));
        return new IndexDefinition(alias, refresh, object(properties).toString());
    }

    private static ObjectNode file(String kind, Collection<Dataset> datasets) {
        ObjectNode sections = JSON.objectNode();
        for (Dataset dataset : datasets) {
            if (dataset.descriptor().subjects().stream().anyMatch(s -> s.kind().equals(kind))) {
                sections.set(dataset.id(), section(dataset, kind));
            }
        }
        ObjectNode properties = JSON.objectNode();
        properties.set("subject", keyword());
        properties.set("kind", keyword());
        properties.set("name", words());
        properties.set("names", words());
        properties.set("identifiers", keyword());
        properties.set("ruleRevision", keyword());
        properties.set("summary", object(summary(kind)));
        if (kind.equals(IndexNames.TAXPAYER)) {
            properties.set("units", unitsHeld());
            properties.set("unitCount", type("long"));
            properties.set("relatives", relatives());
            properties.set("debts", debts());
            properties.set("debtCount", type("long"));
            properties.set("positions", positions("business"));
            properties.set("positionHolders", positions("holder"));
        }
        properties.set("sections", object(sections));
        properties.set("reminders", keyword());
        return properties;
    }

    private static ObjectNode summary(String kind) {
        ObjectNode summary = JSON.objectNode();
        switch (kind) {
            case IndexNames.TAXPAYER -> summary.set("openArrears", type("long"));
            case IndexNames.PROPERTY_UNIT -> {
                summary.set("division", keyword());
                for (String number : List.of(
                        "activeRights",
                        "activeHolders",
                        "activeShares",
                        "activeMortgages",
                        "secured",
                        "openApplications")) {
                    summary.set(number, type("long"));
                }
                summary.set("seizures", seizures());
                ObjectNode transfer = JSON.objectNode();
                transfer.set("rightNo", keyword());
                transfer.set("registeredOn", date());
                transfer.set("cancelledOn", date());
                summary.set("transfers", nested(transfer));
            }
            case IndexNames.ENFORCEMENT_CASE -> {
                for (String sum : List.of(
                        "interestReceived",
                        "interestPaidOut",
                        "interestHeld",
                        "principalReceived",
                        "principalPaidOut",
                        "costsReceived",
                        "costsPaidOut")) {
                    summary.set(sum, type("long"));
                }
                summary.set("splitUnknown", type("boolean"));
                ObjectNode party = JSON.objectNode();
                party.set("subject", keyword());
                party.set("roles", keyword());
                party.set("name", words());
                summary.set("parties", nested(party));
            }
            default -> throw new IllegalArgumentException("no such kind of file: " + kind);
        }
        return summary;
    }

    /** What burdens the units that a taxpayer holds. */
    private static ObjectNode unitsHeld() {
        ObjectNode unit = JSON.objectNode();
        unit.set("unit", keyword());
        unit.set("mortgaged", type("boolean"));
        unit.set("secured", type("long"));
        unit.set("seizures", seizures());
        return nested(unit);
    }

    /** What the relatives of a person told of themselves. */
    private static ObjectNode relatives() {
        ObjectNode homes = JSON.objectNode();
        homes.set("count", type("long"));
        homes.set("units", keyword());
        ObjectNode year = JSON.objectNode();
        year.set("year", type("long"));
        year.set("selfPay", type("long"));
        ObjectNode relative = JSON.objectNode();
        relative.set("relation", keyword());
        relative.set("from", date());
        relative.set("to", date());
        relative.set("person", keyword());
        relative.set("homes", object(homes));
        relative.set("medicalYears", nested(year));
        return nested(relative);
    }

    /** Debts of a taxpayer's that the court has under several case numbers. */
    private static ObjectNode debts() {
        ObjectNode debt = JSON.objectNode();
        debt.set("case", keyword());
        debt.set("numbers", keyword());
        return nested(debt);
    }

    /** Positions of one side; {@code other} names who stands on the other. */
    private static ObjectNode positions(String other) {
        ObjectNode position = JSON.objectNode();
        position.set("key", keyword());
        position.set(other, keyword());
        position.set("name", words());
        position.set("kind", keyword());
        position.set("from", date());
        position.set("to", date());
        ObjectNode positions = JSON.objectNode();
        positions.set("count", type("long"));
        positions.set("items", nested(position));
        return object(positions);
    }

    private static ObjectNode seizures() {
        ObjectNode seizure = JSON.objectNode();
        seizure.set("number", keyword());
        seizure.set("kind", keyword());
        seizure.set("from", date());
        seizure.set("effectiveTo", date());
        return nested(seizure);
    }

    private static ObjectNode section(Dataset dataset, String kind) {
        ObjectNode item = JSON.objectNode();
        item.set("key", looked(keyword()));
        item.set("roles", looked(keyword()));
        // the file's identifiers have it
        item.set("presentedAs", kept(keyword()));
        item.set("data", object(fields(dataset.fields(), field -> itemText(dataset, field, kind))));
        // only read with the file: where a row came from is searched in the rows' own index
        item.set("source", type("object").put("enabled", false));
        ObjectNode section = JSON.objectNode();
        section.set("count", type("long"));
        // nested: "a right of this kind in that share" must not match across two rights of one subject
        section.set("items", nested(item));
        return object(section);
    }

    /**
     * Every text of every row in a file costs each refresh: it is found by its value, and not sorted or counted by. Nor are names
     * in a taxpayer's rows found by words: the file's own names are, and other people have files of theirs.
     */
    private static ObjectNode itemText(Dataset dataset, Field field, String kind) {
        boolean isNameInTaxpayersFile =
                kind.equals(IndexNames.TAXPAYER) && PersonalKind.of(dataset, field) == PersonalKind.NAME;
        return PersonalKind.isSearchedByWords(dataset, field) && !isNameInTaxpayersFile
                ? withWords(looked(keyword()))
                : looked(keyword());
    }

    private static ObjectNode row(Dataset dataset) {
        ObjectNode row = JSON.objectNode();
        row.set("key", keyword());
        row.set(
                "data",
                object(fields(
                        dataset.fields(),
                        field -> PersonalKind.isSearchedByWords(dataset, field) ? words() : keyword())));
        row.set("source", object(source()));
        return row;
    }

    /** What is only read with the row is not indexed, what is looked up is not sorted by. */
    private static ObjectNode source() {
        ObjectNode source = JSON.objectNode();
        source.set("position", kept(keyword()));
        source.set("batch", looked(keyword()));
        source.set("sourceTime", kept(type("date")));
        source.set("landedAt", compared(type("date")));
        source.set("descriptorHash", looked(keyword()));
        ObjectNode remark = JSON.objectNode();
        remark.set("field", looked(keyword()));
        remark.set("rule", looked(keyword()));
        source.set("remarks", object(remark));
        return source;
    }

    private static ObjectNode fields(List<Field> fields, Function<Field, ObjectNode> text) {
        ObjectNode properties = JSON.objectNode();
        for (Field field : fields) {
            properties.set(field.name(), field(field, text));
        }
        return properties;
    }

    private static ObjectNode field(Field field, Function<Field, ObjectNode> text) {
        return switch (field.type()) {
            case STRING -> text.apply(field);
            case LONG, MONEY -> type("long");
            case DECIMAL -> type("double");
            case POINT -> type("geo_point");
            case DATE -> date();
            case TIMESTAMP -> type("date");
            case BOOLEAN -> type("boolean");
            case LIST -> object(fields(field.children(), text));
        };
    }

    private static ObjectNode reminder() {
        ObjectNode properties = JSON.objectNode();
        for (String text : List.of(
                "rule",
                "subjectHash",
                "subjectMasked",
                "name",
                "office",
                "fact",
                "rate",
                "ruleRevision",
                "legalBasis")) {
            properties.set(text, keyword());
        }
        properties.set("base", type("long"));
        properties.set("from", date());
        properties.set("asOf", date());
        properties.set("askCourt", type("boolean"));
        return properties;
    }

    private static ObjectNode finding() {
        ObjectNode properties = JSON.objectNode();
        for (String text : List.of("kind", "job", "what", "message")) {
            properties.set(text, keyword());
        }
        properties.set("open", type("boolean"));
        properties.set("foundAt", type("date"));
        return properties;
    }

    private static ObjectNode quarantine() {
        ObjectNode properties = JSON.objectNode();
        for (String text :
                List.of("id", "dataset", "department", "batch", "position", "field", "rule", "message", "keyHash")) {
            properties.set(text, keyword());
        }
        properties.set("landedAt", type("date"));
        return properties;
    }

    private static ObjectNode books() {
        ObjectNode properties = JSON.objectNode();
        for (String text : List.of("dataset", "batch", "department", "faults")) {
            properties.set(text, keyword());
        }
        ObjectNode amounts = JSON.objectNode();
        amounts.set("field", keyword());
        for (String part : List.of("sent", "arrived", "landed", "clean", "quarantined", "superseded", "duplicate")) {
            properties.set(part, type("long"));
            amounts.set(part, type("double"));
        }
        properties.set("accepted", type("long"));
        properties.set("unanswered", type("long"));
        properties.set("amounts", object(amounts));
        properties.set("balanced", type("boolean"));
        properties.set("businessDate", date());
        properties.set("firstLandedAt", type("date"));
        properties.set("lastLandedAt", type("date"));
        return properties;
    }

    private static ObjectNode feedHealth() {
        ObjectNode properties = JSON.objectNode();
        for (String text :
                List.of("dataset", "department", "extraColumns", "newColumns", "goneColumns", "promise", "warnings")) {
            properties.set(text, keyword());
        }
        properties.set("day", date());
        properties.set("agreementExpiry", date());
        for (String count : List.of(
                "rows", "deletions", "clean", "quarantined", "superseded", "duplicate", "delivered", "refused")) {
            properties.set(count, type("long"));
        }
        properties.set("rejectedShare", type("double"));
        properties.set("usualRows", type("double"));
        properties.set("deliveredAt", type("date"));
        properties.set("dueAt", type("date"));
        properties.set("late", type("boolean"));
        properties.set("lastLandedAt", type("date"));
        ObjectNode field = JSON.objectNode();
        field.set("field", keyword());
        field.set("source", keyword());
        for (String measure : List.of("absentShare", "usualAbsentShare", "drift")) {
            field.set(measure, type("double"));
        }
        properties.set("fields", nested(field));
        return properties;
    }

    /** What versions are found by; the version itself is kept as it was accepted, and not searched. */
    private static ObjectNode factVersion() {
        ObjectNode properties = JSON.objectNode();
        properties.set("dataset", keyword());
        properties.set("row", keyword());
        properties.set("sequence", type("long"));
        for (String ids : List.of("subjects", "aliases", "canonical")) {
            properties.set(ids, keyword().put("doc_values", false));
        }
        properties.set("knownAt", type("date"));
        properties.set("validFrom", date());
        properties.set("validTo", date());
        properties.set("version", type("binary"));
        return properties;
    }

    private static ObjectNode keyword() {
        // Lucene takes terms of up to 32,766 bytes; a longer text stays in the document, only its term is left out
        return type("keyword").put("ignore_above", 8191);
    }

    /** Stays in the document only. */
    private static ObjectNode kept(ObjectNode field) {
        return field.put("index", false).put("doc_values", false);
    }

    /** Found by its value, not sorted or counted by. */
    private static ObjectNode looked(ObjectNode field) {
        return field.put("doc_values", false);
    }

    /** Compared with a range among documents found by something else. */
    private static ObjectNode compared(ObjectNode field) {
        return field.put("index", false);
    }

    private static ObjectNode words() {
        return withWords(keyword());
    }

    private static ObjectNode withWords(ObjectNode keyword) {
        // names and addresses are found by words, not ranked by how many they have: norms cost each refresh
        keyword.putObject("fields").set("text", type("text").put("norms", false));
        return keyword;
    }

    private static ObjectNode type(String type) {
        return JSON.objectNode().put("type", type);
    }

    private static ObjectNode date() {
        return type("date").put("format", "strict_date");
    }

    private static ObjectNode nested(ObjectNode properties) {
        return type("nested").put("dynamic", "strict").set("properties", properties);
    }

    private static ObjectNode object(ObjectNode properties) {
        return JSON.objectNode().put("dynamic", "strict").set("properties", properties);
    }
}
