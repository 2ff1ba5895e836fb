package org.taxbrain.connectors.config;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How to reach one system of a department, {@code taxbrain.systems.<name>.*}. */
public interface SystemConfig {
    /** Parameter of a JDBC URL that names a file with certificates. */
    Pattern CERTIFICATE = Pattern.compile("[?&]sslrootcert=([^&]+)");

    /**
     * {@code jdbc:postgresql://host:port/database}, {@code sftp://host:port} or {@code http(s)://host:port}. Whose database is
     * elsewhere ends in {@code ?sslmode=verify-full&sslrootcert=FILE}.
     */
    URI url();

    Optional<String> user();

    Optional<String> password();

    Optional<Path> passwordFile();

    Optional<String> apiKey();

    Optional<Path> apiKeyFile();

    /** Fingerprint of an SFTP server's host key, {@code SHA256:…}. */
    Optional<String> hostKey();

    /** Key with which the department encrypts its files, 32 hexadecimal digits. */
    Optional<String> sm4Key();

    Optional<Path> sm4KeyFile();

    /** Key by which the department's signatures are verified: PEM, or the point in hexadecimal digits. */
    Optional<String> sm2PublicKey();

    Optional<Path> sm2PublicKeyFile();

    /**
     * The password, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requirePassword(String system) {
        return secret(system, "password", password(), passwordFile());
    }

    /**
     * The API key, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requireApiKey(String system) {
        return secret(system, "api-key", apiKey(), apiKeyFile());
    }

    /**
     * The key of the department's files, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requireSm4Key(String system) {
        return secret(system, "sm4-key", sm4Key(), sm4KeyFile());
    }

    /**
     * The key of the department's signatures, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    default String requireSm2PublicKey(String system) {
        return secret(system, "sm2-public-key", sm2PublicKey(), sm2PublicKeyFile());
    }

    /**
     * Checks what a database's URL says of certificates: the driver would only say that it can't connect.
     *
     * @throws ConfigurationException if the file that it names can't be read
     */
    default void requireCertificate(String system) {
        Matcher file = CERTIFICATE.matcher(url().toString());
        if (file.find()) {
            Path path = Path.of(URLDecoder.decode(file.group(1), StandardCharsets.UTF_8));
            if (!Files.isReadable(path)) {
                throw new ConfigurationException(
                        "taxbrain.systems." + system + ".url: sslrootcert=" + path
                                + " can't be read; it is a PEM file with the certificate of the authority that signed the database's");
            }
        }
    }

    /**
     * A secret, from the value or the file.
     *
     * @throws ConfigurationException if neither is set or the file can't be read
     */
    static String secret(String system, String name, Optional<String> value, Optional<Path> file) {
        String property = "taxbrain.systems." + system + "." + name;
        if (value.isPresent()) {
            return value.get();
        }
        Path path = file.orElseThrow(() -> new ConfigurationException(
                property + " is missing; set it in the environment, or " + property + "-file to a file that holds it"));
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new ConfigurationException(property + "-file: " + path + " can't be read: " + e.getMessage(), e);
        }
    }
}
