package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.taxbrain.local.StackException;

/** Generated passwords and keys, one a file, made when first asked for and readable by their owner alone. */
public final class Secrets {

    private static final int RANDOM_BYTES = 24;
    private static final int SM4_KEY_BYTES = 16;

    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** The file that holds the secret of this name. */
    public Path file(String name) {
        return file(name, "", RANDOM_BYTES);
    }

    /** The file that holds the quarantine's keys; the first is made here, further ones may be put before it. */
    public Path quarantineKeys() {
        return file("quarantine.key", "k1:", SM4_KEY_BYTES);
    }

    private Path file(String name, String prefix, int bytes) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[bytes];
                new SecureRandom().nextBytes(random);
                write(file, prefix + HexFormat.of().formatHex(random));
            }
        } catch (IOException e) {
            throw new StackException("The secret " + file + " can't be written: " + e.getMessage(), e);
        }
        return file;
    }

    /** The secret itself. */
    public String read(String name) {
        try {
            return Files.readString(file(name)).trim();
        } catch (IOException e) {
            throw new StackException("The secret " + folder.resolve(name) + " can't be read: " + e.getMessage(), e);
        }
    }

    /** Writes a secret whole or not at all, for its owner alone; its folder is made if absent. */
    static void write(Path file, String secret) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path written = Files.createTempFile(
                folder,
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(written, secret);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
