package org.taxbrain.pipelines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server for tests, on 127.0.0.1 and a free port; can be stopped and started again. */
final class TestSftp implements AutoCloseable {
    static final String USER = "taxbrain";
    private final Path home;
    private final int port;
    private final java.security.KeyPair key;
    private volatile String password = "right";
    private SshServer server;

    TestSftp(Path home) throws Exception {
        this.home = Files.createDirectories(home);
        this.port = freePort();
        var generator = SecurityUtils.getKeyPairGenerator("EC");
        generator.initialize(256);
        this.key = generator.generateKeyPair();
    }

    TestSftp start() throws IOException {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new KeyPairProvider() {
            @Override
            public Iterable<java.security.KeyPair> loadKeys(SessionContext session) {
                return List.of(key);
            }
        });
        server.setPasswordAuthenticator((user, given, session) -> user.equals(USER) && given.equals(password));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        return this;
    }

    void stop() throws IOException {
        if (server != null) {
            server.stop(true);
            server = null;
        }
    }

    void password(String now) {
        password = now;
    }

    String url() {
        return "sftp://127.0.0.1:" + port;
    }

    String fingerprint() throws Exception {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
