package org.taxbrain.jobs.file;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.file.kernel.Cell;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.Routed;
import org.taxbrain.jobs.file.kernel.Router;
import org.taxbrain.jobs.file.kernel.RowReader;
import org.taxbrain.jobs.file.kernel.Slot;
import org.taxbrain.jobs.file.kernel.SubjectKind;
import org.taxbrain.schemas.record.Topics;

/**
 * Runs the {@link Router}: messages to taxpayers by the main output, those to units by {@link #UNITS}, to case numbers by
 * {@link #CASES}, what a number goes on with by {@link #CHAINS}, and those about who is who by {@link #ALIASES}.
 */
final class RouteFunction extends KeyedProcessFunction<String, RawRecord, Message> {
    private static final long serialVersionUID = 1L;
    static final OutputTag<Message> UNITS = new OutputTag<>("units", MessageType.INFO);
    static final OutputTag<Message> CASES = new OutputTag<>("cases", MessageType.INFO);
    static final OutputTag<Message> CHAINS = new OutputTag<>("chains", MessageType.INFO);
    static final OutputTag<Message> ALIASES = new OutputTag<>("aliases", MessageType.INFO);

    private final DatasetsFactory factory;
    private transient DatasetsFactory.Open datasets;
    private transient Router router;
    private transient Cell<Routed> routed;

    RouteFunction(DatasetsFactory factory) {
        this.factory = factory;
    }

    /** The key of the stage: topics are datasets. */
    static String key(RawRecord record) {
        return record.topic + '\n' + new String(record.key, StandardCharsets.UTF_8);
    }

    @Override
    public void open(OpenContext context) {
        datasets = factory.open();
        router = new Router(new RowReader(datasets));
        routed = State.cell(getRuntimeContext(), "routed", Types.POJO(Routed.class));
    }

    @Override
    public void close() {
        if (datasets != null) {
            datasets.close();
        }
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Message> out) {
        if (record.tombstone) {
            String dataset = record.topic.substring(Topics.CLEAN_PREFIX.length());
            String key = new String(record.key, StandardCharsets.UTF_8);
            router.delete(dataset, key, record.value, routed, message -> send(message, context, out));
        } else {
            router.upsert(record.value, routed, message -> send(message, context, out));
        }
    }

    private static void send(Message message, Context context, Collector<Message> out) {
        if (Slot.isAboutIdentity(message.slot())) {
            context.output(ALIASES, message);
        } else if (Slot.kindOf(message.slot()) == Slot.Kind.CONTINUATION) {
            context.output(CHAINS, message);
        } else if (SubjectKind.isCase(message.target())) {
            context.output(CASES, message);
        } else if (SubjectKind.isObject(message.target())) {
            context.output(UNITS, message);
        } else {
            out.collect(message);
        }
    }
}
