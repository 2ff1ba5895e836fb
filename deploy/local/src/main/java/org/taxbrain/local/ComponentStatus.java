package org.taxbrain.local;

import java.time.Instant;
import org.taxbrain.local.process.ProcessIdentity;

/**
 * What one component does now.
 *
 * @param process null when it doesn't run
 * @param upSince when it last began to serve; null while it doesn't
 * @param restarts how often the supervisor had to start it again
 */
public record ComponentStatus(
        Component component, State state, ProcessIdentity process, Instant upSince, int restarts, String log) {

    /** Where a component is between stopped and serving. */
    public enum State {
        STOPPED,
        STARTING,
        UP,
        /** It died, and is started again after a pause. */
        RESTARTING
    }
}
