package org.taxbrain.jobs.file.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Digests of what a key has said, by name: says again only what differs, and takes back what is due no longer. */
final class Standing {
    private Standing() {}

    /**
     * Says what is due.
     *
     * @param said digests of what was said last
     * @param due what is to stand from now on
     * @param noLonger hears the names of what is taken back
     * @param changed hears what is new or differs
     */
    static <B> void replace(
            Cell<Map<String, byte[]>> said,
            Map<String, B> due,
            Function<B, byte[]> digest,
            Consumer<String> noLonger,
            BiConsumer<String, B> changed) {
        Sheet<byte[]> sheet = new Sheet<>(said);
        Map<String, byte[]> before = sheet.all();
        if (before.isEmpty() && due.isEmpty()) {
            return;
        }
        Map<String, byte[]> after = new HashMap<>();
        Map<String, B> different = new HashMap<>();
        due.forEach((name, body) -> {
            byte[] of = digest.apply(body);
            after.put(name, of);
            if (!Arrays.equals(of, before.get(name))) {
                different.put(name, body);
            }
        });
        before.keySet().stream().filter(name -> !due.containsKey(name)).forEach(noLonger);
        different.forEach(changed);
        if (!different.isEmpty() || before.size() != after.size()) {
            sheet.replaceAll(after);
        }
    }
}
