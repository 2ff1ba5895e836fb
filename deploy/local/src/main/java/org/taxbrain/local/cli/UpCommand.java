package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts the stack and leaves it running. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Start the stack in the background, over the data that is there, and print where everything is.")
final class UpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @ParentCommand
    private Taxbrain taxbrain;

    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description =
                    "Folder with descriptors beside the product's own; repeatable, and remembered for later starts.")
    private List<Path> catalogue;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StackLayout layout = taxbrain.layout();
        if (StackState.readRunning(layout).isPresent()) {
            throw new CliException("The stack over " + layout.data() + " is up already; ./taxbrain status shows it.");
        }
        Path log = layout.data().resolve("logs").resolve("supervisor.log");
        Files.createDirectories(log.getParent());
        Path ready = layout.data().resolve("ready");
        Files.deleteIfExists(ready);
        if (catalogue != null) {
            LocalStack.builder(layout).catalogue(catalogue);
        }
        // a session of its own: it must outlive the terminal that it was started from
        Process supervisor = new ProcessBuilder(List.of(
                        "setsid",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taxbrain.class.getName(),
                        "supervise",
                        "--data",
                        layout.data().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        System.out.println("Starting (log: " + log + ") …");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int shown = 0;
        while (!Files.exists(ready)) {
            List<String> lines = Files.readAllLines(log);
            lines.subList(shown, lines.size()).forEach(System.out::println);
            shown = lines.size();
            if (!supervisor.isAlive()) {
                throw new CliException("The stack did not start; the whole log: " + log);
            }
            if (System.nanoTime() > deadline) {
                throw new CliException("The stack is not ready after " + PATIENCE.toSeconds()
                        + " s; it goes on trying, see " + log + " and ./taxbrain status");
            }
            Thread.sleep(200);
        }
        Urls.print(layout, System.out);
        return 0;
    }
}
