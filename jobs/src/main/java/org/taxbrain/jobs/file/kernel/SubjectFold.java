package org.taxbrain.jobs.file.kernel;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.rule.Rules;

/** Last stage, keyed by canonical subject: folds facts and notices into the taxpayer's document and reminders. */
public final class SubjectFold {
    private static final String ARREARS = "tax-arrears";
    private static final String REGISTER = "taxpayer";
    /** Reminders are made of each open arrear and of each case's interest, which are reminders of their own. */
    private static final LargeSections.Needs NEEDS = new LargeSections.Needs(
            Set.of(ARREARS, REGISTER, Slot.section(Notice.Kind.INTEREST)), Positions.VIEWS, (fact, measures) -> {});

    private final RowReader reader;
    private final Rules rules;
    private final State state;
    private final int mostFacts;

    /**
     * What the stage keeps of one taxpayer.
     *
     * @param entries facts and notices, by slot
     * @param written digests of the document and the reminders as last written, by id
     * @param large facts of sections that are too large to be read whole for each change
     */
    public record State(Table<byte[]> entries, Cell<Map<String, byte[]>> written, LargeSections.State large) {}

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
        byte[] body = concerns(message) ? message.body() : null;
        large().accept(state.entries, message.slot(), body);
    }

    private LargeSections large() {
        return new LargeSections(reader, state.large, mostFacts, NEEDS);
    }

    /** Whether what stands in the slot is ever to be read for the file: what is not, is not kept. */
    private boolean concerns(Message message) {
        String subject = message.target();
        boolean isBusiness = SubjectKind.isBusiness(subject);
        if (message.body() == null) {
            return true;
        }
        if (Slot.kindOf(message.slot()) == Slot.Kind.FACT) {
            return !isBusiness || !isPersonOnly(reader.read(Slot.key(message.slot()), message.body()));
        }
        return switch (Slot.noticeKind(message.slot())) {
            case INTEREST -> Reminders.isOfInterest(subject);
            case RELATIVE -> isRelative(subject, (Relative) Notice.decode(Notice.Kind.RELATIVE, message.body()));
            default -> true;
        };
    }

    /** What concerns a person's health, family and loans never stands in a business's file, whatever a row says. */
    private static boolean isPersonOnly(Row row) {
        return row.dataset().descriptor().personOnly();
    }

    /** A register can call two ids of one person related: nobody is a relative of themselves. */
    private static boolean isRelative(String subject, Relative told) {
        return !SubjectKind.isBusiness(subject) && !told.person().equals(subject);
    }

    /**
     * The topic may hold another version of a document or reminder than the state believes: {@link #emit} writes it again,
     * or takes it back.
     */
    public void doubt(String id) {
        new Sheet<>(state.written).put(id, Digests.UNKNOWN);
    }

    /**
     * Writes what changed since it was last written.
     *
     * @return how many entries of the subject were read for it
     */
    public int emit(String subject, Consumer<Result> results) {
        LargeSections large = large();
        Gathered gathered = large.gather(state.entries, () -> new Gathered(subject));
        large.addTo(gathered.document, new Totals());
        Standing.replace(
                state.written,
                gathered.results(large),
                Digests::of,
                id -> results.accept(result(subject, id, null)),
                (id, body) -> results.accept(result(subject, id, body)));
        return gathered.entries();
    }

    /** The document bears the subject's id, and no reminder does. */
    private static Result result(String subject, String id, byte[] body) {
        return new Result(id.equals(subject) ? SubjectKind.index(subject) : Topics.REMINDER, id, body);
    }

    /** One reading of a subject's entries. */
    private final class Gathered extends LargeSections.Gathering {
        private final String subject;
        private final FileDocument document;
        private final Reminders reminders;
        private final boolean isBusiness;
        private final NoticeLists notices = new NoticeLists();
        private final Positions positions = new Positions();
        private final Fen openArrears = new Fen();
        private Fact registration;

        Gathered(String subject) {
            this.subject = subject;
            this.isBusiness = SubjectKind.isBusiness(subject);
            this.document = new FileDocument(subject);
            this.reminders = new Reminders(rules, subject);
        }

        @Override
        void add(String slot, byte[] body) {
            if (Slot.kindOf(slot) == Slot.Kind.NOTICE) {
                add(Slot.noticeObject(slot), Notice.decode(Slot.noticeKind(slot), body));
                return;
            }
            Row row = reader.read(Slot.key(slot), body);
            if (!isBusiness || !isPersonOnly(row)) {
                add(Fact.of(row, Slot.presentedAs(slot)));
            }
        }

        private void add(String object, Notice notice) {
            if (notice instanceof InterestHeld held) {
                reminders.add(object, held);
            } else if (!(notice instanceof Relative relative) || isRelative(subject, relative)) {
                notices.add(object, (Notice.Listed) notice);
            }
        }

        private void add(Fact fact) {
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

        /** The document and the reminders by id. A notice can come before the fact that it belongs to: who has no file is not reminded. */
        Map<String, byte[]> results(LargeSections large) {
            if (document.isEmpty()) {
                return Map.of();
            }
            String office = registration == null ? null : registration.row().text("office");
            Map<String, byte[]> results = reminders.json(document.name(), office);
            results.put(subject, json(large));
            return results;
        }

        private byte[] json(LargeSections large) {
            return document.json(
                    rules.revision(),
                    json -> {
                        json.writeFieldName("openArrears");
                        json.writeNumber(openArrears.total());
                    },
                    json -> {
                        notices.write(json, large);
                        positions.write(json, large);
                    },
                    reminders.open());
        }
    }
}
