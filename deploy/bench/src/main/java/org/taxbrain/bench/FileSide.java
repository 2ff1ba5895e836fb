package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.taxbrain.connectors.files.FileIntake;
import org.taxbrain.connectors.files.RowFormat;
import org.taxbrain.connectors.files.Seal;
import org.taxbrain.connectors.kafka.KafkaConnection;
import org.taxbrain.connectors.kafka.LandingWriter;

/** Reads a file's rows, then takes the file as the pipelines do, up to Kafka. Arguments: Kafka's address, file, its control file, work folder. */
final class FileSide {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private FileSide() {}

    /**
     * What it took.
     *
     * @param rows that were read and landed
     * @param parseCpuMillis of the process while rows were read and nothing was done with them
     * @param takeCpuMillis of the process while the file was taken: read twice, summed, archived, landed
     * @param takeWallMillis of the same
     * @param heapBytes the largest heap that the process may have
     */
    record Taken(long rows, long parseCpuMillis, long takeCpuMillis, long takeWallMillis, long heapBytes) {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        Path work = Path.of(args[3]);
        long[] read = new long[1];
        long parsing = PROCESS.getProcessCpuTime();
        RowFormat.of(Bills.DATASET).read(file, row -> read[0]++);
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
        if (taken.rows() != read[0]) {
            throw new IllegalStateException(read[0] + " rows were read, and " + taken.rows() + " landed");
        }
        new ObjectMapper()
                .writeValue(
                        work.resolve("taken.json").toFile(),
                        new Taken(
                                taken.rows(),
                                parsing / 1_000_000,
                                taking / 1_000_000,
                                wall / 1_000_000,
                                Runtime.getRuntime().maxMemory()));
    }
}
