package org.taxbrain.e2e.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A server's certificate for 127.0.0.1 and the authority that signed it, made by the JDK's keytool.
 *
 * @param authority PEM: the authority's certificate
 * @param certificate PEM: the server's certificate
 * @param key PEM: its private key
 */
public record TestCertificate(Path authority, Path certificate, Path key) {
    private static final String PASSWORD = "only-for-a-test";

    /** Makes an authority and a certificate in a folder, which is made as well. */
    public static TestCertificate make(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Path authorityStore = folder.resolve("authority.p12");
        Path serverStore = folder.resolve("server.p12");
        TestCertificate made = new TestCertificate(
                folder.resolve("authority.pem"), folder.resolve("server.pem"), folder.resolve("server.key"));
        generate(authorityStore, "authority of " + folder.getFileName(), "-ext", "bc:c");
        generate(serverStore, "server");
        Path request = folder.resolve("server.request");
        keytool(serverStore, "-certreq", "-alias", "own", "-file", request.toString());
        keytool(
                authorityStore,
                "-gencert",
                "-alias",
                "own",
                "-rfc",
                "-validity",
                "2",
                "-ext",
                "san=ip:127.0.0.1",
                "-infile",
                request.toString(),
                "-outfile",
                made.certificate().toString());
        keytool(
                authorityStore,
                "-exportcert",
                "-alias",
                "own",
                "-rfc",
                "-file",
                made.authority().toString());
        Files.writeString(made.key(), privateKey(serverStore));
        return made;
    }

    /** Puts these in the place of another's, as somebody does who renews a certificate. */
    public void replace(TestCertificate other) throws IOException {
        Files.writeString(other.key(), Files.readString(key));
        Files.writeString(other.certificate(), Files.readString(certificate));
    }

    private static void generate(Path store, String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + name));
        arguments.addAll(List.of(options));
        keytool(store, arguments.toArray(String[]::new));
    }

    private static String privateKey(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("own", PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("keytool ended with " + status + ": " + said);
        }
    }
}
