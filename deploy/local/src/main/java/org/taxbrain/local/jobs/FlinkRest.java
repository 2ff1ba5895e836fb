package org.taxbrain.local.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.taxbrain.local.process.BoundedHttp;

/** The parts of the JobManager's REST interface that the stack needs. */
public final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration QUICK = Duration.ofSeconds(10);
    /** Submitting runs the job's main in the JobManager. */
    private static final Duration SLOW = Duration.ofMinutes(2);

    private final URI url;

    public FlinkRest(URI url) {
        this.url = url;
    }

    /** State by job id, of every job that the JobManager knows. */
    public Map<String, String> jobs() throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        for (JsonNode job : get("/jobs").path("jobs")) {
            states.put(job.path("id").asText(), job.path("status").asText());
        }
        return states;
    }

    /** The newest reason why the job failed, without the stack trace. */
    public Optional<String> failure(String jobId) throws IOException, InterruptedException {
        JsonNode newest = get("/jobs/" + jobId + "/exceptions?maxExceptions=1")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace");
        return newest.isMissingNode() ? Optional.empty() : Optional.of(rootCause(newest.asText()));
    }

    /** Any resource as JSON, such as {@code /jobs/ID/checkpoints}. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url.resolve(path)), QUICK);
    }

    /** Uploads the jar unless one of this name is there; returns the id to run it by. */
    public String upload(Path jar, String uniqueName) throws IOException, InterruptedException {
        for (JsonNode file : get("/jars").path("files")) {
            if (file.path("name").asText().equals(uniqueName)) {
                return file.path("id").asText();
            }
        }
        String boundary = "taxbrain-" + Long.toHexString(System.nanoTime());
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
                        + uniqueName + "\"\r\nContent-Type: application/java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        JsonNode answer = send(
                HttpRequest.newBuilder(url.resolve("/jars/upload"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofByteArray(head),
                                BodyPublishers.ofFile(jar),
                                BodyPublishers.ofByteArray(tail))),
                SLOW);
        String stored = answer.path("filename").asText();
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    /** Runs an uploaded jar under a job id of our choice; returns when the JobManager has accepted the job. */
    public void run(String jarId, JobSpec spec, String jobId, Optional<Path> restoreFrom)
            throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("entryClass", spec.entryClass());
        body.put("jobId", jobId);
        spec.arguments().forEach(body.withArray("programArgsList")::add);
        if (spec.parallelism() > 0) {
            body.put("parallelism", spec.parallelism());
        }
        restoreFrom.ifPresent(path -> {
            body.put("savepointPath", path.toUri().toString());
            // the same one may be needed again: it stays ours
            body.put("claimMode", "NO_CLAIM");
        });
        post("/jars/" + jarId + "/run", body, SLOW);
    }

    /** Cancels a job; its newest checkpoint stays. */
    public void cancel(String jobId) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(url.resolve("/jobs/" + jobId)).method("PATCH", BodyPublishers.noBody()), QUICK);
    }

    /** Takes a savepoint and ends the job with it; returns the id to ask {@link #savepoint} for. */
    public String stopWithSavepoint(String jobId, Path folder) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("targetDirectory", folder.toUri().toString());
        body.put("drain", false);
        return post("/jobs/" + jobId + "/stop", body, QUICK).path("request-id").asText();
    }

    /** Where the savepoint is once it is complete; throws when it failed. */
    public Optional<Path> savepoint(String jobId, String requestId) throws IOException, InterruptedException {
        JsonNode answer = get("/jobs/" + jobId + "/savepoints/" + requestId);
        if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
            return Optional.empty();
        }
        JsonNode operation = answer.path("operation");
        if (operation.has("failure-cause")) {
            throw new IOException("the savepoint failed: "
                    + rootCause(
                            operation.path("failure-cause").path("stack-trace").asText()));
        }
        return Optional.of(
                Path.of(URI.create(operation.path("location").asText().replaceFirst("^file:/+", "file:/"))));
    }

    private JsonNode post(String path, ObjectNode body, Duration timeout) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))),
                timeout);
    }

    private JsonNode send(HttpRequest.Builder builder, Duration limit) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = BoundedHttp.send(builder, limit);
        } catch (IOException e) {
            // Java's own message is often none at all
            throw new IOException("the JobManager at " + url + " does not answer (" + e + ")", e);
        }
        if (response.statusCode() / 100 != 2) {
            HttpRequest request = response.request();
            throw new IOException(request.method() + " " + request.uri().getPath() + " answers " + response.statusCode()
                    + ": " + errors(response.body()));
        }
        return response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body());
    }

    private static String errors(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            StringBuilder errors = new StringBuilder();
            JSON.readTree(body).path("errors").forEach(error -> errors.append(rootCause(error.asText()))
                    .append(' '));
            return errors.isEmpty() ? text : errors.toString().trim();
        } catch (IOException e) {
            return text;
        }
    }

    /** The last "Caused by" of a stack trace says what is wrong; the lines above it say how it was passed on. */
    static String rootCause(String stackTrace) {
        List<String> causes = stackTrace
                .lines()
                .map(String::trim)
                .filter(line -> line.startsWith("Caused by: "))
                .toList();
        return causes.isEmpty()
                ? stackTrace
                        .lines()
                        .limit(3)
                        .reduce((a, b) -> a + " " + b.trim())
                        .orElse("")
                : causes.get(causes.size() - 1).substring("Caused by: ".length());
    }
}
