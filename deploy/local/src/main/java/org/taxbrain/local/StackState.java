package org.taxbrain.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.local.process.ProcFs;
import org.taxbrain.local.process.ProcessIdentity;

/**
 * What {@code stack.json} tells other processes of a running stack; it holds no secret.
 *
 * @param supervisor the process that runs the stack
 * @param urls where the servers are, by component
 * @param ports every port by name
 */
public record StackState(
        ProcessIdentity supervisor,
        Instant startedAt,
        Map<String, String> urls,
        Map<Port, Integer> ports,
        List<ComponentStatus> components) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** The state of the stack over this data folder, as last written; empty when it has never run. */
    public static Optional<StackState> read(StackLayout layout) {
        try {
            return Files.exists(layout.stateFile())
                    ? Optional.of(JSON.readValue(layout.stateFile().toFile(), StackState.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StackException(
                    "The state file " + layout.stateFile() + " can't be read: " + e.getMessage()
                            + ". It is written anew when the stack starts; delete it.",
                    e);
        }
    }

    /** The state of the stack over this data folder if it runs now. */
    public static Optional<StackState> readRunning(StackLayout layout) {
        return read(layout).filter(state -> state.supervisor().isAlive());
    }

    /** Memory of all its processes and their children, each shared page counted once. */
    public long pssMiB() {
        List<Long> pids = new ArrayList<>();
        for (ComponentStatus status : components) {
            if (status.process() != null && status.process().isAlive()) {
                ProcessIdentity.withDescendants(List.of(status.process().pid()))
                        .forEach(process -> pids.add(process.pid()));
            }
        }
        return ProcFs.pssKiB(pids) / 1024;
    }

    /** Asks the process that runs the stack to stop it, and waits; false when it still runs after that time. */
    public boolean stop(Duration patience) throws InterruptedException {
        if (supervisor.isAlive()) {
            ProcessHandle.of(supervisor.pid()).ifPresent(ProcessHandle::destroy);
        }
        Instant deadline = Instant.now().plus(patience);
        while (supervisor.isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }

    void write(StackLayout layout) throws IOException {
        Path written = layout.stateFile().resolveSibling(layout.stateFile().getFileName() + ".new");
        JSON.writeValue(written.toFile(), this);
        Files.move(written, layout.stateFile(), StandardCopyOption.ATOMIC_MOVE);
    }
}
