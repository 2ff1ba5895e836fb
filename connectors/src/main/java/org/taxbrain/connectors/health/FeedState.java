package org.taxbrain.connectors.health;

/** What a feed does. */
public enum FeedState {
    /** Connecting, not yet reading. */
    STARTING,
    /** Reading all rows that were there before it began. */
    SNAPSHOT,
    /** Takes what comes. */
    RUNNING,
    /** Failed and will try again by itself; the error says why. */
    RETRYING,
    /** Can't work until somebody changes the configuration; the error says what. */
    MISCONFIGURED,
    STOPPED
}
