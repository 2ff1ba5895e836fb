package org.taxbrain.jobs.file.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.taxbrain.jobs.file.kernel.Heap.Key;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.rule.Rules;

/**
 * The whole kernel over maps. Messages wait in one queue for each pair of keys, and any queue may move next: what Flink
 * promises of any number of subtasks, and no more. Waiting keys are written when the history says so.
 */
class KernelRun extends JobRun<KernelRun.Stages, Result> {
    /** So few, that sections of a history's files are large now and then, and small again. */
    private static final int MOST_FACTS = 2;

    private final Rules rules = Rules.load();
    private final RowReader reader = new RowReader(Rows::byHash);
    private final Heap heap;

    private final Key rowKey = new Key();
    private final Key aliasKey = new Key();
    private final Key chainKey = new Key();
    private final Key caseKey = new Key();
    private final Key presentedKey = new Key();
    private final Key relativesKey = new Key();
    private final Key toldKey = new Key();
    private final Key objectKey = new Key();
    private final Key subjectKey = new Key();
    private final Cell<Routed> routed;
    private final Router router = new Router(reader);
    private final AliasStage aliases;
    private final ChainStage chains;
    private final IdentityStage cases;
    private final IdentityStage identity;
    private final RelativesFold relatives;
    private final IdentityStage told;
    private final ObjectFold objects;
    private final SubjectFold subjects;

    /** Messages by pair of keys, in the order in which the first of each was sent. */
    private final Map<String, Deque<Runnable>> channels = new LinkedHashMap<>();
    /** What stands before a subject's id where its relatives wait to be told. */
    private static final String RELATIVES = "relatives of ";

    /** Objects, subjects and subjects' relatives with changes that were not written; no such id looks like one of another kind. */
    private Set<String> waiting = new LinkedHashSet<>();
    /** Those of the waiting ones that somebody waits for. */
    private Set<String> urgent = new LinkedHashSet<>();

    private final Set<String> urgentlyWritten = new LinkedHashSet<>();

    /** A checkpoint's part of it. */
    record Stages(Heap heap, Set<String> waiting) {}

    KernelRun() {
        this(new Heap());
    }

    KernelRun(Heap heap) {
        this(heap, MOST_FACTS);
    }

    /** @param mostFacts of a section that is read whole for each change */
    KernelRun(Heap heap, int mostFacts) {
        this.heap = heap;
        routed = heap.cell("routed", rowKey);
        aliases = new AliasStage(
                new AliasStage.State(heap.cell("aliases.said", aliasKey), heap.table("aliases.claims", aliasKey)));
        chains = new ChainStage(new ChainStage.State(
                heap.table("chain.predecessors", chainKey), heap.table("chain.successors", chainKey)));
        cases = new IdentityStage(
                new IdentityStage.State(heap.table("case.entries", caseKey), heap.cell("case.aliases", caseKey)));
        identity = new IdentityStage(new IdentityStage.State(
                heap.table("identity.entries", presentedKey), heap.cell("identity.aliases", presentedKey)));
        relatives = new RelativesFold(new RelativesFold.State(
                heap.table("relatives.entries", relativesKey), heap.cell("relatives.told", relativesKey)));
        told = new IdentityStage(
                new IdentityStage.State(heap.table("told.entries", toldKey), heap.cell("told.aliases", toldKey)));
        objects = new ObjectFold(
                reader,
                rules.revision(),
                new ObjectFold.State(
                        heap.table("object.entries", objectKey),
                        heap.cell("object.written", objectKey),
                        heap.cell("object.notices", objectKey),
                        large("object", objectKey)),
                mostFacts);
        subjects = new SubjectFold(
                reader,
                rules,
                new SubjectFold.State(
                        heap.table("subject.entries", subjectKey),
                        heap.cell("subject.written", subjectKey),
                        large("subject", subjectKey)),
                mostFacts);
        begin();
    }

    private LargeSections.State large(String stage, Key key) {
        return new LargeSections.State(
                heap.cell(stage + ".large", key),
                heap.shelves(stage + ".shelves", key),
                heap.table(stage + ".tallies", key),
                heap.table(stage + ".shown", key));
    }

    @Override
    protected void feed(Change change) {
        String row = change.dataset() + '|' + change.key();
        channel("in", "", row, () -> read(row, change));
    }

    private void read(String row, Change change) {
        rowKey.select(row);
        Consumer<Message> out = message -> {
            if (Slot.isAboutIdentity(message.slot())) {
                channel("aliases", row, message.target(), () -> toAliases(message));
            } else {
                channel("route", row, message.target(), () -> toNext(message));
            }
        };
        if (change.row() == null) {
            byte[] meta = Rows.deletion(change.dataset(), change.key(), change.order());
            router.delete(change.dataset(), change.key(), meta, routed, out);
        } else {
            byte[] clean = Rows.clean(change.dataset(), change.key(), change.order(), change.row());
            router.upsert(clean, routed, out);
        }
    }

    private void toNext(Message message) {
        if (Slot.kindOf(message.slot()) == Slot.Kind.CONTINUATION) {
            chainKey.select(message.target());
            chains.accept(message, m -> channel("chain", message.target(), m.target(), () -> toCase(m)));
        } else if (SubjectKind.isCase(message.target())) {
            toCase(message);
        } else if (SubjectKind.isObject(message.target())) {
            toFold(message);
        } else {
            toIdentity(message);
        }
    }

    private void toCase(Message message) {
        caseKey.select(message.target());
        cases.accept(message, m -> channel("case", message.target(), m.target(), () -> toFold(m)));
    }

    /** Puts a message behind those that one key sent to another before. */
    void channel(String stage, String from, String to, Runnable message) {
        channels.computeIfAbsent(stage + ' ' + from + '>' + to, c -> new ArrayDeque<>())
                .add(message);
    }

    private void toAliases(Message message) {
        aliasKey.select(message.target());
        aliases.accept(message, m -> {
            channel("alias", message.target(), m.target(), () -> toIdentity(m));
            channel("alias of told", message.target(), m.target(), () -> toTold(m));
        });
    }

    private void toIdentity(Message message) {
        presentedKey.select(message.target());
        identity.accept(message, m -> {
            channel("identity", message.target(), m.target(), () -> toFold(m));
            RelativesFold.concerning(m, reader)
                    .ifPresent(c -> channel("relatives", message.target(), c.target(), () -> toRelatives(c)));
        });
    }

    private void toRelatives(Message contribution) {
        relativesKey.select(contribution.target());
        if (relatives.accept(contribution)) {
            waits(RELATIVES + contribution.target(), contribution.urgent());
        }
    }

    private void toTold(Message message) {
        toldKey.select(message.target());
        told.accept(message, m -> channel("told", message.target(), m.target(), () -> toFold(m)));
    }

    private void toFold(Message message) {
        String target = message.target();
        if (SubjectKind.isObject(target)) {
            objectKey.select(target);
            objects.accept(message);
        } else {
            subjectKey.select(target);
            subjects.accept(message);
        }
        waits(target, message.urgent());
    }

    private void waits(String key, boolean isUrgent) {
        waiting.add(key);
        if (isUrgent) {
            urgent.add(key);
        }
    }

    @Override
    protected void readBack(Result echo) {
        channel("echo", "", echo.id(), () -> doubt(echo));
    }

    /** Nothing to do: what is committed is the operators' concern. */
    @Override
    protected void cameBack(Result result) {}

    private void doubt(Result echo) {
        String target = echo.index().equals(Topics.REMINDER) ? echo.id().split("\\|")[1] : echo.id();
        if (SubjectKind.isObject(target)) {
            objectKey.select(target);
            objects.doubt();
        } else {
            subjectKey.select(target);
            subjects.doubt(echo.id());
        }
        waits(target, true);
    }

    @Override
    protected void deliver(int pick) {
        if (channels.isEmpty()) {
            return;
        }
        var moving = channels.entrySet().iterator();
        var channel = moving.next();
        for (int n = pick % channels.size(); n > 0; n--) {
            channel = moving.next();
        }
        Runnable message = channel.getValue().poll();
        if (channel.getValue().isEmpty()) {
            moving.remove();
        }
        message.run();
    }

    /** Moves messages until none is left, of the channels that chance picks. */
    private void drain(Dice order) {
        while (!channels.isEmpty()) {
            deliver(order.next(channels.size()));
        }
    }

    @Override
    protected void writeWaiting(int pick) {
        if (!waiting.isEmpty()) {
            write(waiting.stream().skip(pick % waiting.size()).findFirst().orElseThrow());
        }
    }

    private void write(String key) {
        waiting.remove(key);
        boolean isUrgent = urgent.remove(key);
        if (isUrgent) {
            urgentlyWritten.add(key);
        }
        if (SubjectKind.isObject(key)) {
            objectKey.select(key);
            objects.emit(key, isUrgent, this::write, m -> channel("notice", key, m.target(), () -> toIdentity(m)));
        } else if (key.startsWith(RELATIVES)) {
            String person = key.substring(RELATIVES.length());
            relativesKey.select(person);
            relatives.emit(person, isUrgent, m -> channel("relative", person, m.target(), () -> toTold(m)));
        } else {
            subjectKey.select(key);
            subjects.emit(key, this::write);
        }
    }

    @Override
    protected void pass(Dice order, int holding) {
        drain(order);
        writeAll(SubjectKind::isObject, holding);
        drain(order);
        writeAll(key -> key.startsWith(RELATIVES), holding);
        drain(order);
        writeAll(key -> !SubjectKind.isObject(key) && !key.startsWith(RELATIVES), holding);
    }

    private void writeAll(Predicate<String> stage, int holding) {
        int n = 0;
        for (String key : List.copyOf(waiting)) {
            if (stage.test(key) && (holding == 0 || ++n % holding != 0)) {
                write(key);
            }
        }
    }

    @Override
    protected Stages snapshot() {
        return new Stages(heap.copy(), new LinkedHashSet<>(waiting));
    }

    @Override
    protected void restore(Stages stages) {
        heap.restore(stages.heap);
        waiting = new LinkedHashSet<>(stages.waiting);
        urgent = new LinkedHashSet<>(stages.waiting);
        channels.clear();
    }

    @Override
    protected Result result(Result written) {
        return written;
    }

    /** A fault: what waited to be written is not known any more. */
    void forgetWaiting() {
        waiting.clear();
        urgent.clear();
    }

    /** Objects and subjects that were written as somebody waited for them, and then are forgotten here. */
    Set<String> takeUrgentlyWritten() {
        Set<String> taken = new LinkedHashSet<>(urgentlyWritten);
        taken.removeIf(key -> key.startsWith(RELATIVES));
        urgentlyWritten.clear();
        return taken;
    }

    @Override
    public int stateEntries() {
        return heap.size() + waiting.size();
    }
}
