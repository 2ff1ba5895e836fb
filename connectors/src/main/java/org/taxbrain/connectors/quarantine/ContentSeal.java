package org.taxbrain.connectors.quarantine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.taxbrain.connectors.config.ConfigurationException;
import org.taxbrain.connectors.config.QuarantineConfig;

/**
 * Seals the content of quarantined rows by SM4/GCM (GB/T 32907-2016), and opens it. Several keys open, the first of them seals: a new
 * key is put before the others, and an old one is taken away when nothing that it sealed is left. Not safe for threads.
 */
public final class ContentSeal {
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9._-]{1,40}):([0-9a-fA-F]{32})");
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys;
    private final String sealing;
    private final SecureRandom random = new SecureRandom();
    private final Cipher cipher;

    private ContentSeal(Map<String, SecretKeySpec> keys) {
        this.keys = keys;
        this.sealing = keys.keySet().iterator().next();
        try {
            this.cipher = Cipher.getInstance("SM4/GCM/NoPadding", new BouncyCastleProvider());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("BouncyCastle has SM4/GCM", e);
        }
    }

    /**
     * The seal of the configured keys.
     *
     * @throws ConfigurationException if there is none, or one is not {@code <key id>:<32 hexadecimal digits>}
     */
    public static ContentSeal of(QuarantineConfig config) {
        return of(config.requireKeys());
    }

    /**
     * The seal of the keys in a file.
     *
     * @throws ConfigurationException if it can't be read, or as above
     */
    public static ContentSeal read(Path file) {
        try {
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigurationException("the keys of the quarantine, " + file + ", can't be read", e);
        }
    }

    static ContentSeal of(String written) {
        Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
        for (String each : written.strip().split("[\\s,]+")) {
            Matcher key = KEY.matcher(each);
            if (!key.matches()) {
                throw new ConfigurationException("taxbrain.quarantine.key: key " + (keys.size() + 1)
                        + " is not of the form <key id>:<32 hexadecimal digits>");
            }
            byte[] secret = HexFormat.of().parseHex(key.group(2));
            if (keys.put(key.group(1), new SecretKeySpec(secret, "SM4")) != null) {
                throw new ConfigurationException("taxbrain.quarantine.key: the key id " + key.group(1)
                        + " stands twice; give the new key another one");
            }
        }
        return new ContentSeal(keys);
    }

    /** Id of the key that seals. */
    public String keyId() {
        return sealing;
    }

    /**
     * Seals content with the first key.
     *
     * @param id of the entry that it belongs to: under another one it can't be opened
     * @return nonce and cipher text
     */
    public byte[] seal(String id, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(sealing), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[NONCE_BYTES + cipher.getOutputSize(content.length)];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
            cipher.doFinal(content, 0, content.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the content of an entry can't be sealed", e);
        }
    }

    /**
     * Opens content.
     *
     * @param id of the entry that it was sealed for
     * @param keyId of the key that sealed it
     * @throws SealException if that key is not here or another one, or the content was changed
     */
    public byte[] open(String id, String keyId, byte[] sealed) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new SealException(
                    "the content of " + id + " was sealed with the key " + keyId + ", which is not among "
                            + keys.keySet() + "; put it back into taxbrain.quarantine.key, behind the others",
                    null);
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new SealException(
                    "the content of " + id + " can't be opened by the key " + keyId
                            + ": it is another key of that id, or the content was changed",
                    e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SealException("the content of " + id + " is no sealed content", e);
        }
    }
}
