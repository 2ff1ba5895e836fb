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
    private static final LargeSections.Needs OF_UNITS =
            new LargeSections.Needs(UnitSummary.READ_WHOLE, List.of(), UnitSummary::measure);
    /** The rows of a debt's cases are few: one for each of its numbers. */
    private static final LargeSections.Needs OF_CASES =
            new LargeSections.Needs(Set.of(CaseFold.CASE), List.of(), CaseSummary::measure);

    private final RowReader reader;
    private final String ruleRevision;
    private final State state;
    private final int mostFacts;

    /**
     * What the stage keeps of one object.
     *
     * @param entries the facts, by slot
     * @param written digest of the document as last written
     * @param notices digest of what each presented id was last told, by the notice's slot and the id
     * @param large facts of sections that are too large to be read whole for each change
     */
    public record State(
            Table<byte[]> entries,
            Cell<byte[]> written,
            Cell<Map<String, byte[]>> notices,
            LargeSections.State large) {}

    public ObjectFold(RowReader reader, String ruleRevision, State state) {
        this(reader, ruleRevision, state, LargeSections.MOST);
    }

    /** @param mostFacts of a section that is read whole for each change */
    ObjectFold(RowReader reader, String ruleRevision, State state, int mostFacts) {
        this.reader = reader;
        this.ruleRevision = ruleRevision;
        this.state = state;
        this.mostFacts = mostFacts;
    }

    /** Takes a message to the object; {@link #emit} says what follows from it and from those that came with it. */
    public void accept(Message message) {
        String object = message.target();
        boolean isCase = SubjectKind.isCase(object);
        large(object)
                .accept(
                        entries(object),
                        isCase ? message.slot() : Slot.presented(message.slot(), object),
                        message.body());
    }

    private LargeSections large(String object) {
        return new LargeSections(reader, state.large, mostFacts, SubjectKind.isCase(object) ? OF_CASES : OF_UNITS);
    }

    /** The entries by slots that carry the presented id; nobody presents a unit but by its own number, so theirs do not. */
    private Table<byte[]> entries(String object) {
        return SubjectKind.isCase(object) ? state.entries : new PresentedAs(object, state.entries);
    }

    /** The topic may hold another version of the object's document than the state believes: {@link #emit} writes it again. */
    public void doubt() {
        state.written.set(Digests.UNKNOWN);
    }

    /**
     * Writes what changed since it was last written.
     *
     * @param urgent whether the notices are
     * @return how many entries of the object were read for it
     */
    public int emit(String object, boolean urgent, Consumer<Result> results, Consumer<Message> notices) {
        LargeSections large = large(object);
        Gathered gathered = large.gather(entries(object), () -> new Gathered(object));
        large.addTo(gathered.document, gathered.totals);
        Documents.write(state.written, SubjectKind.index(object), object, gathered.json(ruleRevision), results);
        Told.tell(state.notices, gathered.notices(), urgent, notices);
        return gathered.entries();
    }

    /** One reading of an object's facts. */
    private final class Gathered extends LargeSections.Gathering {
        private final String object;
        private final FileDocument document;
        private final Totals totals = new Totals();
        /** One of the two is null. */
        private final CaseFold debt;

        private final UnitSummary unit;

        Gathered(String object) {
            this.object = object;
            this.document = new FileDocument(object);
            boolean isCase = SubjectKind.isCase(object);
            this.debt = isCase ? new CaseFold(totals) : null;
            this.unit = isCase ? null : new UnitSummary(object, totals);
        }

        @Override
        void add(String slot, byte[] body) {
            Fact fact = Fact.of(reader.read(Slot.key(slot), body), Slot.presentedAs(slot));
            document.add(fact);
            if (debt == null) {
                UnitSummary.measure(fact, totals);
                unit.add(fact);
            } else {
                CaseSummary.measure(fact, totals);
                debt.add(fact);
            }
        }

        byte[] json(String ruleRevision) {
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
                debt.notices(document.identifiers()).forEach(told -> tell(told.notice(), told.people(), due));
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
