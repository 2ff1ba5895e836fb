package org.taxbrain.oracle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One of the local stack's servers as a process, on 127.0.0.1 and free ports, over an empty folder. */
public final class RealServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Process process;
    private final Path folder;
    private final int port;

    private RealServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static RealServer elasticsearch(Path folder) throws Exception {
        int port = freePort();
        return start(
                "elasticsearch",
                "org.taxbrain.server.elasticsearch.ElasticsearchServerMain",
                folder,
                port,
                List.of("--data", folder.toString(), "--http-port", "" + port, "--transport-port", "" + freePort()));
    }

    public static RealServer kafka(Path folder) throws Exception {
        int port = freePort();
        return start(
                "kafka",
                "org.taxbrain.server.kafka.KafkaServerMain",
                folder,
                port,
                List.of("--data", folder.toString(), "--port", "" + port, "--controller-port", "" + freePort()));
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    private static RealServer start(String module, String main, Path folder, int port, List<String> arguments)
            throws Exception {
        Path built = Path.of("..", "servers", module, "target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:+UseSerialGC",
                "-cp",
                built.resolve("classes").toAbsolutePath().normalize()
                        + File.pathSeparator
                        + Files.readString(built.resolve("runtime.classpath")).strip(),
                main));
        command.addAll(arguments);
        Path log = folder.resolveSibling(module + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        RealServer server = new RealServer(process, folder, port);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!server.listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                server.close();
                throw new IOException(module + " did not start: " + Files.readString(log));
            }
            Thread.sleep(100);
        }
        return server;
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills it, and removes the home folder that it made of links to jars: JUnit warns of every such link. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        Path home = folder.resolve("home");
        if (Files.exists(home)) {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
