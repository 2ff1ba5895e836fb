package org.taxbrain.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.taxbrain.local.process.ProcFs;
import org.taxbrain.local.process.ProcessIdentity;

/**
 * Processes that a killed run left behind. They are known by the data folder in their environment, which they got at
 * birth (a file of pids would miss one started just before the kill), or by their program lying in that folder.
 */
final class Orphans {

    /** Names the data folder to every process of a stack. */
    static final String MARKER = "TAXBRAIN_STACK";

    private Orphans() {}

    /** Stops them. To be called with the data folder's lock held, before anything is started. */
    static void stop(StackLayout layout, ProgressListener listener) throws InterruptedException, IOException {
        Set<Long> pids =
                new LinkedHashSet<>(ProcFs.withEnvironment(MARKER, layout.data().toString()));
        if (Files.isDirectory(layout.data())) {
            pids.addAll(ProcFs.runningFrom(layout.data().toRealPath()));
        }
        pids.remove(ProcessHandle.current().pid());
        Set<ProcessIdentity> orphans = ProcessIdentity.withDescendants(pids);
        if (orphans.isEmpty()) {
            return;
        }
        listener.note("Stopped " + orphans.size() + " processes that an earlier run left in " + layout.data() + ": "
                + orphans.stream().map(Orphans::describe).collect(Collectors.joining(", ")));
        ProcessIdentity.kill(orphans);
    }

    private static String describe(ProcessIdentity process) {
        String program = ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().command())
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("?");
        return program + " " + process.pid();
    }
}
