package org.taxbrain.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How far this process has come, and what it took until then.
 *
 * @param rows that were worked off
 * @param cpuMillis of the process since it was started: the JVM's start, compilation and native threads too
 * @param wallMillis since what is measured began
 * @param threads CPU milliseconds by name, without the numbers in which names end; of those that have ended nothing is known
 */
record Moment(long rows, long cpuMillis, long wallMillis, Map<String, Long> threads) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final Path THREADS = Path.of("/proc/self/task");
    /** Linux tells times in hundredths of a second. */
    private static final int TICK_MILLIS = 10;
    /** Of what stands behind the name in {@code /proc/PID/stat}: time in the program, and in the kernel. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    /** The process's own start: nothing was done yet, and nothing taken. */
    static Moment start() {
        return new Moment(0, 0, 0, Map.of());
    }

    /** @param began {@link System#nanoTime} when what is measured began */
    static Moment now(long rows, long began) throws IOException {
        return new Moment(
                rows, PROCESS.getProcessCpuTime() / 1_000_000, (System.nanoTime() - began) / 1_000_000, threadTimes());
    }

    private static Map<String, Long> threadTimes() throws IOException {
        Map<String, Long> times = new HashMap<>();
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
            for (Path thread : threads) {
                String stat;
                try {
                    stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                } catch (NoSuchFileException e) {
                    // it has just ended
                    continue;
                }
                int end = stat.lastIndexOf(')');
                String name = stat.substring(stat.indexOf('(') + 1, end).replaceFirst("[-#]?[0-9]+$", "");
                String[] rest = stat.substring(end + 2).split(" ");
                times.merge(name, (Long.parseLong(rest[USER]) + Long.parseLong(rest[SYSTEM])) * TICK_MILLIS, Long::sum);
            }
        }
        return times;
    }
}
