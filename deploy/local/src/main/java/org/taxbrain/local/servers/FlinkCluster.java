package org.taxbrain.local.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.taxbrain.local.Component;
import org.taxbrain.local.Port;
import org.taxbrain.local.Ports;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;

/** A session cluster from {@code deploy/servers/flink}: a JobManager and a TaskManager that take the same jars as any. */
public final class FlinkCluster {

    static final String MODULE = "deploy/servers/flink";

    /** One for each job: every slot takes its share of RocksDB's memory, used or not. */
    private static final int SLOTS = 4;

    private static final TaskManagerMemory MEMORY = TaskManagerMemory.FOUR_JOBS;

    /** As in the distribution's configuration: Flink and its libraries reach into these. */
    private static final List<String> OPENED_PACKAGES = List.of(
            "java.base/java.lang",
            "java.base/java.net",
            "java.base/java.io",
            "java.base/java.nio",
            "java.base/sun.nio.ch",
            "java.base/java.lang.reflect",
            "java.base/java.text",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/java.util.concurrent.locks");

    private final StackLayout layout;
    private final Ports ports;

    public FlinkCluster(StackLayout layout, Ports ports) {
        this.layout = layout;
        this.ports = ports;
    }

    /** Address of the REST interface and of the web pages. */
    public URI url() {
        return URI.create("http://" + ports.address(Port.FLINK_REST));
    }

    /** How the JobManager is started. */
    public Launch jobManager() {
        return java(Component.JOBMANAGER)
                .heapMiB(384)
                .options("-XX:MaxMetaspaceSize=256m")
                .run(
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        arguments(Component.JOBMANAGER),
                        Map.of(),
                        this::prepare,
                        new HttpProbe(url().resolve("/config"), (answer, started) -> Optional.empty()));
    }

    /** How the TaskManager is started. */
    public Launch taskManager() {
        return java(Component.TASKMANAGER)
                .options(MEMORY.jvmOptions().toArray(String[]::new))
                .options("-XX:+UseParallelGC")
                // one that was started while its predecessor was still known was once seen never to register
                .patience(Duration.ofMinutes(1))
                .run(
                        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
                        arguments(Component.TASKMANAGER),
                        Map.of(),
                        this::prepare,
                        new HttpProbe(url().resolve("/taskmanagers"), FlinkCluster::registered));
    }

    private JavaLaunch java(Component component) {
        JavaLaunch launch = new JavaLaunch(layout, component, MODULE);
        OPENED_PACKAGES.forEach(name -> launch.options("--add-opens=" + name + "=ALL-UNNAMED"));
        // where Flink's web pages look for the log
        launch.options("-Dlog.file=" + layout.log(component));
        return launch.options("--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED");
    }

    private List<String> arguments(Component component) {
        boolean isJobManager = component == Component.JOBMANAGER;
        Port metrics = isJobManager ? Port.JOBMANAGER_METRICS : Port.TASKMANAGER_METRICS;
        Port prometheus = isJobManager ? Port.JOBMANAGER_PROMETHEUS : Port.TASKMANAGER_PROMETHEUS;
        return List.of(
                "--configDir",
                configurationFolder().toString(),
                "-D",
                "io.tmp.dirs=" + layout.folder(component).resolve("tmp"),
                "-D",
                "metrics.internal.query-service.port=" + port(metrics),
                "-D",
                "metrics.reporter.prometheus.port=" + port(prometheus));
    }

    private static Optional<String> registered(JsonNode answer, Instant started) {
        for (JsonNode taskManager : answer.path("taskmanagers")) {
            // the one before it stays registered until its heartbeat times out
            if (taskManager.path("timeSinceLastHeartbeat").asLong() >= started.toEpochMilli()) {
                return Optional.empty();
            }
        }
        return Optional.of("it has not registered with the JobManager");
    }

    private void prepare() throws IOException {
        Files.createDirectories(configurationFolder());
        Files.createDirectories(layout.checkpoints());
        Files.createDirectories(layout.savepoints());
        String yaml = new TreeMap<>(configuration())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": '" + entry.getValue().replace("'", "''") + "'\n")
                        .collect(Collectors.joining());
        // both processes write the same; neither may read a half of it
        Path written = Files.createTempFile(configurationFolder(), "config", ".new");
        Files.writeString(written, yaml);
        Files.move(written, configurationFolder().resolve("config.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> configuration() {
        Map<String, String> configuration = new TreeMap<>(MEMORY.configuration());
        configuration.putAll(addresses());
        configuration.putAll(behaviour());
        return configuration;
    }

    private Map<String, String> addresses() {
        return Map.ofEntries(
                Map.entry("jobmanager.rpc.address", "127.0.0.1"),
                Map.entry("jobmanager.bind-host", "127.0.0.1"),
                Map.entry("jobmanager.rpc.port", port(Port.JOBMANAGER_RPC)),
                Map.entry("blob.server.port", port(Port.JOBMANAGER_BLOB)),
                Map.entry("rest.address", "127.0.0.1"),
                Map.entry("rest.bind-address", "127.0.0.1"),
                Map.entry("rest.port", port(Port.FLINK_REST)),
                Map.entry("rest.bind-port", port(Port.FLINK_REST)),
                Map.entry("taskmanager.host", "127.0.0.1"),
                Map.entry("taskmanager.bind-host", "127.0.0.1"),
                Map.entry("taskmanager.rpc.port", port(Port.TASKMANAGER_RPC)),
                Map.entry("taskmanager.data.port", port(Port.TASKMANAGER_DATA)),
                Map.entry(
                        "metrics.reporter.prometheus.factory.class",
                        "org.taxbrain.server.flink.MetricsReporterFactory"),
                Map.entry("metrics.reporter.prometheus.address", "127.0.0.1"));
    }

    private Map<String, String> behaviour() {
        return Map.ofEntries(
                Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS)),
                Map.entry("taskmanager.cpu.cores", Integer.toString(SLOTS)),
                // a restarted TaskManager replaces its dead predecessor at once instead of after a timeout
                Map.entry("taskmanager.resource-id", "taskmanager-1"),
                Map.entry("taskmanager.slot.timeout", "5 s"),
                // a JobManager that is just coming back is asked again soon
                Map.entry("cluster.registration.error-delay", "500 ms"),
                Map.entry("cluster.registration.refused-registration-delay", "1 s"),
                Map.entry("cluster.registration.max-timeout", "3 s"),
                Map.entry("parallelism.default", "2"),
                Map.entry("heartbeat.interval", "2 s"),
                Map.entry("heartbeat.timeout", "10 s"),
                Map.entry("restart-strategy.type", "exponential-delay"),
                Map.entry("restart-strategy.exponential-delay.initial-backoff", "500 ms"),
                Map.entry("restart-strategy.exponential-delay.max-backoff", "10 s"),
                Map.entry("restart-strategy.exponential-delay.reset-backoff-threshold", "1 min"),
                Map.entry("pipeline.generic-types", "false"),
                Map.entry("classloader.resolve-order", "child-first"),
                // LZ4 looks for its native code only in the system's class loader
                Map.entry("classloader.parent-first-patterns.additional", "net.jpountz."),
                Map.entry("state.backend.type", "rocksdb"),
                Map.entry("state.backend.rocksdb.options-factory", "org.taxbrain.server.flink.FrequentCheckpoints"),
                Map.entry("execution.checkpointing.incremental", "true"),
                Map.entry("execution.checkpointing.mode", "EXACTLY_ONCE"),
                Map.entry("execution.checkpointing.interval", "1 s"),
                Map.entry("execution.checkpointing.timeout", "2 min"),
                Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "100"),
                Map.entry("execution.checkpointing.num-retained", "3"),
                Map.entry("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION"),
                Map.entry(
                        "execution.checkpointing.dir",
                        layout.checkpoints().toUri().toString()),
                Map.entry(
                        "execution.checkpointing.savepoint-dir",
                        layout.savepoints().toUri().toString()),
                Map.entry("web.upload.dir", layout.flink().resolve("upload").toString()));
    }

    private String port(Port port) {
        return Integer.toString(ports.get(port));
    }

    private Path configurationFolder() {
        return layout.flink().resolve("conf");
    }
}
