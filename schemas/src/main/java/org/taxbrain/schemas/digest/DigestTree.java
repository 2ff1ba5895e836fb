package org.taxbrain.schemas.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * What one side holds, as SM3 digests of ranges of keys: 16 ranges, each of them cut into 16, and so on. A key's place is the
 * SM3 of it, as the sides sort keys by collations of their own; ranges are then equally full, whatever the keys look like. Rows
 * are entered in any order, each once: a leaf is the sum of its rows' digests modulo 2^256 and their number. It finds what was lost
 * or changed; it is no proof against somebody who makes rows up in order to deceive it.
 */
public final class DigestTree {
    /** Each range is cut into so many. */
    public static final int FAN_OUT = 16;

    private static final int BITS = 4;
    private static final int MOST_LEVELS = 6;
    private static final int WORDS = RowDigest.LENGTH / Long.BYTES;

    private final int levels;
    /** Sums of the leaves, four words each, the lowest first. */
    private final long[] sums;

    private final long[] counts;
    private final RowDigest digest = new RowDigest();
    /** By level, root first; null until they are asked for. */
    private byte[][][] nodes;

    /** @param levels below the root: 16^levels leaves, of 40 bytes each, and of 32 more when they are compared */
    public DigestTree(int levels) {
        if (levels < 1 || levels > MOST_LEVELS) {
            throw new IllegalArgumentException("a tree has 1 to " + MOST_LEVELS + " levels, not " + levels);
        }
        this.levels = levels;
        int leaves = 1 << (levels * BITS);
        this.sums = new long[leaves * WORDS];
        this.counts = new long[leaves];
    }

    /** Enters a row. */
    public void add(String key, byte[] content) {
        int leaf = leaf(levels, digest.key(key).position());
        ByteBuffer words = ByteBuffer.wrap(digest.row(content));
        long carry = 0;
        for (int i = 0; i < WORDS; i++) {
            int at = leaf * WORDS + i;
            long word = words.getLong((WORDS - 1 - i) * Long.BYTES);
            long sum = sums[at] + word;
            long carried = Long.compareUnsigned(sum, word) < 0 ? 1 : 0;
            long all = sum + carry;
            carry = carried + (Long.compareUnsigned(all, sum) < 0 ? 1 : 0);
            sums[at] = all;
        }
        counts[leaf]++;
        nodes = null;
    }

    /** The leaf of a tree of so many levels in which a key stands, by {@link RowDigest#position}. */
    public static int leaf(int levels, long position) {
        return (int) (position >>> (Long.SIZE - levels * BITS));
    }

    public int levels() {
        return levels;
    }

    /** Rows entered. */
    public long rows() {
        return Arrays.stream(counts).sum();
    }

    /**
     * The digest of a range.
     *
     * @param level 0: the root
     * @param index among the ranges of the level
     */
    byte[] digest(int level, int index) {
        if (nodes == null) {
            nodes = computed();
        }
        return nodes[level][index];
    }

    private byte[][][] computed() {
        byte[][][] all = new byte[levels + 1][][];
        SM3Digest sm3 = new SM3Digest();
        all[levels] = new byte[counts.length][];
        ByteBuffer leaf = ByteBuffer.allocate((WORDS + 1) * Long.BYTES);
        for (int i = 0; i < counts.length; i++) {
            leaf.clear();
            for (int word = 0; word < WORDS; word++) {
                leaf.putLong(sums[i * WORDS + word]);
            }
            leaf.putLong(counts[i]);
            all[levels][i] = digest(sm3, leaf.array());
        }
        for (int level = levels - 1; level >= 0; level--) {
            byte[][] below = all[level + 1];
            all[level] = new byte[below.length / FAN_OUT][];
            for (int i = 0; i < all[level].length; i++) {
                for (int child = 0; child < FAN_OUT; child++) {
                    byte[] part = below[i * FAN_OUT + child];
                    sm3.update(part, 0, part.length);
                }
                all[level][i] = finish(sm3);
            }
        }
        return all;
    }

    private static byte[] digest(SM3Digest sm3, byte[] bytes) {
        sm3.update(bytes, 0, bytes.length);
        return finish(sm3);
    }

    private static byte[] finish(SM3Digest sm3) {
        byte[] out = new byte[RowDigest.LENGTH];
        sm3.doFinal(out, 0);
        return out;
    }
}
