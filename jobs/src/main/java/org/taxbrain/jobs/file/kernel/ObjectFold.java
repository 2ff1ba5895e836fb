package org.taxbrain.jobs.file.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keyed by a unit or a case: folds its facts into its document, and tells the people of a case what concerns them, by
 * notices to the ids under which the case presents them.
 */
public final class ObjectFold {
    private static final String CASE = "enforcement-case";
    private static final String RIGHT = "property-right";
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
     * @param notices digest of what each presented id was last told
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
     * @return how many facts the object has
     */
    public int emit(String object, Consumer<Result> results, Consumer<Message> notices) {
        Gathered gathered = new Gathered(object);
        for (Map.Entry<String, byte[]> entry : state.entries.entries()) {
            gathered.add(Fact.of(reader.read(entry.getValue()), object));
        }
        Documents.write(state.written, SubjectKind.index(object), object, gathered.json(ruleRevision), results);
        tell(object, gathered.applicantsToTell(), gathered.notice(), notices);
        return gathered.facts;
    }

    private void tell(String object, Set<String> people, byte[] notice, Consumer<Message> out) {
        List<String> noLonger = new ArrayList<>();
        Set<String> unchanged = new HashSet<>();
        for (Map.Entry<String, byte[]> told : state.notices.entries()) {
            if (!people.contains(told.getKey())) {
                noLonger.add(told.getKey());
            } else if (Arrays.equals(told.getValue(), notice)) {
                unchanged.add(told.getKey());
            }
        }
        for (String person : noLonger) {
            state.notices.remove(person);
            out.accept(new Message(person, Slot.notice(object), null));
        }
        for (String person : people) {
            if (!unchanged.contains(person)) {
                state.notices.put(person, notice);
                out.accept(new Message(person, Slot.notice(object), notice));
            }
        }
    }

    /** One reading of an object's facts. */
    private static final class Gathered {
        private final String object;
        private final FileDocument document;
        private final CaseSummary money = new CaseSummary();
        private int facts;
        private long activeRights;
        private Fact caseRow;

        Gathered(String object) {
            this.object = object;
            this.document = new FileDocument(object);
        }

        void add(Fact fact) {
            facts++;
            document.add(fact);
            money.add(fact);
            if (fact.dataset().equals(RIGHT) && fact.row().date("cancelledOn") == null) {
                activeRights++;
            }
            if (fact.dataset().equals(CASE) && (caseRow == null || Fact.ITEMS.compare(fact, caseRow) < 0)) {
                caseRow = fact;
            }
        }

        private boolean isCase() {
            return SubjectKind.of(object).equals(CASE);
        }

        String json(String ruleRevision) {
            if (document.isEmpty()) {
                return null;
            }
            Json.Part summary = isCase() ? money::write : json -> json.writeNumberField("activeRights", activeRights);
            return document.json(ruleRevision, summary, List.of());
        }

        private Optional<InterestHeld> interest() {
            boolean concerned =
                    caseRow != null && PRIVATE_LENDING.equals(caseRow.row().text("cause"));
            return concerned ? money.interest() : Optional.empty();
        }

        byte[] notice() {
            return interest().map(InterestHeld::encode).orElse(null);
        }

        Set<String> applicantsToTell() {
            Set<String> people = new HashSet<>();
            if (interest().isPresent()) {
                caseRow.row().subjects().of(caseRow.row().values()).forEach((subject, mention) -> {
                    if (mention.roles().contains(APPLICANT)) {
                        people.add(subject);
                    }
                });
            }
            return people;
        }
    }
}
