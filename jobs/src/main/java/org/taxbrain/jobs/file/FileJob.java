package org.taxbrain.jobs.file;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.jobs.file.kernel.Message;
import org.taxbrain.jobs.file.kernel.SubjectKind;

/**
 * The topology.
 *
 * <pre>
 *                   ┌─► aliases ─────────────────┬────────────────────┐
 *                   │                            ▼                    ▼
 * clean.* ─► route ─┼──────────────────────► identity ─► relatives ─► relatives' identity
 *                   │                            ▲  │                 │
 *                   │                            │  └─────────► subject ─┬─► file.*, reminder
 *                   ├─ units ─► object ─ notices ┘                 ▲     │         │
 *                   │            ▲ ▲  └─────── documents ──────────┼─────┘         │
 *                   │            │ └───────────────────────────────┴── echoes ◄────┘
 *                   └─► chain ─► case identity
 * </pre>
 */
public final class FileJob {
    /** Name of the job, and prefix of its consumer group and transactions. */
    public static final String NAME = "file";

    private FileJob() {}

    /**
     * Wires the job.
     *
     * @param clean the topics {@code clean.*}
     * @param results where documents and reminders go
     * @param echoes the same topics, read back by {@link Echoes}: what a rolled-back execution left there is put right
     * @param datasets look-up of declarations
     * @param coalesce how long changes are gathered at most in a bulk load
     */
    public static void define(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> clean,
            Sink<OutRecord> results,
            Source<Message, ?, ?> echoes,
            DatasetsFactory datasets,
            Duration coalesce) {
        DataStream<RawRecord> rows = env.fromSource(clean, WatermarkStrategy.noWatermarks(), "clean rows")
                .uid("clean");
        SingleOutputStreamOperator<Message> written = env.fromSource(
                        echoes, WatermarkStrategy.noWatermarks(), "results read back", MessageType.INFO)
                .uid("echoes");

        // row ─► messages to the subjects that it names
        SingleOutputStreamOperator<Message> routed = rows.keyBy(RouteFunction::key, Types.STRING)
                .process(new RouteFunction(datasets), MessageType.INFO)
                .uid("route")
                .name("route");

        // what case numbers go on with ─► the first number of each
        SingleOutputStreamOperator<Message> chained = routed.getSideOutput(RouteFunction.CHAINS)
                .keyBy(Message::target, Types.STRING)
                .process(new ChainFunction(), MessageType.INFO)
                .uid("chain")
                .name("chains of cases");

        // messages to case numbers ─► to the case under its first number
        SingleOutputStreamOperator<Message> debts = routed.getSideOutput(RouteFunction.CASES)
                .union(chained)
                .keyBy(Message::target, Types.STRING)
                .process(new IdentityFunction(), MessageType.INFO)
                .uid("case-identity")
                .name("case identity");

        // messages to units and cases ─► their documents, and notices to their people
        SingleOutputStreamOperator<Message> objects = routed.getSideOutput(RouteFunction.UNITS)
                .union(debts)
                .union(written.filter(message -> SubjectKind.isObject(message.target()))
                        .uid("object-echoes"))
                .keyBy(Message::target, Types.STRING)
                .transform("units and cases", MessageType.INFO, new ObjectOperator(datasets, coalesce))
                .uid("object");

        // what registers say about who is who ─► to all ids that it concerns
        SingleOutputStreamOperator<Message> aliases = routed.getSideOutput(RouteFunction.ALIASES)
                .keyBy(Message::target, Types.STRING)
                .process(new AliasFunction(), MessageType.INFO)
                .uid("aliases")
                .name("aliases");

        // messages to taxpayers as presented ─► to the canonical taxpayer
        SingleOutputStreamOperator<Message> identified = routed.union(objects, aliases)
                .keyBy(Message::target, Types.STRING)
                .process(new IdentityFunction(), MessageType.INFO)
                .uid("identity")
                .name("identity");

        // what concerns a person's relatives ─► notices to them as presented ─► to the canonical taxpayer
        SingleOutputStreamOperator<Message> told = identified
                .flatMap(new ContributionFunction(datasets))
                .returns(MessageType.INFO)
                .uid("contributions")
                .name("contributions")
                .keyBy(Message::target, Types.STRING)
                .transform("relatives", MessageType.INFO, new RelativesOperator(coalesce))
                .uid("relatives")
                .union(aliases)
                .keyBy(Message::target, Types.STRING)
                .process(new IdentityFunction(), MessageType.INFO)
                .uid("relatives-identity")
                .name("relatives' identity");

        // messages to taxpayers ─► their documents and reminders
        SingleOutputStreamOperator<OutRecord> subjects = identified
                .union(
                        told,
                        written.filter(message -> !SubjectKind.isObject(message.target()))
                                .uid("subject-echoes"))
                .keyBy(Message::target, Types.STRING)
                .transform("taxpayers", ResultRecords.TYPE, taxpayers(datasets, coalesce))
                .uid("subject");

        subjects.union(objects.getSideOutput(ObjectOperator.RESULTS))
                .sinkTo(results)
                .uid("results")
                .name("files and reminders");
    }

    /** The last operator by itself, keyed by {@link Message#target}: what becomes of the messages to a taxpayer. */
    public static OneInputStreamOperator<Message, OutRecord> taxpayers(DatasetsFactory datasets, Duration coalesce) {
        return new SubjectOperator(datasets, coalesce);
    }
}
