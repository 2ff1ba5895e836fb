package org.taxbrain.local.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A process that can't be mistaken for a later one with its pid.
 *
 * @param startTicks clock ticks from the machine's boot to its start
 */
public record ProcessIdentity(long pid, long startTicks) {

    private static final long KILL_PATIENCE_NANOS = 20_000_000_000L;

    /** The process that has this pid now, if there is one. */
    public static Optional<ProcessIdentity> of(long pid) {
        OptionalLong ticks = ProcFs.startTicks(pid);
        return ticks.isPresent() ? Optional.of(new ProcessIdentity(pid, ticks.getAsLong())) : Optional.empty();
    }

    /** The given processes, as far as they run, and all that descend from them. */
    public static Set<ProcessIdentity> withDescendants(Collection<Long> pids) {
        Set<ProcessIdentity> all = new LinkedHashSet<>();
        for (long pid : pids) {
            of(pid).ifPresent(all::add);
            ProcessHandle.of(pid).ifPresent(handle -> handle.descendants()
                    .forEach(child -> of(child.pid()).ifPresent(all::add)));
        }
        return all;
    }

    /** Whether it still runs; one that ended and waits to be collected by its parent doesn't. */
    @JsonIgnore
    public boolean isAlive() {
        OptionalLong now = ProcFs.startTicks(pid);
        return now.isPresent() && now.getAsLong() == startTicks;
    }

    /** kill -9 of all that still run; returns when they are gone. They need not be children of this process. */
    public static void kill(Collection<ProcessIdentity> processes) throws InterruptedException {
        for (ProcessIdentity process : processes) {
            if (process.isAlive()) {
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        long deadline = System.nanoTime() + KILL_PATIENCE_NANOS;
        for (ProcessIdentity process : processes) {
            while (process.isAlive()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Process " + process.pid() + " is still there after kill -9; it"
                            + " hangs in the kernel, most often in a disk that doesn't answer");
                }
                Thread.sleep(10);
            }
        }
    }
}
