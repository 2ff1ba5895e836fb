package org.taxbrain.schemas.digest;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where two trees of the same number of levels differ: from the root down, the ranges below those alone whose digests differ are
 * looked at.
 *
 * @param leaves that differ, for whose rows both sides are then asked
 * @param hashes that one side had to send to the other
 */
public record TreeComparison(SortedSet<Integer> leaves, long hashes) {

    public static TreeComparison of(DigestTree a, DigestTree b) {
        if (a.levels() != b.levels()) {
            throw new IllegalArgumentException(
                    "trees of " + a.levels() + " and " + b.levels() + " levels can't be compared");
        }
        long hashes = 1;
        SortedSet<Integer> differing = new TreeSet<>();
        if (differs(a, b, 0, 0)) {
            differing.add(0);
        }
        for (int level = 1; level <= a.levels(); level++) {
            SortedSet<Integer> below = new TreeSet<>();
            for (int parent : differing) {
                hashes += DigestTree.FAN_OUT;
                for (int child = 0; child < DigestTree.FAN_OUT; child++) {
                    int index = parent * DigestTree.FAN_OUT + child;
                    if (differs(a, b, level, index)) {
                        below.add(index);
                    }
                }
            }
            differing = below;
        }
        return new TreeComparison(differing, hashes);
    }

    private static boolean differs(DigestTree a, DigestTree b, int level, int index) {
        return !Arrays.equals(a.digest(level, index), b.digest(level, index));
    }
}
