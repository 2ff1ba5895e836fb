package org.taxbrain.jobs.file.kernel;

/**
 * What one stage tells the next: what stands in a slot of a subject from now on. The newest message of a slot replaces
 * the one before, so stages need no versions as long as messages between two keys keep their order.
 *
 * @param target subject id: the key of the stage that receives it
 * @param slot see {@link Slot}
 * @param body what stands there; null: nothing any more
 * @param urgent whether somebody waits for what follows from it, see {@link RowReader#isUrgent}; decides when a document is
 *     written, never what it says
 */
public record Message(String target, String slot, byte[] body, boolean urgent) {
    /** What follows from the same row for another id, or in another slot. */
    Message with(String target, String slot, byte[] body) {
        return new Message(target, slot, body, urgent);
    }
}
