package org.taxbrain.jobs.clean;

import static org.taxbrain.schemas.record.OutcomeKind.DUPLICATE;
import static org.taxbrain.schemas.record.OutcomeKind.SUPERSEDED;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.taxbrain.connectors.config.Pepper;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.SourceOrder;
import org.taxbrain.schemas.record.Wire;

/**
 * Decides what becomes of each landed row of a key: stale and repeated rows are passed over, the others parsed and checked. The fence
 * moves with accepted rows alone, so that a row mended under a newer descriptor can still come in at the order it always had; what it
 * then stands for leaves quarantine.
 */
final class CleanFunction extends KeyedProcessFunction<String, RawRecord, OutRecord> {
    private static final long serialVersionUID = 1L;

    /** What comes into quarantine, and what leaves it. */
    static final OutputTag<QuarantineChange> QUARANTINE =
            new OutputTag<>("quarantine", TypeInformation.of(QuarantineChange.class));

    /** Name of the state. */
    static final String FENCE = "fence";

    private static final int NO_REVISION = 0;

    private final CatalogueAccess catalogue;
    private final String pepperFile;
    private final Duration deletedKept;

    private transient Wire<LandedRecord> landed;
    private transient Declarations<Declared> declared;
    private transient ValueState<Fence> fences;
    private transient KnownKeys known;
    private transient MessageDigest sha256;
    private transient CleanOutput output;

    CleanFunction(CatalogueAccess catalogue, String pepperFile, Duration deletedKept) {
        this.catalogue = catalogue;
        this.pepperFile = pepperFile;
        this.deletedKept = deletedKept;
    }

    @Override
    public void open(OpenContext context) {
        landed = Wire.landed();
        declared = new Declarations<>(catalogue.open(), Declared::of);
        fences = getRuntimeContext().getState(new ValueStateDescriptor<>(FENCE, TypeInformation.of(Fence.class)));
        sha256 = ContentDigest.sha256();
        output = new CleanOutput(
                Pepper.read(Path.of(pepperFile)),
                new OutcomeCounts(getRuntimeContext().getMetricGroup()));
    }

    /** Hears which keys may have a fence, before the first row. */
    void setKnown(KnownKeys known) {
        this.known = known;
    }

    @Override
    public void close() {
        if (declared != null) {
            declared.close();
        }
    }

    @Override
    public void processElement(RawRecord in, Context context, Collector<OutRecord> out) throws IOException {
        LandedRecord row = decode(in, context.getCurrentKey());
        if (row == null) {
            long kafkaTime = context.timestamp() == null ? 0 : context.timestamp();
            context.output(QUARANTINE, output.undecodable(in, kafkaTime, Refusal.undecodable(), out));
            return;
        }
        Declared dataset = declared.get(row.getDescriptorHash());
        Fault undeclared = dataset != null && dataset.dataset().equals(row.getDataset())
                ? null
                : Refusal.undeclared(row.getDescriptorHash());
        if (NaturalKey.isUnreadable(row.getKey())) {
            Fault fault = undeclared == null ? defectOr(row, Refusal.keyUnreadable()) : undeclared;
            refuseWithoutKey(in, row, fault, context, out);
        } else if (undeclared != null) {
            refuse(in, row, NO_REVISION, undeclared, fence(context), context, out);
        } else {
            judge(in, row, dataset, context, out);
        }
    }

    /** Forgets a key that was deleted long ago, unless it has come back, or was deleted again, since. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws IOException {
        Fence fence = fences.value();
        if (fence == null || !fence.isDeleted() || fence.forgottenAt > timestamp) {
            return;
        }
        if (fence.refused == null) {
            fences.clear();
        } else {
            Fence none = new Fence();
            none.refused = fence.refused;
            fences.update(none);
        }
    }

    private void judge(RawRecord in, LandedRecord row, Declared dataset, Context context, Collector<OutRecord> out)
            throws IOException {
        long[] order = Fence.order(row);
        Fence current = fence(context);
        int age = Fence.age(order, current);
        if (age < 0) {
            output.passedOver(in, row, SUPERSEDED, out);
            replayed(row, List.of(), context, out);
        } else if (age == 0 && dataset.revision() <= current.revision) {
            output.passedOver(in, row, DUPLICATE, out);
            replayed(row, List.of(), context, out);
        } else if (row.getDefect() != null) {
            refuse(in, row, dataset.revision(), Refusal.defect(row.getDefect()), current, context, out);
        } else if (row.getOperation() == Operation.DELETE) {
            TimerService timers = context.timerService();
            long forgottenAt = timers.currentProcessingTime() + deletedKept.toMillis();
            timers.registerProcessingTimeTimer(forgottenAt);
            accept(row, Fence.deleted(order, dataset.revision(), forgottenAt), current, context, out);
            output.accepted(in, row, null, List.of(), out);
        } else {
            read(in, row, dataset, order, current, context, out);
        }
    }

    private void read(
            RawRecord in,
            LandedRecord row,
            Declared dataset,
            long[] order,
            Fence current,
            Context context,
            Collector<OutRecord> out)
            throws IOException {
        CleanResult result = dataset.cleaner().clean(row.getValues(), row.getLandedAt());
        if (result instanceof Fault fault) {
            refuse(in, row, dataset.revision(), fault, current, context, out);
            return;
        }
        CleanRow clean = (CleanRow) result;
        ContentDigest digest = ContentDigest.of(sha256, row.getDescriptorHash(), clean.payload());
        boolean isKnown = current != null && current.holds(digest);
        accept(row, Fence.of(order, dataset.revision(), digest), current, context, out);
        if (isKnown) {
            output.passedOver(in, row, DUPLICATE, out);
        } else {
            output.accepted(in, row, clean.payload(), clean.remarks(), out);
        }
    }

    /** Moves the fence; what the row stands for from now on leaves quarantine: itself, as it landed before, and older versions. */
    private void accept(LandedRecord row, Fence next, Fence current, Context context, Collector<OutRecord> out)
            throws IOException {
        List<RefusedVersion> outranked = next.succeed(current);
        keep(next, context);
        if (outranked.isEmpty() && row.getReplayOf() == null) {
            return;
        }
        String id = output.id(row);
        for (RefusedVersion version : outranked) {
            OutcomeKind kind = version.id.equals(id) ? DUPLICATE : SUPERSEDED;
            output.moved(row.getDataset(), version.batch, version.partition, version.offset, kind, out);
            context.output(QUARANTINE, QuarantineChange.leaves(row.getDataset(), version.batch, version.id));
        }
        replayed(row, outranked, context, out);
    }

    /** A replayed row whose first landing is not in this key's state (it had another key then) tells by itself where that was. */
    private void replayed(LandedRecord row, List<RefusedVersion> outranked, Context context, Collector<OutRecord> out) {
        if (row.getReplayOf() == null) {
            return;
        }
        String id = output.id(row);
        if (outranked.stream().noneMatch(v -> v.id.equals(id))) {
            output.landedAgain(row, out);
            context.output(QUARANTINE, QuarantineChange.leaves(row.getDataset(), row.getBatch(), id));
        }
    }

    /** Of a place in the source, quarantine holds what was read there last: the version before leaves, as the newer one stands for it. */
    private void refuse(
            RawRecord in,
            LandedRecord row,
            int revision,
            Fault fault,
            Fence current,
            Context context,
            Collector<OutRecord> out)
            throws IOException {
        RefusedVersion before = Fence.refused(current, version -> output.isPlaceOf(version, row));
        int age = before == null ? 1 : SourceOrder.compare(Fence.order(row), before.order);
        if (age < 0 || age == 0 && revision <= before.revision && row.getReplayOf() == null) {
            output.passedOver(in, row, age < 0 ? SUPERSEDED : DUPLICATE, out);
            replayed(row, List.of(), context, out);
            return;
        }
        String id = output.id(row);
        boolean again = before != null && before.id.equals(id);
        if (before != null) {
            OutcomeKind kind = age == 0 ? DUPLICATE : SUPERSEDED;
            output.moved(row.getDataset(), before.batch, before.partition, before.offset, kind, out);
            if (!again) {
                context.output(QUARANTINE, QuarantineChange.leaves(row.getDataset(), before.batch, before.id));
            }
        }
        if (age > 0) {
            output.landedAgain(row, out);
        }
        keep(Fence.withRefused(current, before, RefusedVersion.of(id, row, revision, in)), context);
        QuarantineChange change = output.refused(in, row, fault, out);
        change.again = again || row.getReplayOf() != null;
        context.output(QUARANTINE, change);
    }

    /** Rows whose key can't be read have a state in common that says nothing of any of them. */
    private void refuseWithoutKey(
            RawRecord in, LandedRecord row, Fault fault, Context context, Collector<OutRecord> out) {
        output.landedAgain(row, out);
        QuarantineChange change = output.refused(in, row, fault, out);
        change.again = row.getReplayOf() != null;
        context.output(QUARANTINE, change);
    }

    /** The fence of the current key; null: it has none. */
    private Fence fence(Context context) throws IOException {
        return known.mayHold(context.getCurrentKey()) ? fences.value() : null;
    }

    private void keep(Fence fence, Context context) throws IOException {
        known.add(context.getCurrentKey());
        fences.update(fence);
    }

    /** The landed row; null if the bytes are none, or one that belongs to another topic or key, whose fence is not here. */
    private LandedRecord decode(RawRecord in, String stateKey) {
        if (in.tombstone || in.value == null) {
            return null;
        }
        LandedRecord row;
        try {
            row = landed.decode(in.value);
        } catch (RuntimeException e) {
            // whatever a decoder makes of foreign bytes: the record ends in quarantine, where its position tells what
            // to look at
            return null;
        }
        return stateKey.equals(row.getDataset() + '|' + row.getKey()) ? row : null;
    }

    private static Fault defectOr(LandedRecord row, Fault otherwise) {
        return row.getDefect() == null ? otherwise : Refusal.defect(row.getDefect());
    }
}
