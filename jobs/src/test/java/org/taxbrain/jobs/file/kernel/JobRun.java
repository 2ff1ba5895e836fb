package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;

/**
 * What stands around the kernel's stages: the topics before and behind it, checkpoints, and restarts from them. A barrier
 * commits what was written since the last one; a restart takes back what was not committed, reads the input since the
 * checkpoint again, and reads back the results that were committed since.
 *
 * @param <S> what a checkpoint holds of the stages
 * @param <R> a result as the stages write it
 */
public abstract class JobRun<S, R> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Change> input = new ArrayList<>();
    private final List<Checkpoint<S>> checkpoints = new ArrayList<>();
    private final List<R> log = new ArrayList<>();
    private final List<R> transaction = new ArrayList<>();
    /** What the topics hold, with what the open transaction would add, and without. */
    private final Map<String, JsonNode> results = new TreeMap<>();

    private Map<String, JsonNode> committed = Map.of();
    /** Results that another execution may have written: whether they change can't be told. */
    private final Set<String> doubted = new HashSet<>();

    private int written;
    /** So many of the log's results have come back. */
    private int back;

    /** The stages, what they doubt, and how much of the input they had read, and of the results they had read back. */
    private record Checkpoint<S>(S stages, Set<String> doubted, int input, int log) {}

    /** The stages are to read a change. */
    protected abstract void feed(Change change);

    /** The stages are to read back a result of another execution. */
    protected abstract void readBack(R result);

    /** A result that the stages themselves wrote, and that is committed, comes back to them. */
    protected abstract void cameBack(R result);

    /** All that the stages were to read arrives, and waiting keys are written, but those that are held back. */
    protected abstract void pass(Dice order, int holding);

    protected abstract S snapshot();

    protected abstract void restore(S stages);

    protected abstract Result result(R written);

    /** Moves a message of the pick-th channel that holds one; nothing when all are empty. */
    protected abstract void deliver(int pick);

    /** Writes the pick-th waiting key, as too many waiting ones cause; nothing when none waits. */
    protected abstract void writeWaiting(int pick);

    /** Entries of state, and keys that wait. */
    public abstract int stateEntries();

    /** To be called before anything is sent: the beginning is what a restart behind the oldest checkpoint goes back to. */
    protected final void begin() {
        checkpoints.add(new Checkpoint<>(snapshot(), Set.of(), 0, 0));
    }

    /** A change stands in its clean topic from now on. */
    final void send(Change change) {
        input.add(change);
        feed(change);
    }

    /** The stages write a result. */
    protected final void write(R record) {
        written++;
        transaction.add(record);
        Result result = result(record);
        String at = at(result);
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

    private static String at(Result result) {
        return result.index() + ' ' + result.id();
    }

    /**
     * Passes a checkpoint's barrier: what was sent before it arrives, in the order that chance picks; waiting keys are
     * written; the transaction is committed.
     *
     * @param holding each so manieth waiting key waits on, as in a rush; 0: all are written
     */
    final void barrier(Dice order, int holding) {
        comeBack();
        pass(order, holding);
        if (holding == 0) {
            doubted.clear();
        }
        // what the transaction holds can't have been read back before it is committed
        checkpoints.add(new Checkpoint<>(snapshot(), Set.copyOf(doubted), input.size(), log.size()));
        log.addAll(transaction);
        transaction.clear();
        committed = new TreeMap<>(results);
    }

    /** What was committed by now comes back. */
    final void comeBack() {
        while (back < log.size()) {
            cameBack(log.get(back++));
        }
    }

    /**
     * Goes on from a checkpoint.
     *
     * @param back 0 is the newest, 1 the one before; behind the oldest, from the beginning
     * @param compacted whether of what was sent since then the topic only holds the newest version of each row
     */
    void restart(int back, boolean compacted) {
        Checkpoint<S> checkpoint = checkpoints.get(Math.max(0, checkpoints.size() - 1 - back));
        restore(checkpoint.stages);
        doubted.clear();
        doubted.addAll(checkpoint.doubted);
        transaction.clear();
        results.clear();
        results.putAll(committed);
        for (R echo : log.subList(checkpoint.log, log.size())) {
            doubted.add(at(result(echo)));
            readBack(echo);
        }
        back = log.size();
        List<Change> since = input.subList(checkpoint.input, input.size());
        (compacted ? compact(since) : since).forEach(this::feed);
    }

    private static Collection<Change> compact(List<Change> changes) {
        Map<String, Change> newest = new LinkedHashMap<>();
        changes.forEach(change ->
                newest.merge(change.dataset() + '|' + change.key(), change, (a, b) -> a.order() > b.order() ? a : b));
        return newest.values();
    }

    /** Documents and reminders by "index id". */
    final Map<String, JsonNode> results() {
        return results;
    }

    /** How many results were written, tombstones too. */
    final int written() {
        return written;
    }
}
