package org.taxbrain.jobs.file.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
    static void tell(Table<byte[]> told, Map<String, byte[]> due, boolean urgent, Consumer<Message> out) {
        List<String> noLonger = new ArrayList<>();
        Map<String, byte[]> before = new HashMap<>();
        for (Map.Entry<String, byte[]> notice : told.entries()) {
            if (due.containsKey(notice.getKey())) {
                before.put(notice.getKey(), notice.getValue());
            } else {
                noLonger.add(notice.getKey());
            }
        }
        for (String slot : noLonger) {
            told.remove(slot);
            out.accept(new Message(Slot.presentedAs(slot), Slot.withoutPresented(slot), null, urgent));
        }
        due.forEach((slot, body) -> {
            byte[] digest = Digests.of(body);
            if (!Arrays.equals(digest, before.get(slot))) {
                told.put(slot, digest);
                out.accept(new Message(Slot.presentedAs(slot), Slot.withoutPresented(slot), body, urgent));
            }
        });
    }
}
