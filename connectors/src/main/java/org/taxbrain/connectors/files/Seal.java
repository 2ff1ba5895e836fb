package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import javax.crypto.SecretKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.taxbrain.connectors.config.Configuration;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.SystemConfig;
import org.taxbrain.schemas.catalogue.Descriptor;

/**
 * How a department protects its files on the way: signed with SM2, encrypted with SM4/GCM, both or neither. The signature is
 * over the bytes as they lie on the server, so that nothing is decrypted that the department did not send.
 */
public final class Seal {
    /** Files come in clear and unsigned. */
    public static final Seal NONE = new Seal(null, null, null);

    /** Not registered: nothing else in the process is to get its algorithms from here. */
    static final Provider PROVIDER = new BouncyCastleProvider();

    private static final int BUFFER = 1 << 16;

    private final String system;
    private final SecretKey key;
    private final PublicKey signer;

    /**
     * @param system for messages
     * @param key of the encryption; null: files come in clear
     * @param signer whose signatures are good; null: files are not signed
     */
    Seal(String system, SecretKey key, PublicKey signer) {
        this.system = system;
        this.key = key;
        this.signer = signer;
    }

    /**
     * What a descriptor says, with the keys of the system's configuration.
     *
     * @throws ConfigurationException if a key is missing or can't be used
     */
    public static Seal of(Descriptor.Files files, Configuration configuration) {
        if (files.encryption() == null && files.signature() == null) {
            return NONE;
        }
        String system = files.system();
        SystemConfig config = configuration.system(system);
        return new Seal(
                system,
                files.encryption() == null ? null : SealKeys.sm4(system, config.requireSm4Key(system)),
                files.signature() == null ? null : SealKeys.sm2(system, config.requireSm2PublicKey(system)));
    }

    /** The same, but for signatures, which are not asked for: those of the archive were verified when the files came. */
    Seal unsigned() {
        return new Seal(system, key, null);
    }

    /** Whether the control file says a signature. */
    boolean signs() {
        return signer != null;
    }

    /**
     * Verifies a file before anything of it is parsed: the signature, then the tag of the encryption.
     *
     * @param control what its control file says; may be null if files are not signed
     * @throws FileRefusedException if it is not what the department sealed with the keys that we know
     */
    void verify(Path file, ControlFile control) throws IOException {
        if (signer != null && !isSigned(file, control.signature())) {
            throw new FileRefusedException("the signature in the control file is not one over these bytes by the key in"
                    + " taxbrain.systems." + system
                    + ".sm2-public-key (SM3withSM2 over the file as it was sent, user id "
                    + "1234567812345678, DER in Base64); nothing of it was decrypted. Sign it with the key that was"
                    + " agreed on, and send both again");
        }
        if (key != null) {
            try (InputStream in = new SealedInput(Files.newInputStream(file), key, system)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** The content of a file that was verified. */
    FileContent content(Path file) {
        return new FileContent() {
            @Override
            public InputStream open() throws IOException {
                InputStream bytes = Files.newInputStream(file);
                return LocalFile.unpack(key == null ? bytes : new SealedInput(bytes, key, system));
            }

            @Override
            public String toString() {
                return file.toString();
            }
        };
    }

    private boolean isSigned(Path file, byte[] signature) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Signature verifier = Signature.getInstance("SM3withSM2", PROVIDER);
            verifier.initVerify(signer);
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                verifier.update(buffer, 0, n);
            }
            return isGood(verifier, signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException | SignatureException e) {
            throw new IllegalStateException("SM3withSM2 can't be verified: " + e.getMessage(), e);
        }
    }

    /** What is no DER is no good signature either. */
    private static boolean isGood(Signature verifier, byte[] signature) {
        try {
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
