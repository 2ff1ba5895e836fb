package org.taxbrain.jobs.clean;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.CleanResult.CleanRow;
import org.taxbrain.schemas.parse.RowCleaner;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Wire;

/** Processor time of CleanJob's steps for one row, to see where it goes. Run by hand; says nothing that a test should assert. */
final class CleanTiming {
    private static final int ROWS = 400_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CleanTiming() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("clean-timing");
        Files.writeString(folder.resolve("pepper"), "a pepper for timing only");
        Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");
        List<RawRecord> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(LandedRows.raw(
                    LandedRows.arrears(arrears, "QS" + i, Integer.toString(i % 1000), 1L, 1L, (long) i, 0L), i));
        }
        for (int round = 0; round < 3; round++) {
            steps(arrears, rows);
        }
        try (CleanHarness job = new CleanHarness(folder, arrears)) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (RawRecord row : rows) {
                job.landUnchecked(row);
            }
            print("CleanFunction on RocksDB, key selector and copies of the harness included", start);
        } finally {
            delete(folder);
        }
    }

    private static void steps(Dataset dataset, List<RawRecord> rows) {
        Wire<LandedRecord> wire = Wire.landed();
        LandedRecord[] decoded = new LandedRecord[rows.size()];
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = wire.decode(rows.get(i).value);
        }
        print("decode", start);
        RowCleaner cleaner = RowCleaner.of(dataset);
        CleanRow[] clean = new CleanRow[decoded.length];
        start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < decoded.length; i++) {
            clean[i] = (CleanRow) cleaner.clean(decoded[i].getValues(), decoded[i].getLandedAt());
        }
        print("parse, check, encode the row", start);
        MessageDigest sha256 = ContentDigest.sha256();
        long sum = 0;
        start = THREADS.getCurrentThreadCpuTime();
        for (CleanRow row : clean) {
            sum += ContentDigest.of(sha256, dataset.hash(), row.payload()).low();
        }
        print("digest", start);
        Sink out = new Sink();
        CleanOutput output = new CleanOutput(new byte[16], new OutcomeCounts(new UnregisteredMetricsGroup()));
        start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < decoded.length; i++) {
            output.accepted(rows.get(i), decoded[i], clean[i].payload(), clean[i].remarks(), out);
        }
        print("write clean record and outcome", start);
        System.out.println("(" + (sum & 1) + out.records + ")");
    }

    private static void print(String what, long start) {
        long nanos = THREADS.getCurrentThreadCpuTime() - start;
        System.out.println(String.format(Locale.ROOT, "%6.2f µs a row  %s", nanos / 1000.0 / ROWS, what));
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Sink implements Collector<OutRecord> {
        private int records;

        @Override
        public void collect(OutRecord record) {
            records++;
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
