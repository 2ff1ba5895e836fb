package org.taxbrain.jobs.file.kernel;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

    /** Who a register said that an id is; the id itself if none did. */
    public String canonical(String presented) {
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
                                    InMemory.reading(() -> new Entries(presented)),
                                    InMemory.cell(),
                                    InMemory.table(),
                                    LargeSections.State.none()),
                            Integer.MAX_VALUE)
                    .emit(subject, documented);
        }
        return Optional.ofNullable(documented.body);
    }

    /** Keeps the document of all that a fold writes. */
    private static final class Documented implements Consumer<Result> {
        private final String subject;
        private String body;

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

    /** The ids whose facts went to the subject. */
    private Map<String, IdentityStage> presentedAs(String subject) {
        Set<String> candidates = new LinkedHashSet<>();
        candidates.add(subject);
        for (byte[] row : rows.identifiedAs(subject)) {
            route(row, message -> {
                if (Slot.kindOf(message.slot()) == Slot.Kind.ALIAS) {
                    candidates.add(message.target());
                }
            });
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

    /** A stage that knows what registers said about the id, and passes what is presented under it. */
    private IdentityStage identity(String presented) {
        IdentityStage stage =
                new IdentityStage(new IdentityStage.State(InMemory.forgetful(), InMemory.table(), InMemory.cell()));
        for (byte[] row : rows.identifying(presented)) {
            route(row, message -> {
                if (message.target().equals(presented) && Slot.kindOf(message.slot()) == Slot.Kind.ALIAS) {
                    stage.accept(message, forwarded -> {});
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
        Iterable<Map.Entry<String, byte[]>> facts = () -> new Iterator<>() {
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
                        new ObjectFold.State(InMemory.reading(facts), InMemory.cell(), InMemory.table()))
                .emit(object, results, notices);
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

    /** What stands in a taxpayer's file: the facts of its ids, and then what the units and cases among them have to say. */
    private final class Entries implements Iterator<Map.Entry<String, byte[]>> {
        private final Map<String, IdentityStage> presented;
        private final Iterator<String> ids;
        private final Set<String> objects = new LinkedHashSet<>();
        private final Queue<Map.Entry<String, byte[]>> arrived = new ArrayDeque<>();
        private String id;
        private Iterator<byte[]> facts = Collections.emptyIterator();
        private Iterator<String> tellers;

        Entries(Map<String, IdentityStage> presented) {
            this.presented = presented;
            this.ids = presented.keySet().iterator();
        }

        @Override
        public boolean hasNext() {
            while (arrived.isEmpty() && advance()) {
                // a fact arrives as one entry, a unit or a case with none or several
            }
            return !arrived.isEmpty();
        }

        private boolean advance() {
            if (facts.hasNext()) {
                hear(fact(id, facts.next(), this::meet));
            } else if (ids.hasNext()) {
                id = ids.next();
                facts = rows.naming(id).iterator();
            } else {
                tellers = tellers == null ? objects.iterator() : tellers;
                if (!tellers.hasNext()) {
                    return false;
                }
                fold(tellers.next(), document -> {}, this::hear);
            }
            return true;
        }

        private void meet(String other) {
            if (SubjectKind.isObject(other)) {
                objects.add(other);
            }
        }

        private void hear(Message message) {
            IdentityStage stage = presented.get(message.target());
            if (stage != null) {
                stage.accept(message, entry -> arrived.add(Map.entry(entry.slot(), entry.body())));
            }
        }

        @Override
        public Map.Entry<String, byte[]> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return arrived.remove();
        }
    }
}
