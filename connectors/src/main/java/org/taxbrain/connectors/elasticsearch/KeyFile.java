package org.taxbrain.connectors.elasticsearch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** An encoded API key in a file that its owner alone can read. */
final class KeyFile {
    private static final String OWNER_ALONE = "rw-------";
    private final Path file;

    KeyFile(Path file) {
        this.file = file;
    }

    Path path() {
        return file;
    }

    /** The key; empty if there is none yet. */
    Optional<String> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(file).strip()).filter(key -> !key.isEmpty());
    }

    /** Puts a key in the file's place, at once and whole: somebody may be reading it. */
    void write(String key) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(key + "\n");
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The public half of an encoded key; empty if it is none. */
    static Optional<String> id(String encoded) {
        try {
            String key = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = key.indexOf(':');
            return colon < 1 ? Optional.empty() : Optional.of(key.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
