package org.taxbrain.schemas.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** The SM3 digest (GB/T 32905-2016) and its HMAC. */
public final class Sm3 {
    private Sm3() {}

    /** The digest as 64 lower-case hexadecimal digits. */
    public static String hex(byte[] content) {
        SM3Digest digest = new SM3Digest();
        digest.update(content, 0, content.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return HexFormat.of().formatHex(out);
    }

    /** HMAC-SM3 of several parts, one behind the other, 32 bytes. */
    public static byte[] hmac(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    /**
     * Keyed hash of an identifier, for exact look-up without the identifier: 32 hexadecimal digits of HMAC-SM3.
     *
     * @param pepper secret key; it never rotates, as document ids are made with it
     */
    public static String keyedHash(byte[] pepper, String text) {
        return HexFormat.of().formatHex(hmac(pepper, text.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }
}
