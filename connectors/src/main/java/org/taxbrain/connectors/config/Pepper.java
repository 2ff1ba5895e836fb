package org.taxbrain.connectors.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The secret key of the keyed hashes. Operators read it where they run, so that it is in no job graph. */
public final class Pepper {
    private static final int SHORTEST = 16;

    private Pepper() {}

    /**
     * Reads the pepper.
     *
     * @throws ConfigurationException if the file can't be read or is shorter than 16 bytes
     */
    public static byte[] read(Path file) {
        try {
            byte[] pepper = Files.readAllBytes(file);
            if (pepper.length < SHORTEST) {
                throw new ConfigurationException(
                        "taxbrain.index.pepper-file: " + file + " must hold at least 16 random bytes");
            }
            return pepper;
        } catch (IOException e) {
            throw new ConfigurationException(
                    "taxbrain.index.pepper-file: " + file
                            + " can't be read; make one with: head -c 32 /dev/urandom > FILE",
                    e);
        }
    }
}
