package org.taxbrain.departments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;

/** The SFTP server's host key: made once, kept, and its fingerprint written beside it for those who connect. */
final class HostKey {
    static final String FILE = "host_key";
    static final String FINGERPRINT_FILE = "host_key.fingerprint";

    private final KeyPair pair;
    private final String fingerprint;

    private HostKey(KeyPair pair) {
        this.pair = pair;
        this.fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    /** Reads the key of a data folder; makes it if there is none. */
    static HostKey of(Path dataDir) throws IOException, GeneralSecurityException {
        Path file = dataDir.resolve(FILE);
        if (Files.notExists(file)) {
            KeyPair made = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
            // a half-written key would change the server's identity at the next start
            Path part = dataDir.resolve(FILE + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(part)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "departments", null, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        KeyPair read = new FileKeyPairProvider(file).loadKeys(null).iterator().next();
        HostKey key = new HostKey(read);
        Files.writeString(dataDir.resolve(FINGERPRINT_FILE), key.fingerprint() + "\n");
        return key;
    }

    KeyPair pair() {
        return pair;
    }

    /** {@code SHA256:…}, as {@code ssh-keygen -l} prints it. */
    String fingerprint() {
        return fingerprint;
    }
}
