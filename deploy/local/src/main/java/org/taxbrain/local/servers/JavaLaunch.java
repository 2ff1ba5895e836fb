package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.taxbrain.local.Component;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.process.Launch;
import org.taxbrain.local.process.Probe;

/** A JVM of the stack: options and class path go to a file, so that {@code ps} shows what matters. */
final class JavaLaunch {

    /** Long, for a machine that is busy with other things; a process that ends is noticed at once. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final StackLayout layout;
    private final Component component;
    private final String module;
    private final List<String> options = new ArrayList<>();
    private Duration patience = PATIENCE;

    JavaLaunch(StackLayout layout, Component component, String module) {
        this.layout = layout;
        this.component = component;
        this.module = module;
        // out of memory is a crash: the supervisor restarts the process, half a process it could not see
        options("-XX:+ExitOnOutOfMemoryError", "-Djava.net.preferIPv4Stack=true");
        options("-Dfile.encoding=UTF-8", "-Duser.timezone=UTC");
        // a local stack lives for minutes on few cores, most of which the optimising compiler would take
        options("-XX:TieredStopAtLevel=1");
    }

    JavaLaunch options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    JavaLaunch patience(Duration longest) {
        patience = longest;
        return this;
    }

    JavaLaunch heapMiB(int mebibytes) {
        return options("-Xmx" + mebibytes + "m", "-Xms" + Math.min(mebibytes, 128) + "m", "-XX:+UseSerialGC");
    }

    Launch run(
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            Launch.Preparation preparation,
            Probe probe) {
        Path folder = layout.folder(component);
        Path tmp = folder.resolve("tmp");
        Path argumentFile = folder.resolve("java.args");
        options("-Djava.io.tmpdir=" + tmp);
        List<String> lines = new ArrayList<>(options);
        lines.add("-cp");
        lines.add(ClassPaths.of(layout.home(), module));

        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + argumentFile);
        command.add(mainClass);
        command.addAll(arguments);
        return new Launch(
                component.id(),
                command,
                environment,
                folder,
                layout.log(component),
                () -> {
                    Folders.deleteTree(tmp);
                    Files.createDirectories(tmp);
                    writeArguments(argumentFile, lines);
                    preparation.run();
                },
                probe,
                patience,
                "TERM");
    }

    private static void writeArguments(Path file, List<String> lines) throws IOException {
        Files.write(
                file,
                lines.stream()
                        .map(line -> '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
    }
}
