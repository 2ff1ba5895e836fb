package org.taxbrain.connectors.http;

import java.time.Instant;

/**
 * How far an interface has been read.
 *
 * @param newest newest believable updatedAt that landed
 * @param settled what changed before can't become visible any more: the next poll begins there, or at the newest if that is earlier
 * @param cursor how far the poll that is going on has come; null: none is. A poll that breaks off is gone on with
 * @param settling what {@code settled} will be when the poll that is going on has come to its end
 * @param fullPullAt when everything had last been read from the beginning; null: never
 * @param fullPullCursor how far the full pull that is going on has come; null: none is
 */
record Checkpoint(
        Instant newest, Instant settled, Instant cursor, Instant settling, Instant fullPullAt, Instant fullPullCursor) {
    /** Nothing was read yet. */
    static final Checkpoint NONE = new Checkpoint(Instant.EPOCH, Instant.EPOCH, null, null, null, null);

    /** Where a new poll begins. */
    Instant start() {
        return settled.isBefore(newest) ? settled : newest;
    }

    /** Whether it differs from another at most in what is settled. */
    boolean isAsFarAs(Checkpoint other) {
        return new Checkpoint(newest, other.settled, cursor, settling, fullPullAt, fullPullCursor).equals(other);
    }

    Checkpoint step(Instant next, Instant seen, Instant willBeSettled) {
        return new Checkpoint(
                seen.isAfter(newest) ? seen : newest, settled, next, willBeSettled, fullPullAt, fullPullCursor);
    }

    Checkpoint pollDone() {
        return new Checkpoint(newest, settling, null, null, fullPullAt, fullPullCursor);
    }

    Checkpoint fullPull(Instant next) {
        return new Checkpoint(newest, settled, cursor, settling, fullPullAt, next);
    }

    Checkpoint fullPullDone(Instant when) {
        return new Checkpoint(newest, settled, cursor, settling, when, null);
    }
}
