package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.jobs.file.kernel.Heap.Key;
import org.taxbrain.jobs.file.kernel.Heap.MapCell;
import org.taxbrain.jobs.file.kernel.Heap.MapTable;
import org.taxbrain.schemas.rule.Rules;

/**
 * The whole kernel over maps. Messages wait in one queue for each pair of keys, and any queue may move next: what Flink
 * promises, and no more. Folds are emitted when the history says so.
 */
final class KernelRun {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Random order;
    private final Rules rules = Rules.load();
    private final RowReader reader = new RowReader(Rows::byHash);

    private final Key rowKey = new Key();
    private final MapCell<Routed> routed = new MapCell<>(rowKey);
    private final Router router = new Router(reader);

    private final Key presented = new Key();
    private final MapTable<byte[]> identityEntries = new MapTable<>(presented);
    private final MapTable<String> aliases = new MapTable<>(presented);
    private final MapCell<String> canonical = new MapCell<>(presented);
    private final IdentityStage identity =
            new IdentityStage(new IdentityStage.State(identityEntries, aliases, canonical));

    private final Key object = new Key();
    private final MapTable<byte[]> objectEntries = new MapTable<>(object);
    private final MapCell<byte[]> objectWritten = new MapCell<>(object);
    private final MapTable<byte[]> notices = new MapTable<>(object);
    private final ObjectFold objects =
            new ObjectFold(reader, rules.revision(), new ObjectFold.State(objectEntries, objectWritten, notices));

    private final Key subject = new Key();
    private final MapTable<byte[]> subjectEntries = new MapTable<>(subject);
    private final MapCell<byte[]> subjectWritten = new MapCell<>(subject);
    private final MapTable<byte[]> reminders = new MapTable<>(subject);
    private final SubjectFold subjects =
            new SubjectFold(reader, rules, new SubjectFold.State(subjectEntries, subjectWritten, reminders));

    private final Map<String, Deque<Runnable>> channels = new LinkedHashMap<>();
    private final TreeSet<String> dirtyObjects = new TreeSet<>();
    private final TreeSet<String> dirtySubjects = new TreeSet<>();
    private final Map<String, JsonNode> results = new TreeMap<>();
    private int written;

    KernelRun(long seed) {
        this.order = new Random(seed);
    }

    void upsert(String dataset, String key, long version, ObjectNode row) {
        rowKey.select(dataset + '|' + key);
        router.upsert(Rows.clean(dataset, key, version, row), routed, m -> route(dataset + '|' + key, m));
    }

    void delete(String dataset, String key, long version) {
        rowKey.select(dataset + '|' + key);
        router.delete(dataset, key, Rows.deletion(dataset, key, version), routed, m -> route(dataset + '|' + key, m));
    }

    private void route(String from, Message message) {
        if (SubjectKind.isObject(message.target())) {
            send("r", from, message, this::toObject);
        } else {
            send("r", from, message, this::toIdentity);
        }
    }

    private void send(String stage, String from, Message message, java.util.function.Consumer<Message> receiver) {
        channels.computeIfAbsent(stage + from + '>' + message.target(), c -> new ArrayDeque<>())
                .add(() -> receiver.accept(message));
    }

    private void toObject(Message message) {
        object.select(message.target());
        objects.accept(message);
        dirtyObjects.add(message.target());
    }

    private void toIdentity(Message message) {
        presented.select(message.target());
        identity.accept(message, m -> send("i", message.target(), m, this::toSubject));
    }

    private void toSubject(Message message) {
        subject.select(message.target());
        subjects.accept(message);
        dirtySubjects.add(message.target());
    }

    /** Moves one message of any channel, or writes one waiting document; false when all is quiet. */
    boolean step(double eagerness) {
        channels.values().removeIf(Deque::isEmpty);
        boolean waiting = !dirtyObjects.isEmpty() || !dirtySubjects.isEmpty();
        if (channels.isEmpty() && !waiting) {
            return false;
        }
        if (waiting && (channels.isEmpty() || order.nextDouble() < eagerness)) {
            emitOne();
        } else {
            int n = order.nextInt(channels.size());
            channels.values().stream().skip(n).findFirst().orElseThrow().poll().run();
        }
        return true;
    }

    private void emitOne() {
        int n = order.nextInt(dirtyObjects.size() + dirtySubjects.size());
        if (n < dirtyObjects.size()) {
            String id = dirtyObjects.stream().skip(n).findFirst().orElseThrow();
            dirtyObjects.remove(id);
            object.select(id);
            objects.emit(id, this::write, m -> send("o", id, m, this::toIdentity));
        } else {
            String id = dirtySubjects.stream()
                    .skip(n - dirtyObjects.size())
                    .findFirst()
                    .orElseThrow();
            dirtySubjects.remove(id);
            subject.select(id);
            subjects.emit(id, this::write);
        }
    }

    /** Another execution, which this one does not continue, wrote something: what stands there now is not what we wrote. */
    void intrude(String index, String id, String target) {
        results.put(index + ' ' + id, JSON.createObjectNode().put("left by", "another execution"));
        if (SubjectKind.isObject(target)) {
            object.select(target);
            objects.doubt();
            dirtyObjects.add(target);
        } else {
            subject.select(target);
            subjects.doubt(index, id);
            dirtySubjects.add(target);
        }
    }

    private void write(Result result) {
        written++;
        String at = result.index() + ' ' + result.id();
        if (result.body() == null) {
            if (results.remove(at) == null) {
                throw new AssertionError("a tombstone without need: " + at);
            }
            return;
        }
        try {
            JsonNode body = JSON.readTree(result.body());
            if (body.equals(results.put(at, body))) {
                throw new AssertionError("written again without a change: " + at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void drain(double eagerness) {
        while (step(eagerness)) {
            // until all is quiet
        }
    }

    /** Documents and reminders by "index id". */
    Map<String, JsonNode> results() {
        return results;
    }

    int written() {
        return written;
    }

    /** Entries of state, of every stage. */
    int stateEntries() {
        return routed.size()
                + identityEntries.size()
                + aliases.size()
                + canonical.size()
                + objectEntries.size()
                + objectWritten.size()
                + notices.size()
                + subjectEntries.size()
                + subjectWritten.size()
                + reminders.size();
    }
}
