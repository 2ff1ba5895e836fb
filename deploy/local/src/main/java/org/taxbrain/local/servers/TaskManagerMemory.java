package org.taxbrain.local.servers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the TaskManager's memory is divided, in MiB: once, for Flink's configuration and for the JVM's flags, which
 * otherwise a JVM of its own would have to compute before each start.
 */
record TaskManagerMemory(
        int frameworkHeap,
        int taskHeap,
        int frameworkOffHeap,
        int taskOffHeap,
        int network,
        int managed,
        int metaspace,
        int overhead) {

    /** 2.25 GiB in total, for four jobs: RocksDB lives in managed memory, its block cache and write buffers shared by all operators of a slot. */
    static final TaskManagerMemory FOUR_JOBS = new TaskManagerMemory(128, 576, 96, 64, 176, 792, 256, 216);

    int total() {
        return frameworkHeap + taskHeap + frameworkOffHeap + taskOffHeap + network + managed + metaspace + overhead;
    }

    List<String> jvmOptions() {
        int heap = frameworkHeap + taskHeap;
        return List.of(
                "-Xmx" + heap + "m",
                "-Xms" + heap + "m",
                "-XX:MaxDirectMemorySize=" + (frameworkOffHeap + taskOffHeap + network) + "m",
                "-XX:MaxMetaspaceSize=" + metaspace + "m");
    }

    Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("taskmanager.memory.process.size", total() + "m");
        configuration.put("taskmanager.memory.framework.heap.size", frameworkHeap + "m");
        configuration.put("taskmanager.memory.task.heap.size", taskHeap + "m");
        configuration.put("taskmanager.memory.framework.off-heap.size", frameworkOffHeap + "m");
        configuration.put("taskmanager.memory.task.off-heap.size", taskOffHeap + "m");
        configuration.put("taskmanager.memory.network.min", network + "m");
        configuration.put("taskmanager.memory.network.max", network + "m");
        configuration.put("taskmanager.memory.managed.size", managed + "m");
        configuration.put("taskmanager.memory.jvm-metaspace.size", metaspace + "m");
        configuration.put("taskmanager.memory.jvm-overhead.min", overhead + "m");
        configuration.put("taskmanager.memory.jvm-overhead.max", overhead + "m");
        return configuration;
    }
}
