package org.taxbrain.jobs.file;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.taxbrain.jobs.file.kernel.Cell;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Slot;

/**
 * Gathers the changes of each key and writes what follows from them right before a checkpoint: its transaction is what makes
 * a result visible, so an earlier one would only be written again. In a rush, and for large files, changes are gathered
 * over several checkpoints. Urgent changes ({@link Message}) are written before those of daily files, which then get
 * a share of the time only: what is written faster than the index takes it would stand in the way of all
 * that follows. Time decides when and how often a document is written, never what the last one says.
 */
abstract class FoldOperator<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Message, T>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final String WAITING = "waiting";
    /** A file is gathered for so long for each of its entries, as it takes so much longer to write. */
    private static final long MICROS_PER_ENTRY = 100;
    /** A file of fewer entries is not worth remembering its size. */
    private static final int LARGE = 1_000;
    /** A checkpoint is held up for so long at most by each queue; what is left then waits for the next one. */
    private static final long BUDGET_MILLIS = 1_000;
    /** Beside urgent changes, the others get this part of the time since the last writing. */
    private static final int SHARE = 20;
    /** And not less than this. */
    private static final long LEAST_MILLIS = 25;
    /** So many keys may wait of each urgency (40 MB); then the one that has waited longest is written. */
    private static final int MOST = 250_000;

    private final long coalesceMillis;
    private transient Queue urgent;
    private transient Queue patient;
    /** When keys were last written. */
    private transient long lastWritten;

    private transient Cell<Boolean> isWaiting;
    private transient Cell<Integer> size;

    /** A key with changes that were not written. */
    private static final class Waiting {
        private final long since;
        /** Whether the state says so: most keys are written with the checkpoint that follows, and need not be kept. */
        private boolean isKept;

        Waiting(long since, boolean isKept) {
            this.since = since;
            this.isKept = isKept;
        }
    }

    /** The keys with changes of one urgency that were not written, in the order in which they began to wait. */
    private static final class Queue {
        private final LinkedHashMap<String, Waiting> keys = new LinkedHashMap<>();
        private final Rush rush = new Rush();
        private final boolean isUrgent;

        Queue(boolean isUrgent) {
            this.isUrgent = isUrgent;
        }
    }

    /** @param coalesce how long changes are gathered at most in a rush */
    FoldOperator(Duration coalesce) {
        this.coalesceMillis = coalesce.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        isWaiting = State.cell(getRuntimeContext(), WAITING, Types.BOOLEAN);
        size = State.rareCell(getRuntimeContext(), getKeyedStateBackend(), "size", Types.INT);
        urgent = new Queue(true);
        patient = new Queue(false);
        lastWritten = now();
        // nothing says any more which of them are urgent
        try (Stream<String> keys = this.<String>getKeyedStateBackend().getKeys(WAITING, VoidNamespace.INSTANCE)) {
            keys.forEach(key -> urgent.keys.put(key, new Waiting(0, true)));
        }
    }

    /** Keeps a message; returns whether anything can follow from it. */
    abstract boolean accept(Message message);

    /** Lets a key be written with the next checkpoint; it is made the current one. */
    void await(String key) {
        setCurrentKey(key);
        urgent.keys.computeIfAbsent(key, k -> new Waiting(0, false));
    }

    /** Hears of a result that stands in the topics; returns whether the key is to be written for that. */
    boolean hear(Message echo) {
        throw new IllegalStateException("an echo of a result reached a fold that writes none");
    }

    /**
     * Writes what changed of the current key.
     *
     * @param isUrgent whether what follows from it for others is urgent
     * @return the number of its entries
     */
    abstract int emit(String key, boolean isUrgent);

    @Override
    public void processElement(StreamRecord<Message> element) {
        Message message = element.getValue();
        Queue queue = message.urgent() ? urgent : patient;
        if (Slot.kindOf(message.slot()) != Slot.Kind.ECHO) {
            queue.rush.count();
            if (!accept(message)) {
                return;
            }
        } else if (!hear(message)) {
            return;
        }
        String key = (String) getCurrentKey();
        if (queue.keys.containsKey(key) || urgent.keys.containsKey(key)) {
            return;
        }
        Waiting earlier = queue == patient ? null : patient.keys.remove(key);
        queue.keys.put(key, new Waiting(now(), earlier != null && earlier.isKept));
        if (queue.keys.size() > MOST) {
            Iterator<Map.Entry<String, Waiting>> oldest = queue.keys.entrySet().iterator();
            Map.Entry<String, Waiting> longest = oldest.next();
            write(longest.getKey(), longest.getValue(), queue.isUrgent);
            oldest.remove();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        long share = Math.max(LEAST_MILLIS, (now() - lastWritten) / SHARE);
        boolean isAnyUrgent = write(urgent, BUDGET_MILLIS);
        write(patient, isAnyUrgent ? Math.min(share, BUDGET_MILLIS) : BUDGET_MILLIS);
        lastWritten = now();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        keep(urgent);
        keep(patient);
        super.snapshotState(context);
    }

    /** Has the checkpoint know which keys go on waiting. */
    private void keep(Queue queue) {
        queue.keys.forEach((key, waiting) -> {
            if (!waiting.isKept) {
                setCurrentKey(key);
                isWaiting.set(true);
                waiting.isKept = true;
            }
        });
    }

    /**
     * Writes keys that have waited long enough.
     *
     * @return whether there were any
     */
    private boolean write(Queue queue, long budgetMillis) {
        long start = now();
        long until = queue.rush.isOn(start) ? start - coalesceMillis : start;
        boolean any = false;
        Iterator<Map.Entry<String, Waiting>> keys = queue.keys.entrySet().iterator();
        while (keys.hasNext() && now() - start < budgetMillis) {
            Map.Entry<String, Waiting> key = keys.next();
            long since = key.getValue().since;
            if (since > until) {
                break;
            }
            setCurrentKey(key.getKey());
            Integer entries = size.get();
            if (entries == null || since <= start - entries * MICROS_PER_ENTRY / 1_000) {
                write(key.getKey(), key.getValue(), queue.isUrgent);
                keys.remove();
                any = true;
            }
        }
        return any;
    }

    @Override
    public void endInput() {
        for (Queue queue : List.of(urgent, patient)) {
            queue.keys.forEach((key, waiting) -> write(key, waiting, queue.isUrgent));
            queue.keys.clear();
        }
    }

    private void write(String key, Waiting waiting, boolean isUrgent) {
        setCurrentKey(key);
        if (waiting.isKept) {
            isWaiting.clear();
        }
        int entries = emit(key, isUrgent);
        if (entries >= LARGE) {
            size.set(entries);
        } else {
            size.clear();
        }
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}
