package org.taxbrain.city.out;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.taxbrain.city.CityException;
import org.taxbrain.city.Sources;

/** A department's line to the file server, by its own login. */
public final class FileLine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SshClient client;
    private final ClientSession session;
    private final SftpClient sftp;

    private FileLine(SshClient client, ClientSession session, SftpClient sftp) {
        this.client = client;
        this.session = session;
        this.sftp = sftp;
    }

    /** Logs in. */
    public static FileLine open(Sources.Sftp server, String department) throws IOException {
        Sources.Login login = server.logins().get(department);
        if (login == null) {
            throw new CityException("No login of the department " + department + " is given for the file server.");
        }
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) ->
                server.hostKey().equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key)));
        client.start();
        try {
            ClientSession session = client.connect(login.user(), server.host(), server.port())
                    .verify(PATIENCE)
                    .getSession();
            session.addPasswordIdentity(login.password());
            session.auth().verify(PATIENCE);
            return new FileLine(client, session, sftp(session));
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The library calls it a wrong state, not a failed connection, if the server hangs up at this moment. */
    private static SftpClient sftp(ClientSession session) throws IOException {
        try {
            return SftpClientFactory.instance().createSftpClient(session);
        } catch (IllegalStateException e) {
            throw new IOException("the server hung up after the login", e);
        }
    }

    /** Puts a file into a folder: first under another name, so that nobody reads half of it. */
    public void put(Path file, String folder, String name) throws IOException {
        String target = folder + "/" + name;
        String part = target + ".part";
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = sftp.write(
                        part, SftpClient.OpenMode.Write, SftpClient.OpenMode.Create, SftpClient.OpenMode.Truncate)) {
            in.transferTo(out);
        }
        // version 3 of the protocol can't rename over a file
        delete(folder, name);
        sftp.rename(part, target);
    }

    /** Takes a file away if it is there. */
    public void delete(String folder, String name) throws IOException {
        try {
            sftp.remove(folder + "/" + name);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
        }
    }

    /** Makes a folder if it is not there. */
    public void folder(String name) throws IOException {
        try {
            // not by listing: the client's iterator wraps a lost connection as a fault of ours
            sftp.stat(name);
        } catch (SftpException e) {
            if (e.getStatus() != SftpConstants.SSH_FX_NO_SUCH_FILE) {
                throw e;
            }
            sftp.mkdir(name);
        }
    }

    @Override
    public void close() throws IOException {
        try (client) {
            sftp.close();
            // a session that is torn down looks like a fault at the other end
            session.close(false).await(PATIENCE);
        }
    }
}
