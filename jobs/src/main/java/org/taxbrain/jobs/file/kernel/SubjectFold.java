package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.rule.Rules;

/** Last stage, keyed by canonical subject: folds facts and notices into the taxpayer's document and reminders. */
public final class SubjectFold {
    private static final String ARREARS = "tax-arrears";
    private static final String REGISTER = "taxpayer";
    /** So many facts are moved in one go as their section becomes large: their slots are held in memory. */
    private static final int MOST_AT_ONCE = 100_000;

    private final RowReader reader;
    private final Rules rules;
    private final State state;
    private final int mostFacts;

    /**
     * What the stage keeps of one taxpayer.
     *
     * @param entries facts and notices, by slot
     * @param written digest of the document as last written
     * @param reminders digests of the reminders as last written, by id
     * @param large facts of sections that are too large to be read whole for each change
     */
    public record State(
            Table<byte[]> entries, Cell<byte[]> written, Table<byte[]> reminders, LargeSections.State large) {}

    public SubjectFold(RowReader reader, Rules rules, State state) {
        this(reader, rules, state, LargeSections.MOST);
    }

    /** @param mostFacts of a section that is read whole for each change */
    SubjectFold(RowReader reader, Rules rules, State state, int mostFacts) {
        this.reader = reader;
        this.rules = rules;
        this.state = state;
        this.mostFacts = mostFacts;
    }

    /** Takes a message to the subject; {@link #emit} says what follows from it and from those that came with it. */
    public void accept(Message message) {
        if (Slot.kindOf(message.slot()) == Slot.Kind.FACT) {
            LargeSections large = new LargeSections(reader, state.large, mostFacts);
            if (large.holds(Slot.dataset(message.slot()))) {
                large.accept(message.slot(), message.body());
                return;
            }
        }
        if (message.body() == null) {
            state.entries.remove(message.slot());
        } else {
            state.entries.put(message.slot(), message.body());
        }
    }

    /**
     * The topic may hold another version of a document or reminder than the state believes: {@link #emit} writes it again,
     * or takes it back.
     */
    public void doubt(String index, String id) {
        if (index.equals(Topics.REMINDER)) {
            state.reminders.put(id, Digests.UNKNOWN);
        } else {
            state.written.set(Digests.UNKNOWN);
        }
    }

    /**
     * Writes what changed since it was last written.
     *
     * @return how many entries of the subject were read for it
     */
    public int emit(String subject, Consumer<Result> results) {
        Gathered gathered = gather(subject);
        Documents.write(state.written, SubjectKind.index(subject), subject, gathered.json(), results);
        remind(gathered.reminders(), results);
        return gathered.entries;
    }

    private Gathered gather(String subject) {
        LargeSections large = new LargeSections(reader, state.large, mostFacts);
        while (true) {
            Gathered gathered = new Gathered(subject);
            List<String> moving = new ArrayList<>();
            boolean isWhole = read(gathered, large, moving);
            large.take(state.entries, moving);
            if (isWhole && !large.giveBack(state.entries)) {
                large.addTo(gathered.document);
                return gathered;
            }
        }
    }

    /**
     * Reads the subject's entries, but those of sections that have just become large and must be moved.
     *
     * @return whether they were read to the end
     */
    private boolean read(Gathered gathered, LargeSections large, List<String> moving) {
        Map<String, Integer> facts = new HashMap<>();
        for (Map.Entry<String, byte[]> entry : state.entries.entries()) {
            String slot = entry.getKey();
            gathered.entries++;
            if (Slot.kindOf(slot) == Slot.Kind.NOTICE) {
                gathered.add(Slot.noticeObject(slot), Notice.decode(Slot.noticeKind(slot), entry.getValue()));
                continue;
            }
            String dataset = Slot.dataset(slot);
            Fact fact = gathered.isBusiness ? fact(entry) : null;
            if (fact != null && fact.row().dataset().descriptor().personOnly()) {
                // what concerns a person's health, family and loans never stands in a business's file, whatever a row
                // says
                continue;
            }
            if (large.holds(dataset)) {
                if (moving.size() == MOST_AT_ONCE) {
                    return false;
                }
                moving.add(slot);
            } else if (large.takes(dataset, facts.merge(dataset, 1, Integer::sum))) {
                return false;
            } else {
                gathered.add(fact == null ? fact(entry) : fact);
            }
        }
        return true;
    }

    private Fact fact(Map.Entry<String, byte[]> entry) {
        return Fact.of(reader.read(entry.getValue()), Slot.presentedAs(entry.getKey()));
    }

    private void remind(Map<String, String> due, Consumer<Result> results) {
        List<String> noLonger = new ArrayList<>();
        Map<String, byte[]> written = new HashMap<>();
        for (Map.Entry<String, byte[]> reminder : state.reminders.entries()) {
            if (due.containsKey(reminder.getKey())) {
                written.put(reminder.getKey(), reminder.getValue());
            } else {
                noLonger.add(reminder.getKey());
            }
        }
        for (String id : noLonger) {
            state.reminders.remove(id);
            results.accept(new Result(Topics.REMINDER, id, null));
        }
        due.forEach((id, body) -> {
            byte[] digest = Digests.of(body);
            if (!Arrays.equals(digest, written.get(id))) {
                state.reminders.put(id, digest);
                results.accept(new Result(Topics.REMINDER, id, body));
            }
        });
    }

    /** One reading of a subject's entries. */
    private final class Gathered {
        private final String subject;
        private final FileDocument document;
        private final Reminders reminders;
        private final TreeMap<String, Debt> debts = new TreeMap<>(CodePoints.ORDER);
        private final boolean isBusiness;
        private final TreeMap<String, UnitState> units = new TreeMap<>(CodePoints.ORDER);
        private final TreeMap<String, Relative> relatives = new TreeMap<>(CodePoints.ORDER);
        private final Positions positions = new Positions();
        private final Fen openArrears = new Fen();
        private Fact registration;
        private int entries;

        Gathered(String subject) {
            this.subject = subject;
            this.isBusiness = SubjectKind.isBusiness(subject);
            this.document = new FileDocument(subject);
            this.reminders = new Reminders(rules, subject);
        }

        void add(String object, Notice notice) {
            if (notice instanceof InterestHeld held) {
                reminders.add(object, held);
            } else if (notice instanceof UnitState state) {
                // one unit may tell a holder under two ids: it tells both the same
                units.put(object, state);
                if (units.size() > FileDocument.LIMIT) {
                    units.pollLastEntry();
                }
            } else if (notice instanceof Relative relative) {
                addRelative(object, relative);
            } else if (notice instanceof Debt debt) {
                debts.put(object, debt);
                if (debts.size() > FileDocument.LIMIT) {
                    debts.pollLastEntry();
                }
            }
        }

        private void addRelative(String object, Relative relative) {
            // two ids of one person, that a register calls related: nobody is a relative of themselves
            if (isBusiness || relative.person().equals(subject)) {
                return;
            }
            relatives.put(object, relative);
            if (relatives.size() > FileDocument.LIMIT) {
                relatives.pollLastEntry();
            }
        }

        void add(Fact fact) {
            document.add(fact);
            reminders.add(fact);
            positions.add(fact);
            if (fact.dataset().equals(ARREARS)) {
                openArrears.addStated(fact.row().number("open"));
            }
            if (fact.dataset().equals(REGISTER)
                    && (registration == null || Fact.ITEMS.compare(fact, registration) < 0)) {
                registration = fact;
            }
        }

        String json() {
            if (document.isEmpty()) {
                return null;
            }
            return document.json(
                    rules.revision(),
                    json -> {
                        json.writeFieldName("openArrears");
                        json.writeNumber(openArrears.total());
                    },
                    this::told,
                    reminders.open());
        }

        private void told(JsonGenerator json) throws IOException {
            units(json);
            if (!relatives.isEmpty()) {
                json.writeArrayFieldStart("relatives");
                for (Relative relative : relatives.values()) {
                    relative.write(json);
                }
                json.writeEndArray();
            }
            debts(json);
            positions.write(json);
        }

        private void debts(JsonGenerator json) throws IOException {
            if (!debts.isEmpty()) {
                json.writeArrayFieldStart("debts");
                for (Map.Entry<String, Debt> debt : debts.entrySet()) {
                    debt.getValue().write(json, debt.getKey());
                }
                json.writeEndArray();
            }
        }

        private void units(JsonGenerator json) throws IOException {
            if (!units.isEmpty()) {
                json.writeArrayFieldStart("units");
                for (Map.Entry<String, UnitState> unit : units.entrySet()) {
                    unit.getValue().write(json, unit.getKey());
                }
                json.writeEndArray();
            }
        }

        /** A notice can come before the fact that it belongs to: who has no file is not reminded. */
        Map<String, String> reminders() {
            String office = registration == null ? null : registration.row().text("office");
            return document.isEmpty() ? Map.of() : reminders.json(document.name(), office);
        }
    }
}
