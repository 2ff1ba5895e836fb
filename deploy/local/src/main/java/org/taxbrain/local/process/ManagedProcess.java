package org.taxbrain.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One running process: a session of its own, so that Ctrl-C in a terminal reaches the stack alone, which stops in order. */
public final class ManagedProcess {

    private static final int KEPT_LOGS = 3;
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(150);

    private final Launch launch;
    private final Process process;
    private final Instant started;

    private ManagedProcess(Launch launch, Process process) {
        this.launch = launch;
        this.process = process;
        this.started = Instant.now();
    }

    /** Starts it; returns at once, see {@link #awaitHealthy}. */
    public static ManagedProcess start(Launch launch, String markerName, String markerValue)
            throws IOException, InterruptedException {
        Files.createDirectories(launch.folder());
        Files.createDirectories(launch.log().getParent());
        rotate(launch.log());
        launch.preparation().run();
        List<String> command = new ArrayList<>(launch.command().size() + 1);
        command.add("setsid");
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().putAll(launch.environment());
        builder.environment().put(markerName, markerValue);
        return new ManagedProcess(launch, builder.start());
    }

    public long pid() {
        return process.pid();
    }

    public Instant started() {
        return started;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns its exit code when it has ended. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Waits until it serves; returns what is wrong if it ended before or took longer than it may. */
    public Health awaitHealthy() throws InterruptedException {
        Instant deadline = started.plus(launch.patience());
        while (true) {
            if (!process.isAlive()) {
                return new Health(
                        false, launch.name() + " ended with exit code " + process.exitValue() + " before it served.");
            }
            Optional<String> problem = probe();
            if (problem.isEmpty()) {
                return Health.GOOD;
            }
            if (Instant.now().isAfter(deadline)) {
                return new Health(
                        false,
                        launch.name() + " does not serve " + launch.patience().toSeconds() + " s after its start: "
                                + problem.get());
            }
            Thread.sleep(PROBE_INTERVAL.toMillis());
        }
    }

    private Optional<String> probe() throws InterruptedException {
        try {
            return launch.probe().problem(started);
        } catch (RuntimeException e) {
            // a client library that gives up on a server that is not there yet says no more than that
            return Optional.of(e.toString());
        }
    }

    /** Asks it to end in order and, when it doesn't in time, kills it. */
    public void stop(Duration patience) throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        Set<ProcessIdentity> family = family();
        signal(launch.stopSignal());
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            return;
        }
        ProcessIdentity.kill(family);
    }

    /** kill -9, it and all that descend from it. Returns when they are gone. */
    public void kill() throws InterruptedException {
        Set<ProcessIdentity> family = family();
        process.destroyForcibly();
        ProcessIdentity.kill(family);
        process.waitFor();
    }

    private Set<ProcessIdentity> family() {
        return ProcessIdentity.withDescendants(Set.of(process.pid()));
    }

    private void signal(String signal) throws InterruptedException {
        try {
            // Java itself sends only TERM and KILL; the shell's own kill needs no further package
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** The last lines that it wrote, for a message. */
    public static List<String> lastLines(Path log, int count) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.filter(line -> !line.isBlank()).toList();
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException | UncheckedIOException e) {
            return List.of("(the log can't be read: " + e.getMessage() + ")");
        }
    }

    private static void rotate(Path log) throws IOException {
        if (!Files.exists(log)) {
            return;
        }
        for (int age = KEPT_LOGS - 1; age >= 1; age--) {
            Path older = numbered(log, age);
            if (Files.exists(older)) {
                Files.move(older, numbered(log, age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, numbered(log, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path numbered(Path log, int age) {
        return log.resolveSibling(log.getFileName() + "." + age);
    }

    /** Whether a process serves and, if not, why. */
    public record Health(boolean good, String problem) {
        static final Health GOOD = new Health(true, "");
    }
}
