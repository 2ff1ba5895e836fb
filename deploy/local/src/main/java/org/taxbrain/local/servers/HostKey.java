package org.taxbrain.local.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.taxbrain.local.StackException;

/** The SFTP server's key: made once, so that its fingerprint can be given to those who connect before it ever runs. */
public final class HostKey {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int BITS = 3072;

    private final Path file;

    private HostKey(Path file) {
        this.file = file;
    }

    /** The key in this file (PEM, PKCS#8, RSA), made if it isn't there. */
    public static HostKey of(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return new HostKey(file);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("The SFTP host key " + file + " can't be made: " + e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    /** As OpenSSH prints it: {@code SHA256:…}. */
    public String fingerprint() {
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(Files.readString(file).replace(BEGIN, "").replace(END, ""));
            RSAPrivateCrtKey key =
                    (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
            ByteArrayOutputStream blob = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(blob);
            writeField(out, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
            writeField(out, key.getPublicExponent().toByteArray());
            writeField(out, key.getModulus().toByteArray());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob.toByteArray());
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("The SFTP host key " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void writeField(DataOutputStream out, byte[] field) throws IOException {
        out.writeInt(field.length);
        out.write(field);
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
        String pem =
                BEGIN + "\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n" + END + "\n";
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path written = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, pem);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
