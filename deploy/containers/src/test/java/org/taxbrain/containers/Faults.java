package org.taxbrain.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** What can happen to a server, done to its container. */
final class Faults {
    private Faults() {}

    /** kill -9. */
    static void kill(GenericContainer<?> server) {
        server.getDockerClient().killContainerCmd(server.getContainerId()).exec();
    }

    /** Asks it to end, as an administrator would, and waits until it has. */
    static void stop(GenericContainer<?> server) {
        server.getDockerClient().stopContainerCmd(server.getContainerId()).exec();
    }

    /** Starts it again over its data, on its ports. */
    static void start(GenericContainer<?> server) {
        server.getDockerClient().startContainerCmd(server.getContainerId()).exec();
    }

    /** Freezes all its processes: connections stay open, and nobody answers. */
    static void pause(GenericContainer<?> server) {
        server.getDockerClient().pauseContainerCmd(server.getContainerId()).exec();
    }

    static void resume(GenericContainer<?> server) {
        server.getDockerClient().unpauseContainerCmd(server.getContainerId()).exec();
    }

    /** Drops every packet that comes to it from outside; what it sends still leaves. Needs root. */
    static void cut(GenericContainer<?> server) throws IOException, InterruptedException {
        firewall(server, "-I");
    }

    /** Takes back {@link #cut}. */
    static void restore(GenericContainer<?> server) throws IOException, InterruptedException {
        firewall(server, "-D");
    }

    private static void firewall(GenericContainer<?> server, String change) throws IOException, InterruptedException {
        long process = DockerClientFactory.lazyClient()
                .inspectContainerCmd(server.getContainerId())
                .exec()
                .getState()
                .getPidLong();
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process), "--net"));
        command.addAll(List.of("iptables", change, "INPUT", "!", "-i", "lo", "-j", "DROP"));
        Process firewall = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(firewall.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (firewall.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed; it needs root and iptables: " + said);
        }
    }
}
