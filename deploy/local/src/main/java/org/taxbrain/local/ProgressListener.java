package org.taxbrain.local;

import java.time.Duration;

/** Hears what the stack does. Called from several threads, one call at a time for each component. */
public interface ProgressListener {

    /** A component is being started. */
    default void starting(Component component) {}

    /** A component answers its health check. */
    default void started(Component component, Duration took) {}

    /** A component has been stopped. */
    default void stopped(Component component) {}

    /** Something that a person should read: an orphan stopped, a process restarted, a job brought back. */
    default void note(String message) {}

    /** Hears nothing. */
    ProgressListener SILENT = new ProgressListener() {};

    /** Plain lines on standard output. */
    static ProgressListener printing() {
        return new ProgressListener() {
            @Override
            public void started(Component component, Duration took) {
                System.out.printf("%-14s up after %.1f s%n", component.id(), took.toMillis() / 1000.0);
            }

            @Override
            public void note(String message) {
                System.out.println(message);
            }
        };
    }
}
