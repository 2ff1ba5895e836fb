package org.taxbrain.jobs.file.kernel;

import java.util.Map;
import java.util.function.Consumer;

/** Sends notices only where they differ from what was said last, and takes back what is due no longer. */
final class Told {
    private Told() {}

    /**
     * Says what is due.
     *
     * @param told digest of what each presented id was last told, by the notice's slot and the id
     * @param due the notices, by slot and presented id
     * @param urgent whether the messages are
     */
    static void tell(Cell<Map<String, byte[]>> told, Map<String, byte[]> due, boolean urgent, Consumer<Message> out) {
        Standing.replace(
                told,
                due,
                Digests::of,
                slot -> out.accept(new Message(Slot.presentedAs(slot), Slot.withoutPresented(slot), null, urgent)),
                (slot, body) ->
                        out.accept(new Message(Slot.presentedAs(slot), Slot.withoutPresented(slot), body, urgent)));
    }
}
