package org.taxbrain.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.taxbrain.local.jobs.FlinkRest;
import org.taxbrain.local.jobs.JobControl;
import org.taxbrain.local.process.Launch;
import org.taxbrain.local.process.ProcFs;
import org.taxbrain.local.process.ProcessIdentity;
import org.taxbrain.local.servers.Applications;
import org.taxbrain.local.servers.ElasticsearchServer;
import org.taxbrain.local.servers.FlinkCluster;
import org.taxbrain.local.servers.KafkaServer;
import org.taxbrain.local.servers.PostgresServer;

/**
 * The whole stack on this machine, owned by this process: started in order, supervised, stopped in order.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.builder(dataFolder).components(Set.of(KAFKA, ELASTICSEARCH)).start()) {
 *     connectTo(stack.kafkaBootstrapServers());
 * }
 * }</pre>
 */
public final class LocalStack implements AutoCloseable {

    private static final long SMALLEST_FREE_BYTES = 1L << 30;

    /** Those of one wave start side by side; each wave needs the one before it. */
    private static final List<Set<Component>> WAVES = List.of(
            EnumSet.of(Component.POSTGRES, Component.KAFKA, Component.ELASTICSEARCH, Component.JOBMANAGER),
            EnumSet.of(Component.TASKMANAGER),
            EnumSet.of(Component.DEPARTMENTS),
            EnumSet.of(Component.PIPELINES));

    private final StackLayout layout;
    private final ProgressListener listener;
    private final StackLock lock;
    private final Ports ports;
    private final Instant startedAt = Instant.now();
    private final Map<Component, SupervisedProcess> processes =
            Collections.synchronizedMap(new EnumMap<>(Component.class));
    private final JobControl jobs;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Object stateFile = new Object();

    private LocalStack(Builder builder) throws IOException, InterruptedException {
        layout = builder.layout;
        listener = builder.listener;
        lock = StackLock.acquire(layout);
        try {
            requireRoom();
            Orphans.stop(layout, listener);
            ports = Ports.choose(layout.portsFile(), listener);
            ScrapeTargets.write(layout, ports);
            jobs = new JobControl(new FlinkRest(flinkUrl()), layout, listener::note, builder.keepEveryRun);
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A stack over this data folder, with the repository that TAXBRAIN_HOME names. */
    public static Builder builder(Path data) {
        return new Builder(StackLayout.of(data));
    }

    /** A stack over this layout. */
    public static Builder builder(StackLayout layout) {
        return new Builder(layout);
    }

    /** Starts further components; those that already run are left alone. Returns when all of them serve. */
    public void start(Collection<Component> components) {
        List<Component> skipped = new ArrayList<>();
        for (Set<Component> wave : WAVES) {
            Set<Component> wanted = EnumSet.noneOf(Component.class);
            for (Component component : wave) {
                if (!components.contains(component) || processes.containsKey(component)) {
                    continue;
                }
                if (Applications.isBuilt(layout, component)) {
                    wanted.add(component);
                } else {
                    skipped.add(component);
                }
            }
            startWave(wanted);
        }
        skipped.forEach(component -> listener.note(component.id() + " has not been built and is left out"));
        writeState();
    }

    /** Stops everything in the reverse order; data, ports and the jobs' checkpoints stay for the next start. */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        try {
            jobs.suspend();
            List<Component> running;
            synchronized (processes) {
                running = new ArrayList<>(processes.keySet());
            }
            Collections.reverse(running);
            for (Component component : running) {
                processes.get(component).stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the stack was stopping; its next start stops what is left", e);
        } finally {
            writeState();
            releaseLock();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** kill -9, to see it come back. */
    public void kill(Component component) {
        try {
            process(component).kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while " + component.id() + " was killed", e);
        }
    }

    /** Waits until a component serves (again). */
    public void awaitUp(Component component, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        SupervisedProcess process = process(component);
        try {
            while (!process.isUp()) {
                if (Instant.now().isAfter(deadline)) {
                    throw new StackException(component.id() + " does not serve after " + patience.toSeconds()
                            + " s; see " + layout.log(component));
                }
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for " + component.id(), e);
        }
    }

    /** Memory of all processes of the stack and their children in MiB, each shared page counted once; without this process. */
    public long pssMiB() {
        List<Long> pids = new ArrayList<>();
        for (ComponentStatus status : status()) {
            if (status.process() != null) {
                ProcessIdentity.withDescendants(List.of(status.process().pid()))
                        .forEach(process -> pids.add(process.pid()));
            }
        }
        return ProcFs.pssKiB(pids) / 1024;
    }

    /** What each started component does now. */
    public List<ComponentStatus> status() {
        synchronized (processes) {
            return processes.values().stream().map(SupervisedProcess::status).toList();
        }
    }

    /** How often the supervisor had to start a component again. */
    public int restarts(Component component) {
        return process(component).restarts();
    }

    public StackLayout layout() {
        return layout;
    }

    public Ports ports() {
        return ports;
    }

    /** Databases, roles and passwords. */
    public PostgresServer postgres() {
        return new PostgresServer(layout, ports);
    }

    /** What the applications and the jobs are told about this stack. */
    public Applications applications() {
        return new Applications(layout, ports);
    }

    /** The Flink jobs: submitted once, brought back whenever the cluster lost them. */
    public JobControl jobs() {
        return jobs;
    }

    public String kafkaBootstrapServers() {
        return ports.address(Port.KAFKA);
    }

    public URI elasticsearchUrl() {
        return URI.create("http://" + ports.address(Port.ELASTICSEARCH));
    }

    public URI flinkUrl() {
        return new FlinkCluster(layout, ports).url();
    }

    private void startWave(Set<Component> wave) {
        if (wave.isEmpty()) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(wave.size());
        try {
            List<Future<Void>> starts = new ArrayList<>();
            for (Component component : wave) {
                SupervisedProcess process = supervised(component);
                synchronized (processes) {
                    if (stopped.get()) {
                        throw new StackException("The stack is being stopped");
                    }
                    processes.put(component, process);
                }
                starts.add(threads.submit(starting(component, process)));
            }
            for (Future<Void> start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StackException problem) {
                throw problem;
            }
            throw new StackException("The stack could not be started: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while the stack was starting", e);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Callable<Void> starting(Component component, SupervisedProcess process) {
        return () -> {
            process.start();
            if (component == Component.POSTGRES) {
                postgres().provision();
            }
            if (component == Component.JOBMANAGER) {
                jobs.watch();
            }
            return null;
        };
    }

    private SupervisedProcess supervised(Component component) {
        return new SupervisedProcess(
                component,
                launch(component),
                layout.data().toString(),
                listener,
                this::writeState,
                component == Component.JOBMANAGER ? this::endRunsWithoutMaster : () -> {});
    }

    /** The TaskManager would go on with the dead JobManager's jobs until its heartbeat timed out, beside their next runs. */
    private void endRunsWithoutMaster() throws InterruptedException {
        SupervisedProcess taskManager = processes.get(Component.TASKMANAGER);
        if (taskManager != null) {
            taskManager.kill();
        }
    }

    private Launch launch(Component component) {
        return switch (component) {
            case POSTGRES -> postgres().launch();
            case KAFKA -> KafkaServer.launch(layout, ports);
            case ELASTICSEARCH -> ElasticsearchServer.launch(layout, ports);
            case JOBMANAGER -> new FlinkCluster(layout, ports).jobManager();
            case TASKMANAGER -> new FlinkCluster(layout, ports).taskManager();
            case DEPARTMENTS -> applications().departments();
            case PIPELINES -> applications().pipelines();
        };
    }

    private SupervisedProcess process(Component component) {
        SupervisedProcess process = processes.get(component);
        if (process == null) {
            throw new StackException(component.id() + " is not part of this stack; it runs " + processes.keySet());
        }
        return process;
    }

    private void requireRoom() throws IOException {
        FileStore store = Files.getFileStore(layout.data());
        if (store.getUsableSpace() < SMALLEST_FREE_BYTES) {
            throw new StackException("The disk of " + layout.data() + " has " + (store.getUsableSpace() >> 20)
                    + " MiB free; the stack needs at least " + (SMALLEST_FREE_BYTES >> 20)
                    + " MiB to start. Free some space or choose another data folder.");
        }
    }

    private void writeState() {
        synchronized (stateFile) {
            writeStateAlone();
        }
    }

    private void writeStateAlone() {
        Map<Port, Integer> numbers = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, ports.get(port));
        }
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("elasticsearch", elasticsearchUrl().toString());
        urls.put("flink", flinkUrl().toString());
        urls.put("kafka", kafkaBootstrapServers());
        urls.put("postgres", "jdbc:postgresql://" + ports.address(Port.POSTGRES) + "/");
        ProcessIdentity self = ProcessIdentity.of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IllegalStateException("There is no /proc: the local stack runs on Linux"));
        try {
            new StackState(self, startedAt, urls, numbers, status()).write(layout);
        } catch (IOException e) {
            // others then see an older state; the stack itself doesn't depend on it
            listener.note("The state file " + layout.stateFile() + " could not be written: " + e.getMessage());
        }
    }

    private void releaseLock() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StackException("The lock of " + layout.data() + " could not be released: " + e.getMessage(), e);
        }
    }

    /** What a stack is made of. */
    public static final class Builder {

        private final StackLayout layout;
        private Set<Component> components = EnumSet.allOf(Component.class);
        private ProgressListener listener = ProgressListener.SILENT;
        private boolean keepEveryRun;
        private boolean stopAtExit;

        private Builder(StackLayout layout) {
            this.layout = layout;
        }

        /** Only these; all of them otherwise. */
        public Builder components(Collection<Component> only) {
            components = only.isEmpty() ? EnumSet.noneOf(Component.class) : EnumSet.copyOf(only);
            return this;
        }

        /** Folders with descriptors beside the product's own; kept in the data folder for every later start. */
        public Builder catalogue(List<Path> folders) {
            try {
                Files.createDirectories(layout.data());
                Files.write(
                        layout.catalogueFile(),
                        folders.stream()
                                .map(f -> f.toAbsolutePath().normalize().toString())
                                .toList());
                return this;
            } catch (IOException e) {
                throw new StackException(layout.catalogueFile() + " can't be written: " + e.getMessage(), e);
            }
        }

        /** Who hears of the progress. */
        public Builder listener(ProgressListener heard) {
            listener = heard;
            return this;
        }

        /** Keeps the checkpoints of a job's earlier runs, for those who want to go back to them. */
        public Builder keepEveryRun() {
            keepEveryRun = true;
            return this;
        }

        /** Stops the stack in order when this process ends: by itself, by Ctrl-C or by SIGTERM, also while it still starts. */
        public Builder stopAtExit() {
            stopAtExit = true;
            return this;
        }

        /** Starts it; returns when every component serves, or throws with nothing left running. */
        public LocalStack start() {
            try {
                LocalStack stack = new LocalStack(this);
                if (stopAtExit) {
                    Runtime.getRuntime().addShutdownHook(new Thread(stack::stop, "stack-shutdown"));
                }
                try {
                    stack.start(components);
                    return stack;
                } catch (RuntimeException e) {
                    stack.stop();
                    throw e;
                }
            } catch (IOException e) {
                throw new StackException("The stack in " + layout.data() + " could not be started: " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StackException("Interrupted while the stack was starting", e);
            }
        }
    }
}
