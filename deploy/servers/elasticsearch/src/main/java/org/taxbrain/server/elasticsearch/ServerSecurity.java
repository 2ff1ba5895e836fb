package org.taxbrain.server.elasticsearch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * HTTPS, users, roles and API keys.
 *
 * @param certificate PEM: the server's certificate, then those between it and the authority; a changed file is taken up within seconds
 * @param key PEM: the certificate's private key, without a passphrase
 * @param passwordFile holds the password of the user {@code elastic}, who may do everything
 */
record ServerSecurity(Path certificate, Path key, Path passwordFile) {

    /** Shorter ones are guessed. */
    private static final int SHORTEST_PASSWORD = 16;

    ServerSecurity {
        requireReadable("--certificate", certificate);
        requireReadable("--key", key);
        requireReadable("--password-file", passwordFile);
    }

    private static void requireReadable(String option, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    option + ": " + file + " is missing, or not readable by the user that runs the server");
        }
    }

    /** What the node is set to. */
    Map<String, String> settings() {
        return Map.of(
                "xpack.security.enabled", "true",
                "xpack.security.autoconfiguration.enabled", "false",
                "xpack.security.http.ssl.enabled", "true",
                "xpack.security.http.ssl.certificate", certificate.toString(),
                "xpack.security.http.ssl.key", key.toString(),
                // nodes speak to each other on the loopback address alone, and there is one
                "xpack.security.transport.ssl.enabled", "false",
                "xpack.license.self_generated.type", "basic");
    }

    /**
     * The password of the user {@code elastic}.
     *
     * @throws IllegalArgumentException if the file can't be read, or what it holds is too short
     */
    String password() {
        String password;
        try {
            password = Files.readString(passwordFile).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--password-file: " + passwordFile + " can't be read: " + e.getMessage(), e);
        }
        if (password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException("--password-file: the password in " + passwordFile + " has "
                    + password.length() + " characters; make a random one of at least " + SHORTEST_PASSWORD
                    + ", as by: (umask 077; head -c 24 /dev/urandom | base64 >" + passwordFile + ")");
        }
        return password;
    }
}
