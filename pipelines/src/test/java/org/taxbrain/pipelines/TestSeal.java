package org.taxbrain.pipelines;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The keys of a department that seals its files. */
final class TestSeal {
    private static final Provider PROVIDER = new BouncyCastleProvider();
    private final byte[] key = random(16);
    private final KeyPair signer;

    TestSeal() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        signer = generator.generateKeyPair();
    }

    String sm4Key() {
        return HexFormat.of().formatHex(key);
    }

    String sm2PublicKey() {
        return Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
    }

    byte[] encrypt(byte[] clear) throws GeneralSecurityException {
        byte[] nonce = random(12);
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(128, nonce));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(nonce);
        sealed.writeBytes(cipher.doFinal(clear));
        return sealed.toByteArray();
    }

    String sign(byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
        signature.initSign(signer.getPrivate());
        signature.update(content);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
