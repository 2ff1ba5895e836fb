package org.taxbrain.local.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.taxbrain.local.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Stops the stack. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stop the stack in order; its data stays, and the next start goes on from there.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @ParentCommand
    private Taxbrain taxbrain;

    @Override
    public Integer call() throws InterruptedException {
        Optional<StackState> running = StackState.readRunning(taxbrain.layout());
        if (running.isEmpty()) {
            System.out.println("Nothing runs over " + taxbrain.layout().data() + ".");
            return 0;
        }
        if (!running.get().stop(PATIENCE)) {
            throw new CliException("The stack still runs after " + PATIENCE.toSeconds() + " s (process "
                    + running.get().supervisor().pid() + "); its log: "
                    + taxbrain.layout().data().resolve("logs/supervisor.log"));
        }
        System.out.println("Stopped. Data stays in " + taxbrain.layout().data() + ".");
        return 0;
    }
}
