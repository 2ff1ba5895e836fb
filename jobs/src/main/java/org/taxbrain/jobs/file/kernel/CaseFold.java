package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One debt, under however many case numbers: its parties, its money, and what its people are told. */
final class CaseFold {
    static final String CASE = "enforcement-case";
    private static final String APPLICANT = "applicant";
    private static final String PRIVATE_LENDING = "private-lending";
    private static final String PREFIX = "case:";
    /** The debt's newest case says what the debt is about and who is owed it now. */
    private static final Comparator<Fact> NEWEST = Comparator.comparing(
                    CaseFold::filedOn, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(Fact::key, CodePoints.ORDER);

    private final CaseSummary money;
    private final TreeMap<String, Party> parties = new TreeMap<>(CodePoints.ORDER);
    private Fact newest;

    /** @param totals of what {@link CaseSummary#measure} takes of the debt's facts */
    CaseFold(Totals totals) {
        this.money = new CaseSummary(totals);
    }

    /** A party, and the row that gives its name: the one of the lowest number. */
    private static final class Party {
        private final TreeSet<String> roles = new TreeSet<>(CodePoints.ORDER);
        private String name;
        private String namedBy;

        void add(String key, Subjects.Mention mention) {
            roles.addAll(mention.roles());
            if (mention.name() != null && (namedBy == null || CodePoints.ORDER.compare(key, namedBy) < 0)) {
                name = mention.name();
                namedBy = key;
            }
        }
    }

    private static LocalDate filedOn(Fact fact) {
        return fact.row().date("filedOn");
    }

    void add(Fact fact) {
        if (!fact.dataset().equals(CASE)) {
            return;
        }
        if (newest == null || NEWEST.compare(fact, newest) > 0) {
            newest = fact;
        }
        fact.row().subjects().of(fact.row().values()).forEach((id, mention) -> {
            if (!SubjectKind.isObject(id)) {
                parties.computeIfAbsent(id, p -> new Party()).add(fact.key(), mention);
            }
        });
    }

    void write(JsonGenerator json) throws IOException {
        money.write(json);
        json.writeArrayFieldStart("parties");
        int left = FileDocument.LIMIT;
        for (Map.Entry<String, Party> party : parties.entrySet()) {
            if (left-- == 0) {
                break;
            }
            json.writeStartObject();
            json.writeStringField("subject", party.getKey());
            Json.texts(json, "roles", party.getValue().roles);
            Json.text(json, "name", party.getValue().name);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A notice and those whom it is for, as their rows present them. */
    record Told(Notice notice, Set<String> people) {}

    /**
     * What the debt has to say: to its parties that it has several numbers, to its applicants that interest is held.
     *
     * @param cases ids of its cases, sorted
     */
    List<Told> notices(Collection<String> cases) {
        List<Told> all = new ArrayList<>();
        if (cases.size() > 1) {
            List<String> numbers =
                    cases.stream().map(id -> id.substring(PREFIX.length())).toList();
            all.add(new Told(new Debt(numbers), parties.keySet()));
        }
        if (newest != null && PRIVATE_LENDING.equals(newest.row().text("cause"))) {
            money.interest()
                    .ifPresent(held -> all.add(new Told(held, newest.row().subjectsIn(APPLICANT))));
        }
        return all;
    }
}
