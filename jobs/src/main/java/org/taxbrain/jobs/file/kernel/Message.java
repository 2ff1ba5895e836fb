package org.taxbrain.jobs.file.kernel;

/**
 * What one stage tells the next: what stands in a slot of a subject from now on. The newest message of a slot replaces
 * the one before, so stages need no versions as long as messages between two keys keep their order.
 *
 * @param target subject id: the key of the stage that receives it
 * @param slot see {@link Slot}
 * @param body what stands there; null: nothing any more
 */
public record Message(String target, String slot, byte[] body) {}
