package org.taxbrain.local.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a process is started, asked for its health, and stopped.
 *
 * @param name what people call it
 * @param command program and arguments
 * @param environment added to that of the stack's own process
 * @param folder working directory
 * @param log standard output and error
 * @param preparation done before every start, the first and those after a crash
 * @param probe whether it serves
 * @param patience how long it may take to serve
 * @param stopSignal name of the signal that asks it to end in order
 */
public record Launch(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        Preparation preparation,
        Probe probe,
        Duration patience,
        String stopSignal) {

    /** Work before a start. */
    @FunctionalInterface
    public interface Preparation {
        /** Nothing to do. */
        Preparation NONE = () -> {};

        void run() throws IOException, InterruptedException;
    }
}
