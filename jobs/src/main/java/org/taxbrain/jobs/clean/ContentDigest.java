package org.taxbrain.jobs.clean;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What tells the content of two versions apart: 128 bits of SHA-256 over the descriptor's hash and the typed row. The descriptor is part
 * of it, as it says what the bytes mean and whose the row is. (It leaves no trace outside the state; SHA-256 is in the processor.)
 */
record ContentDigest(long high, long low) {

    static ContentDigest of(MessageDigest sha256, String descriptorHash, byte[] payload) {
        sha256.update(descriptorHash.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(payload));
        return new ContentDigest(digest.getLong(), digest.getLong());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
