package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.RowFormat;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;

/** Reads a file's rows, then takes the file as the pipelines do, up to Kafka. Arguments: Kafka's address, file, its control file, work folder. */
final class FileSide {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** So many rows apart the times are taken. */
    private static final int APART = 10_000;

    private FileSide() {}

    /**
     * What it took.
     *
     * @param rows that were read and landed
     * @param parse of the process while rows were read and nothing was done with them: compilation and collection too
     * @param parser of the reading thread alone
     * @param parserLastHalf of the reading thread in the last half of the rows: its code is compiled by then
     * @param take of the process while the file was taken: read twice, summed, archived, landed
     * @param takeWallMillis of the same
     * @param heapBytes the largest heap that the process may have
     * @param residentPeakBytes of the process, with all that is outside the heap
     */
    record Taken(
            long rows,
            double parse,
            double parser,
            double parserLastHalf,
            double take,
            long takeWallMillis,
            long heapBytes,
            long residentPeakBytes) {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        Path work = Path.of(args[3]);
        ReadTimes read = new ReadTimes();
        long parsing = PROCESS.getProcessCpuTime();
        RowFormat.of(Bills.DATASET).read(file, row -> read.row());
        read.end();
        parsing = PROCESS.getProcessCpuTime() - parsing;

        long taking = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        FileIntake.Taken taken;
        try (LandingWriter landing = new LandingWriter(KafkaConnection.plain(args[0]))) {
            taken = new FileIntake(
                            Bills.DATASET,
                            work.resolve("intake"),
                            landing,
                            "a pepper".getBytes(StandardCharsets.UTF_8),
                            Clock.systemUTC(),
                            Seal.NONE)
                    .take(file, Bills.NAME, Files.readString(Path.of(args[2])));
        }
        taking = PROCESS.getProcessCpuTime() - taking;
        wall = System.nanoTime() - wall;
        if (taken.rows() != read.rows) {
            throw new IllegalStateException(read.rows + " rows were read, and " + taken.rows() + " landed");
        }
        double rows = taken.rows() * 1e3;
        new ObjectMapper()
                .writeValue(
                        work.resolve("taken.json").toFile(),
                        new Taken(
                                taken.rows(),
                                parsing / rows,
                                read.whole(),
                                read.lastHalf(),
                                taking / rows,
                                wall / 1_000_000,
                                Runtime.getRuntime().maxMemory(),
                                residentPeak()));
    }

    /** As Linux has kept it. */
    private static long residentPeak() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }

    /** The processor time of the thread that reads, row by row. */
    private static final class ReadTimes {
        private final List<Long> times = new ArrayList<>(List.of(THREADS.getCurrentThreadCpuTime()));
        private long rows;
        private long end;

        void row() {
            if (++rows % APART == 0) {
                times.add(THREADS.getCurrentThreadCpuTime());
            }
        }

        void end() {
            end = THREADS.getCurrentThreadCpuTime();
        }

        /** Microseconds a row. */
        double whole() {
            return (end - times.get(0)) / (rows * 1e3);
        }

        double lastHalf() {
            int half = times.size() / 2;
            return (end - times.get(half)) / ((rows - (long) half * APART) * 1e3);
        }
    }
}
