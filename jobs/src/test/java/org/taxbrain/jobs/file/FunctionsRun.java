package org.taxbrain.jobs.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.ThrowingRunnable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Rows;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.jobs.file.kernel.SubjectKind;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/**
 * The functions with Flink's state, each in some subtasks, without a cluster. Messages between two subtasks keep their
 * order; any two subtasks' messages may move next.
 */
final class FunctionsRun implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Duration COALESCE = Duration.ofSeconds(10);
    private static final DatasetsFactory DATASETS = () -> new DatasetsFactory.Open() {
        @Override
        public Dataset byHash(String hash) {
            return Rows.byHash(hash);
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    private final Stage<RawRecord, Message> route;
    private final Stage<Message, Message> aliases;
    private final Stage<Message, Message> chains;
    private final Stage<Message, Message> cases;
    private final Stage<Message, Message> identity;
    private final Stage<Message, Message> relatives;
    private final Stage<Message, Message> told;
    private final Stage<Message, Message> objects;
    private final Stage<Message, OutRecord> subjects;
    private final ContributionFunction contribution = new ContributionFunction(DATASETS);
    /** Messages on the way, by pair of subtasks. */
    private final Map<String, Deque<ThrowingRunnable<Exception>>> channels = new LinkedHashMap<>();

    private final Random order;
    private final Map<String, JsonNode> results = new TreeMap<>();
    private final List<OutRecord> written = new ArrayList<>();
    private final Consumer<OutRecord> sink;
    private long clock;
    /** So many of the written results have come back. */
    private int back;

    /** What a checkpoint holds: the functions' state, with what still waits to be written, and what was written by then. */
    record Snapshot(
            List<OperatorSubtaskState> route,
            List<OperatorSubtaskState> aliases,
            List<OperatorSubtaskState> chains,
            List<OperatorSubtaskState> cases,
            List<OperatorSubtaskState> identity,
            List<OperatorSubtaskState> relatives,
            List<OperatorSubtaskState> told,
            List<OperatorSubtaskState> objects,
            List<OperatorSubtaskState> subjects,
            Map<String, JsonNode> results,
            long clock) {
        private static final Snapshot NONE = new Snapshot(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                Map.of(), 0);

        /** The same state over topics that hold something else than it believes. */
        Snapshot over(Map<String, JsonNode> committed) {
            return new Snapshot(
                    route, aliases, chains, cases, identity, relatives, told, objects, subjects, committed, clock);
        }
    }

    FunctionsRun() throws Exception {
        this(new EmbeddedRocksDBStateBackend(), 1, null);
    }

    /** @param from what to restore, of any parallelism; null: nothing */
    FunctionsRun(StateBackend backend, int parallelism, Snapshot from) throws Exception {
        this(backend, parallelism, from, result -> {});
    }

    /** @param sink where each result goes */
    FunctionsRun(StateBackend backend, int parallelism, Snapshot from, Consumer<OutRecord> sink) throws Exception {
        this.sink = sink;
        Snapshot start = from == null ? Snapshot.NONE : from;
        order = new Random(parallelism);
        route = new Stage<>(
                () -> new KeyedProcessOperator<>(new RouteFunction(DATASETS)),
                RouteFunction::key,
                backend,
                parallelism,
                start.route);
        chains = new Stage<>(
                () -> new KeyedProcessOperator<>(new ChainFunction()),
                Message::target,
                backend,
                parallelism,
                start.chains);
        cases = new Stage<>(
                () -> new KeyedProcessOperator<>(new IdentityFunction()),
                Message::target,
                backend,
                parallelism,
                start.cases);
        aliases = new Stage<>(
                () -> new KeyedProcessOperator<>(new AliasFunction()),
                Message::target,
                backend,
                parallelism,
                start.aliases);
        identity = identity(backend, parallelism, start.identity);
        relatives = new Stage<>(
                () -> new RelativesOperator(COALESCE), Message::target, backend, parallelism, start.relatives);
        told = identity(backend, parallelism, start.told);
        objects = new Stage<>(
                () -> new ObjectOperator(DATASETS, COALESCE), Message::target, backend, parallelism, start.objects);
        subjects = new Stage<>(
                () -> new SubjectOperator(DATASETS, COALESCE), Message::target, backend, parallelism, start.subjects);
        contribution.open(DefaultOpenContext.INSTANCE);
        results.putAll(start.results);
        clock = start.clock;
        setTime();
    }

    private static Stage<Message, Message> identity(
            StateBackend backend, int parallelism, List<OperatorSubtaskState> from) throws Exception {
        return new Stage<>(
                () -> new KeyedProcessOperator<>(new IdentityFunction()), Message::target, backend, parallelism, from);
    }

    /** Reads a change; what follows from it may stay on the way for a while. */
    void apply(Change change) throws Exception {
        RawRecord record = new RawRecord();
        record.topic = Topics.clean(change.dataset());
        record.key = change.key().getBytes(StandardCharsets.UTF_8);
        record.tombstone = change.row() == null;
        record.value = record.tombstone
                ? Rows.deletion(change.dataset(), change.key(), change.order())
                : Rows.clean(change.dataset(), change.key(), change.order(), change.row());
        route.process(record);
        collect();
        while (!channels.isEmpty() && order.nextInt(8) > 0) {
            deliver();
        }
    }

    /** Lets time go by. */
    void pass(int millis) throws Exception {
        clock += millis;
        setTime();
        drain();
    }

    private void setTime() throws Exception {
        route.setTime(clock);
        aliases.setTime(clock);
        chains.setTime(clock);
        cases.setTime(clock);
        identity.setTime(clock);
        relatives.setTime(clock);
        told.setTime(clock);
        objects.setTime(clock);
        subjects.setTime(clock);
    }

    /** Passes a checkpoint's barrier through the functions. */
    void barrier() throws Exception {
        drain();
        objects.prepareSnapshot();
        drain();
        relatives.prepareSnapshot();
        drain();
        subjects.prepareSnapshot();
        drain();
    }

    /** Ends the input: nothing may wait any more. */
    void end() throws Exception {
        drain();
        objects.endInput();
        drain();
        relatives.endInput();
        drain();
        subjects.endInput();
        drain();
    }

    /** What this run wrote is committed and comes back to it. */
    void comeBack() throws Exception {
        while (back < written.size()) {
            readBack(written.get(back++));
        }
        drain();
    }

    /** Goes on where another run was rolled back: the topics hold what that one committed, and it is read back. */
    void readBack(FunctionsRun other) throws Exception {
        results.clear();
        results.putAll(other.results);
        for (OutRecord result : other.written) {
            readBack(result);
        }
    }

    /** A result is on its way back from its topic. */
    void readBack(OutRecord result) throws Exception {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(result.topic, 0, 0, result.key, result.value);
        read.headers().add(Topics.META_HEADER, result.meta);
        List<Message> echoes = new ArrayList<>();
        new Echoes().deserialize(read, new ListCollector<>(echoes));
        for (Message echo : echoes) {
            send("echoes", SubjectKind.isObject(echo.target()) ? objects : subjects, echo);
        }
    }

    /** All that was sent arrives. */
    void drain() throws Exception {
        collect();
        while (!channels.isEmpty()) {
            deliver();
        }
    }

    private void deliver() throws Exception {
        List<String> full = List.copyOf(channels.keySet());
        String channel = full.get(order.nextInt(full.size()));
        Deque<ThrowingRunnable<Exception>> messages = channels.get(channel);
        messages.poll().run();
        if (messages.isEmpty()) {
            channels.remove(channel);
        }
        collect();
    }

    /** Puts what the functions sent on its way. */
    private void collect() throws Exception {
        for (int i = 0; i < route.subtasks().size(); i++) {
            for (Message message : sent(route, i, RouteFunction.UNITS)) {
                send("route " + i + " objects", objects, message);
            }
            for (Message message : sent(route, i, RouteFunction.ALIASES)) {
                send("route " + i + " aliases", aliases, message);
            }
            for (Message message : sent(aliases, i)) {
                send("aliases " + i + " identity", identity, message);
                send("aliases " + i + " told", told, message);
            }
            for (Message message : sent(relatives, i)) {
                send("relatives " + i, told, message);
            }
            for (Message message : sent(told, i)) {
                send("told " + i, subjects, message);
            }
            for (Message message : sent(route, i, RouteFunction.CASES)) {
                send("route " + i + " cases", cases, message);
            }
            for (Message message : sent(route, i, RouteFunction.CHAINS)) {
                send("route " + i + " chains", chains, message);
            }
            for (Message message : sent(chains, i)) {
                send("chains " + i, cases, message);
            }
            for (Message message : sent(cases, i)) {
                send("cases " + i, objects, message);
            }
            for (Message message : sent(route, i)) {
                send("route " + i + " identity", identity, message);
            }
            for (Message message : sent(objects, i)) {
                send("objects " + i, identity, message);
            }
            for (Message message : sent(identity, i)) {
                send("identity " + i, subjects, message);
                List<Message> contributions = new ArrayList<>();
                contribution.flatMap(message, new ListCollector<>(contributions));
                for (Message contributed : contributions) {
                    send("identity " + i + " relatives", relatives, contributed);
                }
            }
            write(sent(subjects, i));
            write(sent(objects, i, ObjectOperator.RESULTS));
        }
    }

    private void send(String from, Stage<Message, ?> to, Message message) throws Exception {
        channels.computeIfAbsent(from + '>' + to.subtaskOf(message), c -> new ArrayDeque<>())
                .add(() -> to.process(message));
    }

    private static <O> List<O> sent(Stage<?, O> stage, int subtask) {
        var harness = stage.subtasks().get(subtask);
        List<O> sent = harness.extractOutputValues();
        harness.getOutput().clear();
        return sent;
    }

    private static <O> List<O> sent(Stage<?, ?> stage, int subtask, OutputTag<O> tag) {
        Queue<StreamRecord<O>> output = stage.subtasks().get(subtask).getSideOutput(tag);
        List<O> sent = new ArrayList<>();
        while (output != null && !output.isEmpty()) {
            sent.add(output.poll().getValue());
        }
        return sent;
    }

    private void write(List<OutRecord> records) throws Exception {
        for (OutRecord out : records) {
            written.add(out);
            sink.accept(out);
            String index = out.topic.replace(Topics.FILE_PREFIX, "");
            String at = index + ' ' + new String(out.key, StandardCharsets.UTF_8);
            if (out.value == null) {
                results.remove(at);
            } else {
                results.put(at, JSON.readTree(Wire.result().decode(out.value).getBody()));
            }
        }
    }

    /** What a checkpoint holds that lets all waiting keys wait on, as in a rush. */
    Snapshot snapshot() throws Exception {
        drain();
        return new Snapshot(
                route.checkpoint(clock),
                aliases.checkpoint(clock),
                chains.checkpoint(clock),
                cases.checkpoint(clock),
                identity.checkpoint(clock),
                relatives.checkpoint(clock),
                told.checkpoint(clock),
                objects.checkpoint(clock),
                subjects.checkpoint(clock),
                new TreeMap<>(results),
                clock);
    }

    /** The same in the format that any state backend can restore. */
    Snapshot savepoint() throws Exception {
        drain();
        return new Snapshot(
                route.savepoint(clock),
                aliases.savepoint(clock),
                chains.savepoint(clock),
                cases.savepoint(clock),
                identity.savepoint(clock),
                relatives.savepoint(clock),
                told.savepoint(clock),
                objects.savepoint(clock),
                subjects.savepoint(clock),
                new TreeMap<>(results),
                clock);
    }

    Map<String, JsonNode> results() {
        return results;
    }

    /** The results that this run wrote, tombstones too. */
    List<OutRecord> written() {
        return written;
    }

    /** Entries of keyed state; only the backend over maps can count them. */
    int stateEntries() {
        return Stream.of(route, aliases, chains, cases, identity, relatives, told, objects, subjects)
                .mapToInt(Stage::stateEntries)
                .sum();
    }

    @Override
    public void close() {
        route.close();
        aliases.close();
        chains.close();
        cases.close();
        identity.close();
        contribution.close();
        relatives.close();
        told.close();
        objects.close();
        subjects.close();
    }
}
