package org.taxbrain.e2e.server;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the local stack's servers as a process of its own, on 127.0.0.1 and free ports, that a test can kill and start again over its data. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final Path log;
    private final List<String> command;
    private final int port;
    private Process process;

    private ServerProcess(Path log, List<String> command, int port) {
        this.log = log;
        this.command = command;
        this.port = port;
    }

    /** Elasticsearch, with settings on top of its own, each {@code key=value}. */
    public static ServerProcess elasticsearch(Path folder, String... settings) throws IOException {
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            options.addAll(List.of("--set", setting));
        }
        return elasticsearch(folder, options);
    }

    /**
     * Elasticsearch with HTTPS, users, roles and API keys.
     *
     * @param password file with the password of the user {@code elastic}
     */
    public static ServerProcess securedElasticsearch(Path folder, TestCertificate certificate, Path password)
            throws IOException {
        return elasticsearch(
                folder,
                List.of(
                        "--certificate",
                        certificate.certificate().toString(),
                        "--key",
                        certificate.key().toString(),
                        "--password-file",
                        password.toString()));
    }

    private static ServerProcess elasticsearch(Path folder, List<String> options) throws IOException {
        int http = freePort();
        List<String> arguments = new ArrayList<>(
                List.of("--data", folder.toString(), "--http-port", "" + http, "--transport-port", "" + freePort()));
        arguments.addAll(options);
        return start(
                "elasticsearch",
                "org.taxbrain.server.elasticsearch.ElasticsearchServerMain",
                400,
                folder,
                arguments,
                http);
    }

    /** A Kafka broker. */
    public static ServerProcess kafka(Path folder) throws IOException {
        return kafka(folder, freePort(), freePort(), List.of());
    }

    /**
     * A Kafka broker as one is configured that others than this machine reach.
     *
     * @param key file with its key and certificate
     * @param authority file with the certificates of the authority
     */
    public static ServerProcess securedKafka(Path folder, Path key, Path authority) throws IOException {
        int port = freePort();
        int controllerPort = freePort();
        Path settings = Path.of("..", "servers", "kafka", "secured.properties");
        return kafka(
                folder,
                port,
                controllerPort,
                List.of(
                        "--config",
                        settings.toString(),
                        "--set",
                        "listeners=SSL://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                        "--set",
                        "advertised.listeners=SSL://127.0.0.1:" + port,
                        "--set",
                        "ssl.keystore.location=" + key,
                        "--set",
                        "ssl.truststore.location=" + authority));
    }

    private static ServerProcess kafka(Path folder, int port, int controllerPort, List<String> settings)
            throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--data", folder.toString(), "--port", "" + port, "--controller-port", "" + controllerPort));
        arguments.addAll(settings);
        return start("kafka", "org.taxbrain.server.kafka.KafkaServerMain", 300, folder, arguments, port);
    }

    private static ServerProcess start(
            String module, String main, int heapMiB, Path folder, List<String> arguments, int port) throws IOException {
        Path built = Path.of("..", "servers", module, "target");
        String classPath = built.resolve("classes").toAbsolutePath().normalize()
                + File.pathSeparator
                + Files.readString(built.resolve("runtime.classpath")).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMiB + "m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                main));
        command.addAll(arguments);
        Files.createDirectories(folder);
        ServerProcess server = new ServerProcess(folder.resolveSibling(folder.getFileName() + ".log"), command, port);
        // a test that fails before it can close leaves no server behind
        Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
        server.start();
        return server;
    }

    /** Starts it, again if it was killed, and waits until it listens. */
    public void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the server did not start; its last words: " + lastLines());
            }
            sleep();
        }
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        kill();
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server started", e);
        }
    }

    /** A port of 127.0.0.1 where nobody listened a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
