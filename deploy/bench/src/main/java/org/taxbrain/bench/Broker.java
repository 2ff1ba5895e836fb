package org.taxbrain.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker in a process of its own, on 127.0.0.1, for as long as a benchmark needs it. */
final class Broker implements AutoCloseable {
    private static final String MAIN = "org.taxbrain.server.kafka.KafkaServerMain";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int STOP_SECONDS = 30;

    private final Process process;
    private final int port;

    private Broker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a broker and waits until it answers.
     *
     * @param classPath of the module {@code deploy/servers/kafka}
     * @param folder for its data and its log
     */
    static Broker start(String classPath, Path folder) throws IOException, InterruptedException {
        int port = free();
        List<String> command = List.of(
                Fork.java(),
                "-Xmx512m",
                "-cp",
                classPath,
                MAIN,
                "--data",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(free()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        Broker broker = new Broker(process, port);
        // a benchmark that is interrupted leaves no broker behind
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "broker-stop"));
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                broker.servers(),
                "default.api.timeout.ms",
                Math.toIntExact(PATIENCE.toMillis())))) {
            admin.describeCluster().nodes().get();
        } catch (ExecutionException e) {
            broker.close();
            throw new IOException("Kafka does not answer; its log is in " + folder, e.getCause());
        }
        return broker;
    }

    /** Where clients find it. */
    String servers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .thenCompose(stopped -> stopped.destroyForcibly().onExit())
                .join();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
