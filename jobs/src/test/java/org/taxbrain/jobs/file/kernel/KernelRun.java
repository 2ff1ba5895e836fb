package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.taxbrain.jobs.file.kernel.Heap.Key;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.rule.Rules;

/**
 * The whole kernel over maps. Messages wait in one queue for each pair of keys, and any queue may move next: what Flink
 * promises of any number of subtasks, and no more. Waiting keys are written when the history says so; a barrier makes a
 * checkpoint, from which the run can go on as a restarted job does: state as it was, input again, results read back.
 */
class KernelRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Rules rules = Rules.load();
    private final RowReader reader = new RowReader(Rows::byHash);
    private final Heap heap;

    private final Key rowKey = new Key();
    private final Key presentedKey = new Key();
    private final Key objectKey = new Key();
    private final Key subjectKey = new Key();
    private final Cell<Routed> routed;
    private final Router router = new Router(reader);
    private final IdentityStage identity;
    private final ObjectFold objects;
    private final SubjectFold subjects;

    /** Messages by pair of keys, in the order in which the first of each was sent. */
    private final Map<String, Deque<Runnable>> channels = new LinkedHashMap<>();
    /** Objects and subjects with changes that were not written; a subject's id never looks like an object's. */
    private Set<String> waiting = new LinkedHashSet<>();

    private final List<Change> input = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    /** What the topics hold, with what the open transaction would add, and without. */
    private final Map<String, JsonNode> results = new TreeMap<>();

    private Map<String, JsonNode> committed = Map.of();
    private final List<Result> log = new ArrayList<>();
    private final List<Result> transaction = new ArrayList<>();
    /** Results that another execution may have written: whether they change can't be told. */
    private final Set<String> doubted = new HashSet<>();

    private int written;

    /** Where a restart goes on: the state, the input that it has seen, and the results that it has read back. */
    private record Checkpoint(Heap state, Set<String> waiting, int input, int log) {}

    KernelRun() {
        this(new Heap());
    }

    KernelRun(Heap heap) {
        this.heap = heap;
        routed = heap.cell("routed", rowKey);
        identity = new IdentityStage(new IdentityStage.State(
                heap.table("identity.entries", presentedKey),
                heap.table("identity.aliases", presentedKey),
                heap.cell("identity.canonical", presentedKey)));
        objects = new ObjectFold(
                reader,
                rules.revision(),
                new ObjectFold.State(
                        heap.table("object.entries", objectKey),
                        heap.cell("object.written", objectKey),
                        heap.table("object.notices", objectKey)));
        subjects = new SubjectFold(
                reader,
                rules,
                new SubjectFold.State(
                        heap.table("subject.entries", subjectKey),
                        heap.cell("subject.written", subjectKey),
                        heap.table("subject.reminders", subjectKey)));
        checkpoints.add(new Checkpoint(heap.copy(), Set.of(), 0, 0));
    }

    /** A change stands in its clean topic from now on. */
    void send(Change change) {
        input.add(change);
        feed(change);
    }

    private void feed(Change change) {
        String row = change.dataset() + '|' + change.key();
        channel("in", "", row, () -> read(row, change));
    }

    private void read(String row, Change change) {
        rowKey.select(row);
        Consumer<Message> out = message -> {
            boolean toObject = SubjectKind.isObject(message.target());
            channel("route", row, message.target(), toObject ? () -> toFold(message) : () -> toIdentity(message));
        };
        if (change.row() == null) {
            byte[] meta = Rows.deletion(change.dataset(), change.key(), change.order());
            router.delete(change.dataset(), change.key(), meta, routed, out);
        } else {
            byte[] clean = Rows.clean(change.dataset(), change.key(), change.order(), change.row());
            router.upsert(clean, routed, out);
        }
    }

    /** Puts a message behind those that one key sent to another before. */
    void channel(String stage, String from, String to, Runnable message) {
        channels.computeIfAbsent(stage + ' ' + from + '>' + to, c -> new ArrayDeque<>())
                .add(message);
    }

    private void toIdentity(Message message) {
        presentedKey.select(message.target());
        identity.accept(message, m -> channel("identity", message.target(), m.target(), () -> toFold(m)));
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
        waiting.add(target);
    }

    private void readBack(Result echo) {
        String target = echo.index().equals(Topics.REMINDER) ? echo.id().split("\\|")[1] : echo.id();
        if (SubjectKind.isObject(target)) {
            objectKey.select(target);
            objects.doubt();
        } else {
            subjectKey.select(target);
            subjects.doubt(echo.index(), echo.id());
        }
        waiting.add(target);
    }

    /** Moves a message of the pick-th channel that holds one; false when all are empty. */
    boolean deliver(int pick) {
        if (channels.isEmpty()) {
            return false;
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
        return true;
    }

    /** Moves messages until none is left, of the channels that chance picks. */
    private void drain(Dice order) {
        while (!channels.isEmpty()) {
            deliver(order.next(channels.size()));
        }
    }

    /** Writes the pick-th waiting key, as too many waiting ones cause; nothing when none waits. */
    void write(int pick) {
        if (!waiting.isEmpty()) {
            write(waiting.stream().skip(pick % waiting.size()).findFirst().orElseThrow());
        }
    }

    private void write(String key) {
        waiting.remove(key);
        if (SubjectKind.isObject(key)) {
            objectKey.select(key);
            objects.emit(key, this::write, m -> channel("notice", key, m.target(), () -> toIdentity(m)));
        } else {
            subjectKey.select(key);
            subjects.emit(key, this::write);
        }
    }

    private void write(Result result) {
        written++;
        transaction.add(result);
        String at = result.index() + ' ' + result.id();
        if (result.body() == null) {
            if (results.remove(at) == null && !doubted.contains(at)) {
                throw new AssertionError("a tombstone without need: " + at);
            }
            return;
        }
        try {
            JsonNode body = JSON.readTree(result.body());
            if (body.equals(results.put(at, body)) && !doubted.contains(at)) {
                throw new AssertionError("written again without a change: " + at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Passes a checkpoint's barrier: what was sent before it arrives, in the order that chance picks; waiting keys are
     * written; the transaction is committed.
     *
     * @param holding each so manieth waiting key waits on, as in a rush; 0: all are written
     */
    void barrier(Dice order, int holding) {
        drain(order);
        writeAll(true, holding);
        drain(order);
        writeAll(false, holding);
        if (holding == 0) {
            doubted.clear();
        }
        // what the transaction holds can't have been read back before it is committed
        checkpoints.add(new Checkpoint(heap.copy(), new LinkedHashSet<>(waiting), input.size(), log.size()));
        log.addAll(transaction);
        transaction.clear();
        committed = new TreeMap<>(results);
    }

    private void writeAll(boolean ofObjects, int holding) {
        int n = 0;
        for (String key : List.copyOf(waiting)) {
            if (SubjectKind.isObject(key) == ofObjects && (holding == 0 || ++n % holding != 0)) {
                write(key);
            }
        }
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param back 0 is the newest, 1 the one before; behind the oldest, from the beginning
     * @param compacted whether of what was sent since then the topic only holds the newest version of each row
     */
    void restart(int back, boolean compacted) {
        Checkpoint checkpoint = checkpoints.get(Math.max(0, checkpoints.size() - 1 - back));
        heap.restore(checkpoint.state);
        waiting = new LinkedHashSet<>(checkpoint.waiting);
        channels.clear();
        transaction.clear();
        results.clear();
        results.putAll(committed);
        for (Result echo : log.subList(checkpoint.log, log.size())) {
            doubted.add(echo.index() + ' ' + echo.id());
            channel("echo", "", echo.id(), () -> readBack(echo));
        }
        List<Change> since = input.subList(checkpoint.input, input.size());
        (compacted ? compact(since) : since).forEach(this::feed);
    }

    private static Collection<Change> compact(List<Change> changes) {
        Map<String, Change> newest = new LinkedHashMap<>();
        changes.forEach(change ->
                newest.merge(change.dataset() + '|' + change.key(), change, (a, b) -> a.order() > b.order() ? a : b));
        return newest.values();
    }

    /** A fault: what waited to be written is not known any more. */
    void forgetWaiting() {
        waiting.clear();
    }

    /** Documents and reminders by "index id". */
    Map<String, JsonNode> results() {
        return results;
    }

    /** How many results were written, tombstones too. */
    int written() {
        return written;
    }

    /** Entries of state, of every stage, and keys that wait. */
    int stateEntries() {
        return heap.size() + waiting.size();
    }
}
