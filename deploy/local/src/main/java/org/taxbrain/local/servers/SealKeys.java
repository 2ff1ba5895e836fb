package org.taxbrain.local.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.taxbrain.local.StackException;

/** The keys with which one department seals its files: an SM4 key that both sides have, and its pair of SM2 keys; made once. */
public final class SealKeys {
    private static final int SM4_BYTES = 16;

    private final Path sm4;
    private final Path sm2Private;
    private final Path sm2Public;

    private SealKeys(Path folder, String system) {
        this.sm4 = folder.resolve(system + ".sm4-key");
        this.sm2Private = folder.resolve(system + ".sm2-private-key");
        this.sm2Public = folder.resolve(system + ".sm2-public-key");
    }

    /** The keys of a department in the folder of secrets, made if they aren't there. */
    static SealKeys of(Path folder, String system) {
        SealKeys keys = new SealKeys(folder, system);
        try {
            // the private key is written last: without it, all are made anew
            if (!Files.exists(keys.sm2Private)) {
                keys.create();
            }
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("The keys " + keys.sm2Private + " can't be made: " + e.getMessage(), e);
        }
    }

    private void create() throws IOException, GeneralSecurityException {
        byte[] random = new byte[SM4_BYTES];
        new SecureRandom().nextBytes(random);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        KeyPair pair = generator.generateKeyPair();
        Secrets.write(sm4, HexFormat.of().formatHex(random));
        Secrets.write(
                sm2Public,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        Secrets.write(
                sm2Private, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    Path sm4KeyFile() {
        return sm4;
    }

    Path sm2PublicKeyFile() {
        return sm2Public;
    }

    /** 32 hexadecimal digits. */
    public String sm4Key() {
        return read(sm4);
    }

    /** PKCS #8 in Base64. */
    public String sm2PrivateKey() {
        return read(sm2Private);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StackException("The key " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
