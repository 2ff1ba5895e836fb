package org.taxbrain.jobs.file;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.file.kernel.ChainStage;
import org.taxbrain.jobs.file.kernel.Message;

/** Runs the {@link ChainStage}. */
final class ChainFunction extends KeyedProcessFunction<String, Message, Message> {
    private static final long serialVersionUID = 1L;
    private transient ChainStage stage;

    @Override
    public void open(OpenContext context) {
        stage = new ChainStage(new ChainStage.State(
                State.table(getRuntimeContext(), "predecessors", Types.STRING),
                State.table(getRuntimeContext(), "successors", Types.STRING)));
    }

    @Override
    public void processElement(Message message, Context context, Collector<Message> out) {
        stage.accept(message, out::collect);
    }
}
