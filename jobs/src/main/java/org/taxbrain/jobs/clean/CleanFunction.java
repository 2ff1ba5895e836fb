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
import org.taxbrain.connectors.config.Pepper;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.NaturalKey;
import org.taxbrain.schemas.parse.CleanResult;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.SourceOrder;
import org.taxbrain.schemas.record.Wire;

/**
 * Decides what becomes of each landed row of a key: stale and repeated rows are passed over, the others parsed and checked. The fence
 * moves with accepted rows alone, so that a row mended under a newer descriptor can still come in at the order it always had.
 */
final class CleanFunction extends KeyedProcessFunction<String, RawRecord, OutRecord> {
    private static final long serialVersionUID = 1L;

    private final CatalogueAccess catalogue;
    private final String pepperFile;
    private final Duration deletedKept;

    private transient Wire<LandedRecord> landed;
    private transient Declared.Cache declared;
    private transient ValueState<Fence> fences;
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
        declared = new Declared.Cache(catalogue.open());
        fences = getRuntimeContext().getState(new ValueStateDescriptor<>("fence", TypeInformation.of(Fence.class)));
        sha256 = ContentDigest.sha256();
        output = new CleanOutput(Pepper.read(Path.of(pepperFile)));
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
            output.undecodable(in, kafkaTime, Refusal.undecodable(), out);
            return;
        }
        Declared dataset = declared.get(row.getDescriptorHash());
        if (dataset == null || !dataset.dataset().equals(row.getDataset())) {
            output.refused(in, row, Refusal.undeclared(row.getDescriptorHash()), out);
        } else if (NaturalKey.isUnreadable(row.getKey())) {
            output.refused(in, row, defectOr(row, Refusal.keyUnreadable()), out);
        } else {
            judge(in, row, dataset, context, out);
        }
    }

    /** Forgets a key that was deleted long ago, unless it has come back, or was deleted again, since. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OutRecord> out) throws IOException {
        Fence fence = fences.value();
        if (fence != null && fence.isDeleted() && fence.forgottenAt <= timestamp) {
            fences.clear();
        }
    }

    private void judge(RawRecord in, LandedRecord row, Declared dataset, Context context, Collector<OutRecord> out)
            throws IOException {
        long[] order = row.getOrder().stream().mapToLong(Long::longValue).toArray();
        Fence current = fences.value();
        int age = current == null ? 1 : SourceOrder.compare(order, current.order);
        if (age < 0) {
            output.passedOver(in, row, SUPERSEDED, out);
        } else if (age == 0 && dataset.revision() <= current.revision) {
            output.passedOver(in, row, DUPLICATE, out);
        } else if (row.getDefect() != null) {
            output.refused(in, row, Refusal.defect(row.getDefect()), out);
        } else if (row.getOperation() == Operation.DELETE) {
            TimerService timers = context.timerService();
            long forgottenAt = timers.currentProcessingTime() + deletedKept.toMillis();
            timers.registerProcessingTimeTimer(forgottenAt);
            fences.update(Fence.deleted(order, dataset.revision(), forgottenAt));
            output.accepted(in, row, null, List.of(), out);
        } else {
            read(in, row, dataset, order, current, out);
        }
    }

    private void read(
            RawRecord in, LandedRecord row, Declared dataset, long[] order, Fence current, Collector<OutRecord> out)
            throws IOException {
        CleanResult result = dataset.cleaner().clean(row.getValues(), row.getLandedAt());
        if (result instanceof Fault fault) {
            output.refused(in, row, fault, out);
            return;
        }
        CleanRow clean = (CleanRow) result;
        ContentDigest digest = ContentDigest.of(sha256, row.getDescriptorHash(), clean.payload());
        fences.update(Fence.of(order, dataset.revision(), digest));
        if (current != null && current.holds(digest)) {
            output.passedOver(in, row, DUPLICATE, out);
        } else {
            output.accepted(in, row, clean.payload(), clean.remarks(), out);
        }
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
