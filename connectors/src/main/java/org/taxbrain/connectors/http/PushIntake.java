package org.taxbrain.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.taxbrain.connectors.Landing;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.text.Sm3;

/**
 * Takes what a department pushes: who sent it, and when, is proven before anything of it is read; it is answered 202 only after Kafka
 * has all of its rows. A request that is sent again under its key is answered the same and lands nothing. Safe for threads.
 *
 * <p>The signature is HMAC-SM3 with the shared secret over timestamp, key and path, a line feed behind each, and the body.
 */
public final class PushIntake {
    /** What the three headers are called. */
    public static final String TIMESTAMP = "X-Timestamp";

    public static final String KEY = "X-Idempotency-Key";
    public static final String SIGNATURE = "X-Signature";

    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final Pattern KEY_FORM = Pattern.compile("[A-Za-z0-9._:-]{8,100}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Dataset dataset;
    private final Descriptor.Push push;
    private final Supplier<String> secret;
    private final Landing landing;
    private final byte[] pepper;
    private final Clock clock;
    private final PushKeys keys;
    private final int waiting;
    private final Semaphore places;

    /**
     * @param secret as it is set now; it may be changed while this runs
     * @param keysFile where the keys of requests are kept
     * @param waiting requests that may wait while one lands
     * @param pepper for the hash of items in positions
     * @throws IOException if the keys can't be read
     */
    public PushIntake(
            Dataset dataset,
            Supplier<String> secret,
            Landing landing,
            Path keysFile,
            int waiting,
            byte[] pepper,
            Clock clock)
            throws IOException {
        this.dataset = dataset;
        this.push = dataset.descriptor().source().push();
        this.secret = secret;
        this.landing = landing;
        this.pepper = pepper.clone();
        this.clock = clock;
        this.keys = new PushKeys(keysFile, clock.instant());
        this.waiting = waiting;
        this.places = new Semaphore(waiting + 1);
    }

    /** Bytes that a body may have. */
    public int bodyLimit() {
        return push.bodyLimit();
    }

    /** Whether no request is under way. */
    public boolean isIdle() {
        return places.availablePermits() > waiting;
    }

    /** What a body of more bytes than it may have is answered. */
    public PushAnswer tooLarge() {
        return PushAnswer.of(
                413,
                "a request may have " + bodyLimit() + " bytes; send the rows in several, each under a key of its own");
    }

    /**
     * Takes a request.
     *
     * @throws RuntimeException if landing fails; nothing is remembered, and the department is to send it again
     */
    public PushAnswer take(PushRequest request) {
        if (request.body().length > bodyLimit()) {
            return tooLarge();
        }
        PushAnswer refusal = refusal(request);
        if (refusal != null) {
            return refusal;
        }
        if (!places.tryAcquire()) {
            return new PushAnswer(429, "too many requests are under way; send it again under the same key", SOON);
        }
        try {
            return land(request);
        } finally {
            places.release();
        }
    }

    /** What a request is answered whose rows could not be landed. */
    public static PushAnswer later() {
        return new PushAnswer(503, "it could not be stored now; send it again under the same key", LATER);
    }

    /** Why a request is not from the department, or not from now; null: it is. */
    private PushAnswer refusal(PushRequest request) {
        if (request.timestamp() == null
                || !SECONDS.matcher(request.timestamp()).matches()
                || request.signature() == null
                || !HEX.matcher(request.signature()).matches()) {
            return PushAnswer.of(
                    401,
                    TIMESTAMP + " must hold the seconds since 1970, " + SIGNATURE
                            + " 64 hexadecimal digits: HMAC-SM3 over timestamp, key and path, a line feed behind each, and the body");
        }
        if (request.key() == null || !KEY_FORM.matcher(request.key()).matches()) {
            return PushAnswer.of(
                    400, KEY + " must hold 8 to 100 letters, digits and ._:-, another one with each request");
        }
        byte[] head = (request.timestamp() + "\n" + request.key() + "\n" + push.path() + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] expected = Sm3.hmac(secret.get().getBytes(StandardCharsets.UTF_8), head, request.body());
        if (!MessageDigest.isEqual(expected, HexFormat.of().parseHex(request.signature()))) {
            return PushAnswer.of(401, "the signature is not one by the secret that was agreed on");
        }
        Instant now = clock.instant();
        Instant said = Instant.ofEpochSecond(Long.parseLong(request.timestamp()));
        if (Duration.between(said, now).abs().compareTo(push.window()) > 0) {
            return PushAnswer.of(
                    401,
                    TIMESTAMP + " lies more than " + push.window() + " from our clock (" + now.getEpochSecond()
                            + "); set yours, sign anew, and send it again under the same key");
        }
        return null;
    }

    private synchronized PushAnswer land(PushRequest request) {
        String digest = Sm3.hex(request.body());
        String known = keys.digest(request.key());
        if (known != null) {
            return known.equals(digest)
                    ? PushAnswer.of(202, "it was taken before under this key")
                    : PushAnswer.of(
                            409, "another content was taken under this key; give each request a key of its own");
        }
        List<JsonNode> items;
        try {
            items = items(request.body());
        } catch (JsonProcessingException e) {
            return PushAnswer.of(
                    400,
                    "the body is not JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "; nothing of it was taken");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
        ItemReader reader = new ItemReader(dataset, push.items(), "push-" + digest.substring(0, 12), pepper, clock);
        items.forEach(item -> landing.land(reader.read(item).row()));
        landing.flush();
        remember(request.key(), digest);
        return PushAnswer.of(202, items.size() + " rows were taken");
    }

    private void remember(String key, String digest) {
        try {
            keys.add(key, digest, clock.instant());
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of " + dataset.id() + " can't be written: " + e.getMessage(), e);
        }
    }

    /** The elements of an array; else the one value. */
    private static List<JsonNode> items(byte[] body) throws IOException {
        JsonNode json = JSON.readTree(body);
        if (json.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            json.forEach(items::add);
            return items;
        }
        return List.of(json);
    }
}
