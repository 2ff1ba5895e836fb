package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keyed by a unit or a case: folds its facts into its document, and tells the holders of a unit and the applicants of a case
 * what concerns them, by notices to the ids under which their rows present them.
 */
public final class ObjectFold {
    private static final String CASE = "enforcement-case";
    private static final String APPLICANT = "applicant";
    private static final String PRIVATE_LENDING = "private-lending";

    private final RowReader reader;
    private final String ruleRevision;
    private final State state;

    /**
     * What the stage keeps of one object.
     *
     * @param entries the facts, by slot
     * @param written digest of the document as last written
     * @param notices digest of what each presented id was last told, by the notice's slot and the id
     */
    public record State(Table<byte[]> entries, Cell<byte[]> written, Table<byte[]> notices) {}

    public ObjectFold(RowReader reader, String ruleRevision, State state) {
        this.reader = reader;
        this.ruleRevision = ruleRevision;
        this.state = state;
    }

    /** Takes a message to the object; {@link #emit} says what follows from it and from those that came with it. */
    public void accept(Message message) {
        if (message.body() == null) {
            state.entries.remove(message.slot());
        } else {
            state.entries.put(message.slot(), message.body());
        }
    }

    /** The topic may hold another version of the object's document than the state believes: {@link #emit} writes it again. */
    public void doubt() {
        state.written.set(Digests.UNKNOWN);
    }

    /**
     * Writes what changed since it was last written.
     *
     * @param urgent whether the notices are
     * @return how many facts the object has
     */
    public int emit(String object, boolean urgent, Consumer<Result> results, Consumer<Message> notices) {
        Gathered gathered = new Gathered(object);
        for (Map.Entry<String, byte[]> entry : state.entries.entries()) {
            gathered.add(Fact.of(reader.read(entry.getValue()), object));
        }
        Documents.write(state.written, SubjectKind.index(object), object, gathered.json(ruleRevision), results);
        Told.tell(state.notices, gathered.notices(), urgent, notices);
        return gathered.facts;
    }

    /** One reading of an object's facts. */
    private static final class Gathered {
        private final String object;
        private final boolean isCase;
        private final FileDocument document;
        private final CaseSummary money = new CaseSummary();
        private final UnitSummary unit;
        private int facts;
        private Fact caseRow;

        Gathered(String object) {
            this.object = object;
            this.isCase = SubjectKind.of(object).equals(CASE);
            this.document = new FileDocument(object);
            this.unit = new UnitSummary(object);
        }

        void add(Fact fact) {
            facts++;
            document.add(fact);
            if (!isCase) {
                unit.add(fact);
                return;
            }
            money.add(fact);
            if (fact.dataset().equals(CASE) && (caseRow == null || Fact.ITEMS.compare(fact, caseRow) < 0)) {
                caseRow = fact;
            }
        }

        String json(String ruleRevision) {
            if (document.isEmpty()) {
                return null;
            }
            return document.json(ruleRevision, isCase ? money::write : unit::write, json -> {}, List.of());
        }

        private Optional<InterestHeld> interest() {
            boolean concerned =
                    caseRow != null && PRIVATE_LENDING.equals(caseRow.row().text("cause"));
            return concerned ? money.interest() : Optional.empty();
        }

        /** Whom to tell what: bodies by slot and presented id. */
        Map<String, byte[]> notices() {
            if (!isCase) {
                UnitState burdens = unit.state();
                return burdens.hasBurden() ? to(unit.holders(), burdens) : Map.of();
            }
            return interest().map(held -> to(applicants(), held)).orElse(Map.of());
        }

        private Map<String, byte[]> to(Set<String> people, Notice notice) {
            byte[] body = notice.encode();
            String slot = Slot.notice(notice.kind(), object);
            Map<String, byte[]> due = new HashMap<>();
            people.forEach(person -> due.put(Slot.presented(slot, person), body));
            return due;
        }

        private Set<String> applicants() {
            Set<String> people = new HashSet<>();
            caseRow.row().subjects().of(caseRow.row().values()).forEach((subject, mention) -> {
                if (mention.roles().contains(APPLICANT)) {
                    people.add(subject);
                }
            });
            return people;
        }
    }
}
