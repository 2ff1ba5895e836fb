package org.taxbrain.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** {@code deploy/compose} with secrets and volumes of its own, run by docker-compose as a user runs it. */
final class Composition {
    private static final Path FILES = Path.of("..", "compose").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path folder;
    private final String project = "taxbrain-test-" + System.nanoTime();
    private final int port;

    private Composition(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Builds the images and makes the secrets; starts nothing. */
    static Composition prepare(Path folder) throws IOException, InterruptedException {
        Composition composition = new Composition(folder, Servers.freePort());
        composition.prepare(Map.of(
                "TAXBRAIN_ELASTICSEARCH_PORT",
                Integer.toString(composition.port),
                // a test lives for a minute or two, most of which the optimising compiler would take
                "TAXBRAIN_JAVA_OPTS",
                "-XX:TieredStopAtLevel=1"));
        return composition;
    }

    /** Makes what is secret once more, over what is there. */
    void prepareAgain() throws IOException, InterruptedException {
        prepare(Map.of("TAXBRAIN_KEEP_IMAGES", "true"));
    }

    private void prepare(Map<String, String> settings) throws IOException, InterruptedException {
        run(settings, List.of(FILES.resolve("prepare.sh").toString(), folder.toString()));
    }

    /** Runs a command of docker-compose; returns what it prints. */
    String compose(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker-compose", "--project-name", project));
        command.addAll(List.of("--file", FILES.resolve("docker-compose.yml").toString()));
        command.addAll(List.of("--env-file", folder.resolve(".env").toString()));
        command.addAll(List.of(arguments));
        return run(Map.of(), command);
    }

    /** All containers, those that have ended included, as {@code docker inspect} shows them. */
    JsonNode containers() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "inspect"));
        command.addAll(
                run(Map.of(), List.of("docker", "ps", "-aq", "--filter", "label=com.docker.compose.project=" + project))
                        .lines()
                        .toList());
        return JSON.readTree(run(Map.of(), command));
    }

    /** The one container of a service. */
    JsonNode container(String service) throws IOException, InterruptedException {
        for (JsonNode container : containers()) {
            if (service(container).equals(service)) {
                return container;
            }
        }
        throw new IOException("no container of " + service + " in " + project);
    }

    static String service(JsonNode container) {
        return container.at("/Config/Labels").path("com.docker.compose.service").asText();
    }

    /** Where a service is found in a network of the composition; this machine alone gets there from outside. */
    String address(String service, String network) throws IOException, InterruptedException {
        return container(service)
                .at("/NetworkSettings/Networks")
                .path(project + "_" + network)
                .path("IPAddress")
                .asText();
    }

    /** Copies a folder out of a container. */
    Path copied(String service, String path) throws IOException, InterruptedException {
        Path copy = folder.resolve("copies").resolve(path.substring(path.lastIndexOf('/') + 1));
        Files.createDirectories(copy.getParent());
        run(Map.of(), List.of("docker", "cp", container(service).path("Id").asText() + ":" + path, copy.toString()));
        return copy;
    }

    /** Where the index is searched. */
    URI elasticsearch() {
        return URI.create("https://127.0.0.1:" + port);
    }

    int elasticsearchPort() {
        return port;
    }

    /** The file of a secret; needs root, as its owner is the containers' user. */
    Path secret(String component, String name) {
        return folder.resolve("secrets").resolve(component).resolve(name);
    }

    /** All secrets, by component. */
    Path secrets() {
        return folder.resolve("secrets");
    }

    /** Trusts the composition's authority, and shows no certificate. */
    SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(secret("masters", "ca.pem"))) {
            Certificate authority = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("authority", authority);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Stops everything, and deletes its volumes. */
    void down() throws IOException, InterruptedException {
        compose("--profile", "core", "down", "--volumes", "--timeout", "5");
    }

    private String run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        Path complaints = Files.createTempFile("compose", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(complaints));
            }
            return printed;
        } finally {
            Files.delete(complaints);
        }
    }
}
