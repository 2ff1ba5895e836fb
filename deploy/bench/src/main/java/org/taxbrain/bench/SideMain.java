package org.taxbrain.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Runs one side in a process of its own. Arguments: side, folder of the facts, work folder, cores, and the folder for digests or none. */
final class SideMain {
    private SideMain() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[2]);
        Path digests = args.length > 4 ? Path.of(args[4]) : null;
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = process.getProcessCpuTime();
        long wall = System.nanoTime();
        Side.valueOf(args[0]).run(new FactFiles(Path.of(args[1])), work, Integer.parseInt(args[3]), digests);
        Measured measured = new Measured(
                (process.getProcessCpuTime() - cpu) / 1_000_000,
                (System.nanoTime() - wall) / 1_000_000,
                StateSize.newest(),
                ResultSink.written());
        new ObjectMapper().writeValue(work.resolve("measured.json").toFile(), measured);
        // Flink's threads that are no daemons may outlive the job
        System.exit(0);
    }
}
