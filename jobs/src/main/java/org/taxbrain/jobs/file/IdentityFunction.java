package org.taxbrain.jobs.file;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.file.kernel.IdentityStage;
import org.taxbrain.jobs.file.kernel.Message;

/** Runs the {@link IdentityStage}. */
final class IdentityFunction extends KeyedProcessFunction<String, Message, Message> {
    private static final long serialVersionUID = 1L;
    private transient IdentityStage stage;

    @Override
    public void open(OpenContext context) {
        stage = new IdentityStage(new IdentityStage.State(
                State.table(getRuntimeContext(), "entries", State.BYTES),
                State.cell(getRuntimeContext(), "aliases", Types.MAP(Types.STRING, Types.STRING))));
    }

    @Override
    public void processElement(Message message, Context context, Collector<Message> out) {
        stage.accept(message, out::collect);
    }
}
