package org.taxbrain.city;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** How a department seals its files: encrypted with SM4/GCM, then signed with SM2. */
public final class Seal {
    /** Files whose names end so are sent sealed. */
    public static final String SUFFIX = ".sm4";

    private static final Provider PROVIDER = new BouncyCastleProvider();
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int BUFFER = 1 << 16;

    private final SecretKey key;
    private final PrivateKey signer;

    private Seal(SecretKey key, PrivateKey signer) {
        this.key = key;
        this.signer = signer;
    }

    /**
     * The keys of a department.
     *
     * @param sm4Key 32 hexadecimal digits
     * @param sm2PrivateKey PKCS #8 in Base64
     * @throws CityException if a key can't be used
     */
    public static Seal of(String sm4Key, String sm2PrivateKey) {
        try {
            byte[] pkcs8 = Base64.getMimeDecoder().decode(sm2PrivateKey);
            return new Seal(
                    new SecretKeySpec(HexFormat.of().parseHex(sm4Key), "SM4"),
                    KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CityException("The keys to seal files with can't be used", e);
        }
    }

    /** Writes {@code clear} anew: 12 bytes nonce, the ciphertext, 16 bytes tag. */
    public void encrypt(Path clear, Path sealed) throws IOException {
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        Path part = sealed.resolveSibling(sealed.getFileName() + ".part");
        try (OutputStream out = Files.newOutputStream(part)) {
            out.write(nonce);
            Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            try (OutputStream encrypted = new CipherOutputStream(out, cipher)) {
                Files.copy(clear, encrypted);
            }
        } catch (GeneralSecurityException e) {
            throw new CityException("SM4/GCM can't be used", e);
        }
        Files.move(part, sealed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The signature over a file's bytes, Base64. */
    public String sign(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
            signature.initSign(signer);
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                signature.update(buffer, 0, n);
            }
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new CityException("SM3withSM2 can't be used", e);
        }
    }
}
