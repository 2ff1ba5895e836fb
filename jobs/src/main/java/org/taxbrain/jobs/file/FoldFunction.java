package org.taxbrain.jobs.file;

import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.file.kernel.Cell;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Slot;

/**
 * Gathers a burst of changes of one key and writes what follows from them once: after a while by the clock, at the latest
 * when the input ends. The clock decides how often a document is written, never what the last one says.
 */
abstract class FoldFunction<T> extends KeyedProcessFunction<String, Message, T> {
    private static final long serialVersionUID = 1L;
    /** Fires with the last watermark, which comes when the input ends or the job is drained. */
    private static final long END = Watermark.MAX_WATERMARK.getTimestamp();
    /** A file of so many entries is gathered twice as long, as it takes so much longer to write. */
    private static final int LARGE = 1_000;

    private final long coalesceMillis;
    private transient Rush rush;
    private transient byte[] mark;
    private transient Cell<Long> due;
    private transient Cell<Integer> size;

    FoldFunction(Duration coalesce) {
        this.coalesceMillis = coalesce.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        rush = new Rush();
        mark = Echoes.newMark();
        due = State.cell(getRuntimeContext(), "due", Types.LONG);
        size = State.cell(getRuntimeContext(), "size", Types.INT);
    }

    /** What tells the results that this execution writes from those of others. */
    byte[] mark() {
        return mark;
    }

    /** Keeps a message. */
    abstract void accept(Message message);

    /** A result was written by an execution that this one does not continue, such as one that was rolled back. */
    abstract void doubt(String index, String id);

    /** Writes what changed of a key; returns the number of its entries. */
    abstract int emit(String key, Context context, Collector<T> out);

    @Override
    public void processElement(Message message, Context context, Collector<T> out) {
        rush.count();
        if (Slot.kindOf(message.slot()) != Slot.Kind.ECHO) {
            accept(message);
        } else if (Arrays.equals(message.body(), mark)) {
            return;
        } else {
            doubt(Slot.echoIndex(message.slot()), Slot.echoId(message.slot()));
        }
        if (due.get() == null) {
            TimerService timers = context.timerService();
            long now = timers.currentProcessingTime();
            long at = now + delay(now);
            timers.registerProcessingTimeTimer(at);
            timers.registerEventTimeTimer(END);
            due.set(at);
        }
    }

    private long delay(long now) {
        Integer entries = size.get();
        long forSize = entries == null ? 0 : coalesceMillis * entries / LARGE;
        return coalesceMillis + forSize + coalesceMillis * rush.factor(now);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) {
        Long at = due.get();
        if (at == null) {
            return;
        }
        context.timerService().deleteProcessingTimeTimer(at);
        context.timerService().deleteEventTimeTimer(END);
        due.clear();
        int entries = emit(context.getCurrentKey(), context, out);
        if (entries >= LARGE) {
            size.set(entries);
        } else if (size.get() != null) {
            size.clear();
        }
    }
}
