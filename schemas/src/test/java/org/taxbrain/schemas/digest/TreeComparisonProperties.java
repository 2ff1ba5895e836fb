package org.taxbrain.schemas.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TreeComparisonProperties {
    private static final int LEVELS = 2;
    private static final int LEAVES = 256;

    private static DigestTree tree(Map<String, String> rows, Random order) {
        List<String> keys = new ArrayList<>(rows.keySet());
        java.util.Collections.shuffle(keys, order);
        DigestTree tree = new DigestTree(LEVELS);
        keys.forEach(key -> tree.add(key, rows.get(key).getBytes(StandardCharsets.UTF_8)));
        return tree;
    }

    private static SortedSet<Integer> leaves(Map<String, String> one, Map<String, String> other) {
        SortedSet<Integer> leaves = new TreeSet<>();
        RowDigest digest = new RowDigest();
        one.forEach((key, content) -> {
            if (!content.equals(other.get(key))) {
                leaves.add(DigestTree.leaf(LEVELS, digest.key(key).position()));
            }
        });
        return leaves;
    }

    /** Every range with a row that is missing, extra or other is found, and no other, by a bounded number of hashes. */
    @Property(tries = 300)
    void shouldFindExactlyTheRangesThatDiffer(
            @ForAll @IntRange(max = 3_000) int size, @ForAll @IntRange(max = 20) int changes, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> one = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            one.put("键" + random.nextInt(10_000), "content " + random.nextInt(100));
        }
        Map<String, String> other = new HashMap<>(one);
        List<String> keys = new ArrayList<>(one.keySet());
        for (int i = 0; i < changes; i++) {
            switch (keys.isEmpty() ? 0 : random.nextInt(3)) {
                case 0 -> other.put("新" + random.nextInt(10_000), "x");
                case 1 -> other.remove(keys.get(random.nextInt(keys.size())));
                default -> other.put(keys.get(random.nextInt(keys.size())), "y");
            }
        }
        SortedSet<Integer> expected = leaves(one, other);
        expected.addAll(leaves(other, one));

        TreeComparison found = TreeComparison.of(tree(one, random), tree(other, random));

        assertThat(found.leaves()).isEqualTo(expected);
        int ranges = expected.size();
        assertThat(found.hashes())
                .isLessThanOrEqualTo(1
                        + (ranges == 0 ? 0 : DigestTree.FAN_OUT)
                        + (long) DigestTree.FAN_OUT * Math.min(ranges, LEAVES / DigestTree.FAN_OUT));
    }

    /** Two rows that change places, or whose difference would cancel in a plain sum of contents, differ. */
    @Property(tries = 100)
    void shouldFindContentsThatChangedKeys(@ForAll @IntRange(min = 2, max = 200) int size, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> one = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            one.put("k" + i, "content " + i);
        }
        Map<String, String> other = new HashMap<>(one);
        other.put("k0", one.get("k1"));
        other.put("k1", one.get("k0"));
        assertThat(TreeComparison.of(tree(one, random), tree(other, random)).leaves())
                .isEqualTo(leaves(one, other));
    }
}
