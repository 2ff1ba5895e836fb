package org.taxbrain.jobs.file.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keyed by a unit or a case: folds its facts into its document, and tells the holders of a unit and the parties of a case
 * what concerns them, by notices to the ids under which their rows present them. A case's facts come from
 * {@link IdentityStage}, with the number that each was presented under; nobody speaks for a unit but its own number.
 */
public final class ObjectFold {
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
            gathered.add(Fact.of(reader.read(entry.getValue()), gathered.presentedAs(entry.getKey())));
        }
        Documents.write(state.written, SubjectKind.index(object), object, gathered.json(ruleRevision), results);
        Told.tell(state.notices, gathered.notices(), urgent, notices);
        return gathered.facts;
    }

    /** One reading of an object's facts. */
    private static final class Gathered {
        private final String object;
        private final FileDocument document;
        /** One of the two is null. */
        private final CaseFold debt;

        private final UnitSummary unit;
        private int facts;

        Gathered(String object) {
            this.object = object;
            this.document = new FileDocument(object);
            boolean isCase = SubjectKind.isCase(object);
            this.debt = isCase ? new CaseFold(object) : null;
            this.unit = isCase ? null : new UnitSummary(object);
        }

        String presentedAs(String slot) {
            return debt == null ? object : Slot.presentedAs(slot);
        }

        void add(Fact fact) {
            facts++;
            document.add(fact);
            if (debt == null) {
                unit.add(fact);
            } else {
                debt.add(fact);
            }
        }

        String json(String ruleRevision) {
            if (document.isEmpty()) {
                return null;
            }
            return document.json(ruleRevision, debt == null ? unit::write : debt::write, json -> {}, List.of());
        }

        /** Whom to tell what: bodies by slot and presented id. */
        Map<String, byte[]> notices() {
            Map<String, byte[]> due = new HashMap<>();
            if (debt == null) {
                UnitState burdens = unit.state();
                if (burdens.hasBurden()) {
                    tell(burdens, unit.holders(), due);
                }
            } else {
                debt.notices().forEach(told -> tell(told.notice(), told.people(), due));
            }
            return due;
        }

        private void tell(Notice notice, Set<String> people, Map<String, byte[]> due) {
            byte[] body = notice.encode();
            String slot = Slot.notice(notice.kind(), object);
            people.forEach(person -> due.put(Slot.presented(slot, person), body));
        }
    }
}
