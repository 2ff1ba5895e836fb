package org.taxbrain.local.process;

import java.time.Instant;
import java.util.Optional;

/** Asks a process whether it serves. */
@FunctionalInterface
public interface Probe {

    /** Empty when it serves, otherwise what is missing. {@code started} is when the process was started. */
    Optional<String> problem(Instant started) throws InterruptedException;
}
