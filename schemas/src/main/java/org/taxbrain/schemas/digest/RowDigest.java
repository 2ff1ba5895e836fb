package org.taxbrain.schemas.digest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SM3Digest;

/** SM3 of a row's key, which says in which range it stands, and of key and content together. Not safe for threads. */
public final class RowDigest {
    static final int LENGTH = 32;

    private final SM3Digest sm3 = new SM3Digest();
    private final byte[] key = new byte[LENGTH];
    private final byte[] row = new byte[LENGTH];

    /** Digests a key; then {@link #position} and {@link #row} are about it. */
    public RowDigest key(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sm3.update(bytes, 0, bytes.length);
        sm3.doFinal(key, 0);
        return this;
    }

    /** Where the key stands among all keys: the first 64 bits of its digest, unsigned. */
    public long position() {
        return ByteBuffer.wrap(key).order(ByteOrder.BIG_ENDIAN).getLong();
    }

    /**
     * The digest of the key's digest and a content.
     *
     * @return the same array each time
     */
    public byte[] row(byte[] content) {
        sm3.update(key, 0, LENGTH);
        sm3.update(content, 0, content.length);
        sm3.doFinal(row, 0);
        return row;
    }
}
