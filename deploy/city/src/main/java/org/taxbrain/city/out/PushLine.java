package org.taxbrain.city.out;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.city.CityException;
import org.taxbrain.city.Sources;
import org.taxbrain.city.dirt.Row;

/** Pushes a department's rows, some with each request, and keeps what was taken in {@code pushed.jsonl}. */
public final class PushLine {
    private static final Logger LOG = LoggerFactory.getLogger(PushLine.class);
    private static final int ROWS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 500;

    private final Sources sources;
    private final BooleanSupplier stopped;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param stopped ends the attempts of what isn't taken yet */
    public PushLine(Sources sources, BooleanSupplier stopped) {
        this.sources = sources;
        this.stopped = stopped;
    }

    /**
     * Pushes what was not pushed before, however often it takes.
     *
     * @param name of the delivery, part of its requests' keys
     * @param rows gives the rows, always the same
     * @throws CityException if it is refused
     */
    public void push(String name, Consumer<Consumer<Row>> rows) throws IOException {
        List<Row> all = new ArrayList<>();
        rows.accept(all::add);
        Set<String> taken = taken();
        for (int from = 0; from < all.size() && !stopped.getAsBoolean(); from += ROWS) {
            String key = name + "-" + from / ROWS;
            List<Row> part = all.subList(from, Math.min(from + ROWS, all.size()));
            String path = part.get(0).form().place();
            List<Map<String, Object>> some = part.stream().map(PushLine::object).toList();
            if (!taken.contains(key) && insist(path, key, Json.MAPPER.writeValueAsBytes(some))) {
                Files.writeString(
                        list(),
                        Json.line(Json.object("key", key, "path", path, "rows", some)),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
    }

    private static Map<String, Object> object(Row row) {
        Map<String, Object> object = new LinkedHashMap<>();
        row.form().columns().forEach(member -> object.put(member, row.get(member)));
        return object;
    }

    private Set<String> taken() throws IOException {
        Set<String> keys = new HashSet<>();
        if (Files.exists(list())) {
            for (String line : Files.readAllLines(list())) {
                keys.add(Json.MAPPER.readTree(line).get("key").asText());
            }
        }
        return keys;
    }

    /** Whether it was taken; not if this was stopped before. */
    private boolean insist(String path, String key, byte[] body) {
        try {
            while (!stopped.getAsBoolean()) {
                if (send(path, key, body)) {
                    return true;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Whether it was taken; if not, it may be sent again. */
    private boolean send(String path, String key, byte[] body) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request(path, key, body), HttpResponse.BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case 202:
                    return true;
                case 404, 429, 503:
                    LOG.info("{} is to be sent again: {}", key, answer.body().strip());
                    return false;
                default:
                    throw new CityException(key + " is refused (" + answer.statusCode() + "): " + answer.body());
            }
        } catch (IOException e) {
            LOG.info("{} can't be sent yet: {}", key, e.getMessage());
            return false;
        }
    }

    private HttpRequest request(String path, String key, byte[] body) {
        String time = Long.toString(Instant.now().getEpochSecond());
        byte[] head = (time + "\n" + key + "\n" + path + "\n").getBytes(StandardCharsets.UTF_8);
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(sources.push().secret().getBytes(StandardCharsets.UTF_8)));
        mac.update(head, 0, head.length);
        mac.update(body, 0, body.length);
        byte[] signature = new byte[mac.getMacSize()];
        mac.doFinal(signature, 0);
        return HttpRequest.newBuilder(sources.push().url().resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Timestamp", time)
                .header("X-Idempotency-Key", key)
                .header("X-Signature", HexFormat.of().formatHex(signature))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private Path list() {
        return sources.keptDir().resolve("pushed.jsonl");
    }
}
