package org.taxbrain.jobs.file;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
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
 * over several checkpoints. Changes that a department promises within a minute are written before those of its daily files,
 * which then get a share of the time only: what is written faster than the index takes it would stand in the way of all
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
    /** A checkpoint is held up for so long at most; what is left then waits for the next one. */
    private static final long BUDGET_MILLIS = 1_000;
    /** Beside urgent changes, the others get this part of the time since the last writing. */
    private static final int SHARE = 5;
    /** And not less than this. */
    private static final long LEAST_MILLIS = 100;
    /** So many keys may wait of each urgency; then the one that has waited longest is written. */
    private static final int MOST = 50_000;

    private final long coalesceMillis;
    private transient Rush rush;
    /** The keys with urgent changes that were not written, and since when, in this order. */
    private transient LinkedHashMap<String, Long> urgent;
    /** The same of the keys with other changes alone. */
    private transient LinkedHashMap<String, Long> waiting;

    private transient long before;

    private transient Cell<Boolean> isWaiting;
    private transient Cell<Integer> size;

    /** @param coalesce how long changes are gathered at most in a rush */
    FoldOperator(Duration coalesce) {
        this.coalesceMillis = coalesce.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        rush = new Rush();
        isWaiting = State.cell(getRuntimeContext(), WAITING, Types.BOOLEAN);
        size = State.cell(getRuntimeContext(), "size", Types.INT);
        urgent = new LinkedHashMap<>();
        waiting = new LinkedHashMap<>();
        before = now();
        // nothing says any more which of them are urgent
        try (Stream<String> keys = this.<String>getKeyedStateBackend().getKeys(WAITING, VoidNamespace.INSTANCE)) {
            keys.forEach(key -> urgent.put(key, 0L));
        }
    }

    /** Keeps a message. */
    abstract void accept(Message message);

    /** Lets a key be written with the next checkpoint; it is made the current one. */
    void await(String key) {
        setCurrentKey(key);
        isWaiting.set(true);
        urgent.put(key, 0L);
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
        rush.count();
        if (Slot.kindOf(message.slot()) != Slot.Kind.ECHO) {
            accept(message);
        } else if (!hear(message)) {
            return;
        }
        String key = (String) getCurrentKey();
        if (urgent.containsKey(key)) {
            return;
        }
        if (message.urgent()) {
            Long since = waiting.remove(key);
            await(urgent, key, since == null, true);
        } else if (!waiting.containsKey(key)) {
            await(waiting, key, true, false);
        }
    }

    private void await(LinkedHashMap<String, Long> queue, String key, boolean isNew, boolean isUrgent) {
        queue.put(key, now());
        if (isNew) {
            isWaiting.set(true);
        }
        if (queue.size() > MOST) {
            Iterator<String> oldest = queue.keySet().iterator();
            write(oldest.next(), isUrgent);
            oldest.remove();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        long start = now();
        long until = rush.isOn(start) ? start - coalesceMillis : start;
        boolean isAnyUrgent = write(urgent, until, BUDGET_MILLIS, true);
        long share = Math.max(LEAST_MILLIS, (start - before) / SHARE);
        write(waiting, until, isAnyUrgent ? Math.min(share, BUDGET_MILLIS) : BUDGET_MILLIS, false);
        before = now();
    }

    /**
     * Writes keys that have waited long enough.
     *
     * @return whether there were any
     */
    private boolean write(LinkedHashMap<String, Long> queue, long until, long budgetMillis, boolean isUrgent) {
        long start = now();
        boolean any = false;
        Iterator<Map.Entry<String, Long>> keys = queue.entrySet().iterator();
        while (keys.hasNext() && now() - start < budgetMillis) {
            Map.Entry<String, Long> key = keys.next();
            if (key.getValue() > until) {
                break;
            }
            setCurrentKey(key.getKey());
            Integer entries = size.get();
            if (entries == null || key.getValue() <= start - entries * MICROS_PER_ENTRY / 1_000) {
                write(key.getKey(), isUrgent);
                keys.remove();
                any = true;
            }
        }
        return any;
    }

    @Override
    public void endInput() {
        urgent.keySet().forEach(key -> write(key, true));
        urgent.clear();
        waiting.keySet().forEach(key -> write(key, false));
        waiting.clear();
    }

    private void write(String key, boolean isUrgent) {
        setCurrentKey(key);
        isWaiting.clear();
        int entries = emit(key, isUrgent);
        if (entries >= LARGE) {
            size.set(entries);
        } else if (size.get() != null) {
            size.clear();
        }
    }

    private long now() {
        return getProcessingTimeService().getCurrentProcessingTime();
    }
}
