package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.taxbrain.jobs.common.JobEnvironment;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.file.FileJob;
import org.taxbrain.jobs.file.kernel.Message;

/**
 * What one change of a subject costs that has so many facts: FileJob's last operator over RocksDB, one change after the
 * other, each followed by what is written for it, if anything. Half of the changes are of rows that the document shows, half of any.
 *
 * @param facts that the subject has
 * @param changes that were measured
 * @param cpuMicros of the operator's thread, for each change
 */
record ChangeCost(int facts, int changes, double cpuMicros) {
    private static final int WARM_UP = 3_000;
    /** Enough for large sections, which take other ways through the code than a small file. */
    private static final int WARM_FACTS = 1_000;

    private static final int MOST = 3_000;
    private static final int LEAST = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int WRITTEN_EACH = 1_000;
    /** What the operator's slot has; the harness's own 3 MiB would have RocksDB write a file for nearly every entry. */
    private static final MemorySize ROCKSDB = MemorySize.ofMebiBytes(128);

    /** Longer than a file of any size is gathered. */
    private static final long PAUSE_MILLIS = 3_600_000;

    /** Runs in a process of its own. Arguments: the number of facts, the file for the result. */
    public static void main(String[] args) throws Exception {
        ChangeCost cost = measure(Integer.parseInt(args[0]));
        new ObjectMapper().writeValue(Path.of(args[1]).toFile(), cost);
        System.exit(0);
    }

    static ChangeCost measure(int facts) throws Exception {
        try (Operator warm = new Operator(Math.min(facts, WARM_FACTS))) {
            warm.change(WARM_UP);
        }
        try (Operator operator = new Operator(facts)) {
            return operator.change(MOST);
        }
    }

    /** The operator with one subject. */
    private static final class Operator implements AutoCloseable {
        private final MockEnvironment environment = new MockEnvironmentBuilder()
                .setManagedMemorySize(ROCKSDB.getBytes())
                .setMaxParallelism(JobEnvironment.MAX_PARALLELISM)
                .build();
        private final KeyedOneInputStreamOperatorTestHarness<String, Message, OutRecord> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        FileJob.taxpayers(KernelSide.DATASETS, Side.COALESCE),
                        Message::target,
                        Types.STRING,
                        environment);
        private final OneSubject subject;
        private final int facts;
        private long clock;
        private long barriers;

        Operator(int facts) throws Exception {
            this.facts = facts;
            this.subject = new OneSubject(facts);
            harness.setStateBackend(
                    new EmbeddedRocksDBStateBackend().configure(Side.settings(), ChangeCost.class.getClassLoader()));
            harness.setup();
            harness.open();
            for (int row = 0; row < facts; row++) {
                harness.processElement(new StreamRecord<>(subject.fact(row, 1)));
                // a file grows over years: it is written in between
                if (row % WRITTEN_EACH == 0) {
                    emit();
                }
            }
            emit();
        }

        ChangeCost change(int most) throws Exception {
            List<Message> changes = changes(most);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long end = System.nanoTime() + PATIENCE_NANOS;
            long cpu = threads.getCurrentThreadCpuTime();
            int done = 0;
            while (done < most && (done < LEAST || System.nanoTime() < end)) {
                harness.processElement(new StreamRecord<>(changes.get(done)));
                emit();
                done++;
            }
            return new ChangeCost(facts, done, (threads.getCurrentThreadCpuTime() - cpu) / 1_000.0 / done);
        }

        /** In turn: a row corrected, another taken away, the same put back; of the rows shown, then of any. */
        private List<Message> changes(int most) {
            List<Integer> shown = subject.shown();
            List<Message> changes = new ArrayList<>();
            for (int i = 0; changes.size() < most; i++) {
                int row = i % 2 == 0 ? shown.get(i * 7 % shown.size()) : (int) (i * 7_919L % facts);
                changes.add(subject.fact(row, 2 + i));
                changes.add(subject.gone(row));
                changes.add(subject.fact(row, 3 + i));
            }
            return changes.subList(0, most);
        }

        private void emit() throws Exception {
            clock += PAUSE_MILLIS;
            harness.setProcessingTime(clock);
            harness.prepareSnapshotPreBarrier(++barriers);
            harness.getOutput().clear();
        }

        @Override
        public void close() throws IOException {
            try {
                harness.close();
                environment.close();
            } catch (Exception e) {
                throw new IOException("the operator can't be closed", e);
            }
        }
    }
}
