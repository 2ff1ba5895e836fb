package org.taxbrain.jobs.file.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.taxbrain.schemas.rule.Rules;

/**
 * Files as the rows of a past moment make them: the kernel's own stages, for the one subject that is asked for and for those
 * that have something to tell it. The rows that were in force then are all that is needed, as a file depends on nothing else,
 * whatever happened in which order; the stages' state is what a fold needs while it runs.
 *
 * <p>A subject's rows pass one by one: of a subject with a million rows no more is held than its document shows.
 */
public final class PastFiles {
    private final RowReader reader;
    private final Rules rules;
    private final PastRows rows;
    private final Router router;

    /** @param rules by which files are evaluated: those in force now, as they hold for the past as well */
    public PastFiles(RowReader reader, Rules rules, PastRows rows) {
        this.reader = reader;
        this.rules = rules;
        this.rows = rows;
        this.router = new Router(reader);
    }

    /** Who a register said that an id is, or the first number of a case's debt; the id itself if nobody did. */
    public String canonical(String presented) {
        if (SubjectKind.isCase(presented)) {
            return numbers(presented).get(presented).current(presented);
        }
        return SubjectKind.isObject(presented) ? presented : identity(presented).current(presented);
    }

    /** The document of a canonical subject, a unit or a case; empty if it had no file. */
    public Optional<String> file(String subject) {
        Documented documented = new Documented(subject);
        if (SubjectKind.isObject(subject)) {
            fold(subject, documented, notice -> {});
        } else {
            Map<String, IdentityStage> presented = presentedAs(subject);
            new SubjectFold(
                            reader,
                            rules,
                            new SubjectFold.State(
                                    InMemory.reading(() -> new FileEntries(subject, new Facts(presented))),
                                    InMemory.cell(),
                                    LargeSections.State.none()),
                            Integer.MAX_VALUE)
                    .emit(subject, documented);
        }
        return Optional.ofNullable(documented.body).map(json -> new String(json, StandardCharsets.UTF_8));
    }

    /** Keeps the document of all that a fold writes. */
    private static final class Documented implements Consumer<Result> {
        private final String subject;
        private byte[] body;

        Documented(String subject) {
            this.subject = subject;
        }

        @Override
        public void accept(Result result) {
            if (result.id().equals(subject)) {
                body = result.body();
            }
        }
    }

    /** The ids whose facts went to the subject: registers say of them that they are it, or somebody whom they say to be it. */
    private Map<String, IdentityStage> presentedAs(String subject) {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(subject);
        candidates.addAll(saidToBe(subject));
        for (String between : saidToBe(subject)) {
            candidates.addAll(saidToBe(between));
        }
        Map<String, IdentityStage> presented = new LinkedHashMap<>();
        for (String candidate : candidates) {
            IdentityStage stage = identity(candidate);
            if (stage.current(candidate).equals(subject)) {
                presented.put(candidate, stage);
            }
        }
        return presented;
    }

    private Set<String> saidToBe(String id) {
        Set<String> aliases = new LinkedHashSet<>();
        for (byte[] row : rows.identifiedAs(id)) {
            route(row, message -> {
                if (Slot.kindOf(message.slot()) == Slot.Kind.CLAIM
                        && message.target().equals(id)) {
                    aliases.add(Slot.presentedAs(message.slot()));
                }
            });
        }
        return aliases;
    }

    /** A stage that knows what registers said about the id, and passes what is presented under it. */
    private IdentityStage identity(String presented) {
        IdentityStage stage = new IdentityStage(new IdentityStage.State(InMemory.forgetful(), InMemory.cell()));
        for (byte[] row : rows.identifying(presented)) {
            route(row, message -> {
                if (Slot.kindOf(message.slot()) == Slot.Kind.CLAIM
                        && Slot.presentedAs(message.slot()).equals(presented)) {
                    aliases(message.target()).accept(message, alias -> stage.accept(alias, forwarded -> {}));
                }
            });
        }
        return stage;
    }

    /** A stage that knows what registers said about the id, and tells it to those that are said to be it. */
    private AliasStage aliases(String id) {
        AliasStage stage = new AliasStage(new AliasStage.State(InMemory.cell(), InMemory.table()));
        for (byte[] row : rows.identifying(id)) {
            route(row, message -> {
                if (Slot.kindOf(message.slot()) == Slot.Kind.SAID
                        && message.target().equals(id)) {
                    stage.accept(message, alias -> {});
                }
            });
        }
        return stage;
    }

    /** A row as its first version, for there is nothing that it could have to be taken back from. */
    private void route(byte[] row, Consumer<Message> out) {
        router.upsert(row, InMemory.cell(), out);
    }

    private void fold(String object, Consumer<Result> results, Consumer<Message> notices) {
        Map<String, IdentityStage> presented = SubjectKind.isCase(object) ? debt(object) : Map.of();
        Iterable<Map.Entry<String, byte[]>> facts = SubjectKind.isCase(object)
                ? () -> new Entries(new Facts(presented)) {
                    @Override
                    void take(Message fact) {
                        add(fact);
                    }
                }
                : () -> new Iterator<>() {
                    private final Iterator<byte[]> left = rows.naming(object).iterator();

                    @Override
                    public boolean hasNext() {
                        return left.hasNext();
                    }

                    @Override
                    public Map.Entry<String, byte[]> next() {
                        Message fact = fact(object, left.next(), other -> {});
                        return Map.entry(fact.slot(), fact.body());
                    }
                };
        new ObjectFold(
                        reader,
                        rules.revision(),
                        new ObjectFold.State(
                                InMemory.reading(facts), InMemory.cell(), InMemory.cell(), LargeSections.State.none()),
                        Integer.MAX_VALUE)
                .emit(object, false, results, notices);
    }

    /** The numbers whose facts went to a case. */
    private Map<String, IdentityStage> debt(String first) {
        Map<String, IdentityStage> numbers = numbers(first);
        numbers.entrySet()
                .removeIf(number -> !number.getValue().current(number.getKey()).equals(first));
        return numbers;
    }

    /** All numbers that rows connect with a case's, each with a stage that knows the first of its chain. */
    private Map<String, IdentityStage> numbers(String number) {
        Map<String, IdentityStage> numbers = new LinkedHashMap<>();
        Map<String, ChainStage> chains = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Deque<String> ahead = new ArrayDeque<>(List.of(number));
        while (!ahead.isEmpty()) {
            String each = ahead.poll();
            if (seen.add(each)) {
                stage(each, numbers);
                link(rows.identifying(each), chains, numbers, ahead);
                link(rows.identifiedAs(each), chains, numbers, ahead);
            }
        }
        return numbers;
    }

    private void link(
            Iterable<byte[]> linking,
            Map<String, ChainStage> chains,
            Map<String, IdentityStage> numbers,
            Deque<String> ahead) {
        for (byte[] row : linking) {
            route(row, message -> {
                if (Slot.kindOf(message.slot()) != Slot.Kind.CONTINUATION) {
                    return;
                }
                ahead.add(Slot.continuing(message.slot()));
                ahead.add(new String(message.body(), StandardCharsets.UTF_8));
                chains.computeIfAbsent(
                                message.target(),
                                dataset -> new ChainStage(new ChainStage.State(InMemory.table(), InMemory.table())))
                        .accept(message, alias -> stage(alias.target(), numbers).accept(alias, forwarded -> {}));
            });
        }
    }

    private static IdentityStage stage(String number, Map<String, IdentityStage> numbers) {
        return numbers.computeIfAbsent(
                number, n -> new IdentityStage(new IdentityStage.State(InMemory.forgetful(), InMemory.cell())));
    }

    /** What the row is to one of its subjects; the others are told of apart. */
    private Message fact(String subject, byte[] row, Consumer<String> others) {
        Message[] found = new Message[1];
        route(row, message -> {
            if (Slot.kindOf(message.slot()) != Slot.Kind.FACT) {
                return;
            }
            if (message.target().equals(subject)) {
                found[0] = message;
            } else {
                others.accept(message.target());
            }
        });
        if (found[0] == null) {
            throw new IllegalStateException("a row was found by an id that it does not name: was its dataset declared"
                    + " anew without a new revision?");
        }
        return found[0];
    }

    /** What the relatives of a person hear. */
    private void tell(String person, Consumer<Message> notices) {
        Iterable<Map.Entry<String, byte[]>> contributions = () -> new Entries(new Facts(presentedAs(person))) {
            @Override
            void take(Message fact) {
                RelativesFold.concerning(fact, reader)
                        .filter(contribution -> contribution.body() != null)
                        .ifPresent(this::add);
            }
        };
        new RelativesFold(new RelativesFold.State(InMemory.reading(contributions), InMemory.cell()))
                .emit(person, false, notices);
    }

    /** The facts of a taxpayer's ids, one by one, as they stand in the taxpayer's file. */
    private final class Facts {
        private final Map<String, IdentityStage> presented;
        private final Iterator<String> ids;
        /** Units and cases that the facts so far name. */
        private final Set<String> objects = new LinkedHashSet<>();

        private String id;
        private Iterator<byte[]> left = Collections.emptyIterator();

        Facts(Map<String, IdentityStage> presented) {
            this.presented = presented;
            this.ids = presented.keySet().iterator();
        }

        /** Passes on the next; false if there is none. */
        boolean next(Consumer<Message> out) {
            while (!left.hasNext()) {
                if (!ids.hasNext()) {
                    return false;
                }
                id = ids.next();
                left = rows.naming(id).iterator();
            }
            presented.get(id).accept(fact(id, left.next(), this::meet), out);
            return true;
        }

        private void meet(String other) {
            if (SubjectKind.isObject(other)) {
                objects.add(other);
            }
        }
    }

    /** Entries that a fold reads, made as they are asked for. */
    private abstract static class Entries implements Iterator<Map.Entry<String, byte[]>> {
        private final Facts facts;
        private final Queue<Map.Entry<String, byte[]>> arrived = new ArrayDeque<>();

        Entries(Facts facts) {
            this.facts = facts;
        }

        /** Adds what becomes of a fact. */
        abstract void take(Message fact);

        /** Adds what comes when the facts are through, a little at a time; false: nothing more. */
        boolean more() {
            return false;
        }

        final void add(Message entry) {
            arrived.add(Map.entry(entry.slot(), entry.body()));
        }

        @Override
        public final boolean hasNext() {
            boolean goesOn = true;
            while (arrived.isEmpty() && goesOn) {
                goesOn = facts.next(this::take) || more();
            }
            return !arrived.isEmpty();
        }

        @Override
        public final Map.Entry<String, byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return arrived.remove();
        }
    }

    /** What stands in a taxpayer's file: the facts of its ids, and then what the units, cases and relatives that they name have to say. */
    private final class FileEntries extends Entries {
        private final String subject;
        private final Facts facts;
        private final Set<String> relatives = new LinkedHashSet<>();
        private Iterator<String> objectsLeft;
        private Iterator<String> relativesLeft;

        FileEntries(String subject, Facts facts) {
            super(facts);
            this.subject = subject;
            this.facts = facts;
        }

        @Override
        void take(Message fact) {
            add(fact);
            RelativesFold.concerning(fact, reader)
                    .filter(contribution -> contribution.body() != null)
                    .map(contribution -> Contribution.decode(Slot.dataset(contribution.slot()), contribution.body()))
                    .ifPresent(contribution -> {
                        if (contribution instanceof Contribution.Tie tie) {
                            relatives.add(tie.other());
                        }
                    });
        }

        @Override
        boolean more() {
            if (objectsLeft == null) {
                Set<String> canonical = new LinkedHashSet<>();
                facts.objects.forEach(object -> canonical.add(canonical(object)));
                objectsLeft = canonical.iterator();
            }
            if (objectsLeft.hasNext()) {
                fold(objectsLeft.next(), document -> {}, this::hear);
                return true;
            }
            if (relativesLeft == null) {
                Set<String> people = new LinkedHashSet<>();
                relatives.forEach(relative -> people.add(canonical(relative)));
                people.remove(subject);
                relativesLeft = people.iterator();
            }
            if (relativesLeft.hasNext()) {
                tell(relativesLeft.next(), this::hear);
                return true;
            }
            return false;
        }

        private void hear(Message notice) {
            IdentityStage stage = facts.presented.get(notice.target());
            if (stage != null) {
                stage.accept(notice, this::add);
            }
        }
    }
}
