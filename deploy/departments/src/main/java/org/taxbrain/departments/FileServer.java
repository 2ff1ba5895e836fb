package org.taxbrain.departments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.shell.UnknownCommandFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The departments' SFTP server: each login sees its own folder and nothing else; no shell, no commands, no forwarding. */
final class FileServer implements AutoCloseable {
    private final SshServer server;

    private FileServer(SshServer server) {
        this.server = server;
    }

    static FileServer start(DepartmentsSettings settings, HostKey hostKey) throws IOException {
        VirtualFileSystemFactory homes = new VirtualFileSystemFactory();
        for (DepartmentsSettings.Login login : settings.logins()) {
            Path home = settings.dataDir().resolve("sftp").resolve(login.user());
            Files.createDirectories(home.resolve(login.folder()));
            homes.setUserHomeDir(login.user(), home.toAbsolutePath());
        }
        Map<String, byte[]> passwords = settings.logins().stream()
                .collect(Collectors.toMap(
                        DepartmentsSettings.Login::user,
                        l -> l.password().getBytes(StandardCharsets.UTF_8),
                        // one login, several folders
                        (password, same) -> password));

        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(settings.bind());
        server.setPort(settings.sftpPort());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.setPasswordAuthenticator((user, password, session) -> {
            byte[] expected = passwords.get(user);
            return expected != null && MessageDigest.isEqual(expected, password.getBytes(StandardCharsets.UTF_8));
        });
        server.setFileSystemFactory(homes);
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.setCommandFactory(UnknownCommandFactory.INSTANCE);
        server.setShellFactory(null);
        // a fetcher keeps its connection between polls; the default of ten minutes would cut a quiet one
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ofHours(2));
        server.start();
        return new FileServer(server);
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
