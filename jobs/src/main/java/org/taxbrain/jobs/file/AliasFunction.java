package org.taxbrain.jobs.file;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.file.kernel.AliasStage;
import org.taxbrain.jobs.file.kernel.Message;

/** Runs the {@link AliasStage}. */
final class AliasFunction extends KeyedProcessFunction<String, Message, Message> {
    private static final long serialVersionUID = 1L;
    private transient AliasStage stage;

    @Override
    public void open(OpenContext context) {
        stage = new AliasStage(new AliasStage.State(
                State.cell(getRuntimeContext(), "said", Types.MAP(Types.STRING, Types.STRING)),
                State.table(getRuntimeContext(), "claims", State.BYTES)));
    }

    @Override
    public void processElement(Message message, Context context, Collector<Message> out) {
        stage.accept(message, out::collect);
    }
}
