package org.taxbrain.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.taxbrain.local.ComponentStatus.State;
import org.taxbrain.local.process.Launch;
import org.taxbrain.local.process.ManagedProcess;
import org.taxbrain.local.process.ProcessIdentity;

/** Keeps one component running: the first start must succeed, after that whatever ends is started again. */
final class SupervisedProcess {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    private static final Duration STEADY = Duration.ofMinutes(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);
    private static final int SHOWN_LINES = 15;
    private static final long FULL_BYTES = 16L << 20;

    private final Component component;
    private final Launch launch;
    private final String marker;
    private final ProgressListener listener;
    private final Runnable changed;
    private final Death afterDeath;

    private volatile Thread watcher;
    private volatile ManagedProcess process;
    private volatile State state = State.STOPPED;
    private volatile Instant upSince;
    private volatile int restarts;
    private volatile boolean stopping;

    SupervisedProcess(
            Component component,
            Launch launch,
            String marker,
            ProgressListener listener,
            Runnable changed,
            Death afterDeath) {
        this.component = component;
        this.launch = launch;
        this.marker = marker;
        this.listener = listener;
        this.changed = changed;
        this.afterDeath = afterDeath;
    }

    /** What else has to happen when it died by itself. */
    @FunctionalInterface
    interface Death {
        void died() throws InterruptedException;
    }

    /** Starts it and returns when it serves. */
    void start() throws InterruptedException {
        Instant begun = Instant.now();
        listener.starting(component);
        enter(State.STARTING);
        try {
            spawn();
        } catch (IOException e) {
            throw new StackException(
                    component.id() + " could not be started: " + e.getMessage() + hint(e.toString()), e);
        }
        ManagedProcess.Health health = process.awaitHealthy();
        if (!health.good()) {
            process.kill();
            throw new StackException(withLog(health.problem()));
        }
        serves();
        listener.started(component, Duration.between(begun, Instant.now()));
        Thread watching = new Thread(this::watch, "watch-" + component.id());
        watching.setDaemon(true);
        watching.start();
        watcher = watching;
    }

    /** Ends it in order and for good. */
    void stop() throws InterruptedException {
        ManagedProcess running;
        synchronized (this) {
            stopping = true;
            running = process;
        }
        if (running == null) {
            return;
        }
        running.stop(STOP_PATIENCE);
        if (watcher != null) {
            watcher.interrupt();
            watcher.join();
        }
        enter(State.STOPPED);
        listener.stopped(component);
    }

    /** kill -9; the watcher starts it again. */
    void kill() throws InterruptedException {
        ManagedProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    boolean isUp() {
        return state == State.UP && process.isAlive();
    }

    int restarts() {
        return restarts;
    }

    ComponentStatus status() {
        ManagedProcess running = process;
        ProcessIdentity identity = running == null || !running.isAlive()
                ? null
                : ProcessIdentity.of(running.pid()).orElse(null);
        State now = identity == null && state == State.UP ? State.RESTARTING : state;
        return new ComponentStatus(
                component,
                now,
                identity,
                now == State.UP ? upSince : null,
                restarts,
                launch.log().toString());
    }

    private void watch() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!stopping) {
                int exitCode = process.waitFor();
                if (stopping) {
                    return;
                }
                boolean steady = process.started().isBefore(Instant.now().minus(STEADY));
                pause = steady || restarts == 0 ? FIRST_PAUSE : longer(pause);
                enter(State.RESTARTING);
                listener.note(component.id() + " ended (exit code " + exitCode + "); it is started again");
                try {
                    afterDeath.died();
                    Thread.sleep(pause.toMillis());
                    restart();
                } catch (RuntimeException e) {
                    // whatever it is: without its watcher the component would stay down for ever
                    listener.note(component.id() + " could not be started again: " + e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        restarts++;
        Instant begun = Instant.now();
        try {
            spawn();
        } catch (IOException | RuntimeException e) {
            // the watcher must outlive what may pass, such as a full disk
            listener.note(component.id() + " could not be started again: " + e.getMessage() + hint(e.toString()));
            return;
        }
        ManagedProcess.Health health = process.awaitHealthy();
        if (!health.good()) {
            listener.note(withLog(health.problem()));
            process.kill();
            return;
        }
        serves();
        listener.note(component.id() + " is back after "
                + Duration.between(begun, Instant.now()).toMillis() / 100 / 10.0 + " s");
    }

    /** Never after it was told to stop: nobody would end that process. */
    private synchronized void spawn() throws IOException, InterruptedException {
        if (stopping) {
            throw new StackException(component.id() + " is not started: the stack is being stopped");
        }
        process = ManagedProcess.start(launch, Orphans.MARKER, marker);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    private void serves() {
        upSince = Instant.now();
        enter(State.UP);
    }

    private void enter(State next) {
        state = next;
        changed.run();
    }

    private String withLog(String problem) {
        List<String> lines = ManagedProcess.lastLines(launch.log(), SHOWN_LINES);
        String shown = lines.isEmpty()
                ? "\n  It wrote nothing to " + launch.log()
                : "\n  Last lines of " + launch.log() + ":\n    " + String.join("\n    ", lines);
        return problem + hint(String.join("\n", lines)) + shown;
    }

    private String hint(String text) {
        if (text.contains("No space left on device") || diskIsFull()) {
            return " The disk is full: free some space; what was acknowledged is not lost, and it is started again"
                    + " as soon as there is room.";
        }
        if (text.contains("Address already in use") || text.contains("BindException")) {
            return " Another program took its port (ss -ltnp shows which); stop that program or the stack: at its next"
                    + " start the stack chooses another port.";
        }
        return "";
    }

    /** A full disk has no room for the message that says so. */
    private boolean diskIsFull() {
        try {
            return Files.getFileStore(launch.folder()).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
