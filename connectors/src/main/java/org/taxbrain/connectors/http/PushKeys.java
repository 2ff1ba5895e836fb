package org.taxbrain.connectors.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.taxbrain.connectors.files.Durable;

/**
 * Idempotency keys of the requests that landed, and the digests of their bodies: in memory, and in a file for the next start. What
 * is forgotten lands again as duplicates. Not safe for threads.
 */
final class PushKeys {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int MOST = 200_000;

    private final Path file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private int written;

    private record Entry(long second, String digest) {}

    /** @param file made with the first key */
    PushKeys(Path file, Instant now) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] parts = line.split(" ");
                // a crash can cut the last line
                if (parts.length == 3 && parts[2].length() == 64) {
                    entries.put(parts[1], new Entry(Long.parseLong(parts[0]), parts[2]));
                }
            }
        }
        rewrite(now);
    }

    /** The digest of the body that came under a key; null: none did. */
    String digest(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.digest;
    }

    /** Remembers a request that landed. */
    void add(String key, String digest, Instant now) throws IOException {
        Entry entry = new Entry(now.getEpochSecond(), digest);
        entries.put(key, entry);
        Files.writeString(file, line(key, entry), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (++written > MOST) {
            rewrite(now);
        }
    }

    private void rewrite(Instant now) throws IOException {
        long oldest = now.minus(KEPT).getEpochSecond();
        entries.values().removeIf(e -> e.second < oldest);
        var all = entries.entrySet().iterator();
        for (int tooMany = entries.size() - MOST; tooMany > 0; tooMany--) {
            all.next();
            all.remove();
        }
        StringBuilder text = new StringBuilder();
        entries.forEach((key, entry) -> text.append(line(key, entry)));
        Durable.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        written = 0;
    }

    private static String line(String key, Entry entry) {
        return entry.second + " " + key + " " + entry.digest + "\n";
    }
}
