package org.taxbrain.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Decrypts SM4/GCM piece by piece: 12 bytes nonce, the ciphertext, 16 bytes tag. BouncyCastle hands out each piece at once, so
 * what is read is not verified before the end has been read without an exception.
 */
final class SealedInput extends InputStream {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final String system;
    private final Cipher cipher;
    private final byte[] sealed = new byte[BUFFER];
    private byte[] clear = new byte[0];
    private int at;
    private boolean ended;

    /**
     * @param in closed with this, or if it is too short
     * @param system for messages
     * @throws FileRefusedException if there is not even a nonce
     */
    SealedInput(InputStream in, SecretKey key, String system) throws IOException {
        this.in = in;
        this.system = system;
        try {
            this.cipher = decrypting(key, in.readNBytes(NONCE));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static Cipher decrypting(SecretKey key, byte[] nonce) {
        if (nonce.length < NONCE) {
            throw new FileRefusedException("the file is too short for SM4/GCM: it must hold 12 bytes nonce, the"
                    + " ciphertext and 16 bytes tag. Encrypt it and send it again");
        }
        try {
            Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", Seal.PROVIDER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SM4/GCM can't be decrypted: " + e.getMessage(), e);
        }
    }

    @Override
    public int read() throws IOException {
        return fill() ? clear[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, clear.length - at);
        System.arraycopy(clear, at, target, offset, n);
        at += n;
        return n;
    }

    @Override
    public int available() {
        return clear.length - at;
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(clear, (byte) 0);
        in.close();
    }

    /** Whether there is a byte to read. */
    private boolean fill() throws IOException {
        while (at == clear.length && !ended) {
            int n = in.read(sealed);
            byte[] piece = n < 0 ? last() : cipher.update(sealed, 0, n);
            clear = piece == null ? new byte[0] : piece;
            at = 0;
        }
        return at < clear.length;
    }

    private byte[] last() {
        ended = true;
        try {
            return cipher.doFinal();
        } catch (AEADBadTagException e) {
            throw new FileRefusedException(
                    "the file can't be decrypted with the key in taxbrain.systems." + system + ".sm4-key: it was"
                            + " encrypted with another key, or cut or changed after that (12 bytes nonce, ciphertext, 16"
                            + " bytes tag). Agree on the key, and send it again",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SM4/GCM can't be decrypted: " + e.getMessage(), e);
        }
    }
}
