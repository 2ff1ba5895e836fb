package org.taxbrain.local.process;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * HTTP to processes that may be killed at any moment. Java's own limit ends with the answer's head: a body that never comes is
 * waited for for ever, and with it the supervisor.
 */
public final class BoundedHttp {
    private static final Duration CONNECT = Duration.ofSeconds(3);

    private static final HttpClient CLIENT = client().build();

    private BoundedHttp() {}

    /** A client of its own, for a server with a certificate of its own. */
    public static HttpClient trusting(SSLContext tls) {
        return client().sslContext(tls).build();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws HttpTimeoutException if the whole answer is not there after this time
     */
    public static HttpResponse<byte[]> send(HttpRequest.Builder request, Duration limit)
            throws IOException, InterruptedException {
        return send(CLIENT, request, limit);
    }

    /** The same by a client from {@link #trusting}. */
    public static HttpResponse<byte[]> send(HttpClient client, HttpRequest.Builder request, Duration limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.timeout(limit).build(), BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }
}
