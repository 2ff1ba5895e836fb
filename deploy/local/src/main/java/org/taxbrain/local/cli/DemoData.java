package org.taxbrain.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.taxbrain.local.LocalStack;
import org.taxbrain.local.StackLayout;
import org.taxbrain.local.StackState;

/** A demo begins with an empty data folder. */
final class DemoData {
    private DemoData() {}

    /**
     * Deletes what an earlier run left, and nothing that is not a stack's data folder.
     *
     * @throws CliException if a stack runs there, or the folder holds something else
     */
    static void startAfresh(StackLayout layout) throws IOException {
        Path data = layout.data();
        if (StackState.readRunning(layout).isPresent()) {
            throw new CliException(
                    "A stack runs over " + data + "; stop it with ./taxbrain down, or give another --data");
        }
        if (!Files.exists(data)) {
            return;
        }
        if (!Files.exists(data.resolve("stack.lock")) && !isEmpty(data)) {
            throw new CliException(data + " is not empty and not the data folder of a stack; give another --data");
        }
        // an empty stack takes the lock and stops what a killed run left
        LocalStack.builder(layout).components(List.of()).start().stop();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
