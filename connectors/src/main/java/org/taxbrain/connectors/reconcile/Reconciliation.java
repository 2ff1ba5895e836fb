package org.taxbrain.connectors.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.digest.DigestTree;
import org.taxbrain.schemas.digest.RowDigest;
import org.taxbrain.schemas.digest.TreeComparison;

/**
 * A source compared with what stands clean.
 *
 * @param sourceRows that the checks accept
 * @param cleanRows of keys whose row at the source the checks accept, or that the source doesn't have
 * @param refused keys whose row at the source the checks refuse: what stands of them can't be said, and they are left out
 * @param hashes exchanged to find the differences
 * @param missing keys that the source has, and that don't stand clean
 * @param extra keys that stand clean, and that the source doesn't have
 * @param differing keys on both sides, with the fields that differ
 */
public record Reconciliation(
        long sourceRows,
        long cleanRows,
        long refused,
        long hashes,
        SortedSet<String> missing,
        SortedSet<String> extra,
        SortedMap<String, SortedSet<String>> differing) {

    /** 65,536 ranges: some hundred keys in each of 30 million. */
    private static final int LEVELS = 4;

    private static final String TWICE = "(the key stands twice)";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Compares. Each side is read once, and once more if they differ. */
    public static Reconciliation of(Rows source, Rows clean) {
        Set<String> refused = new HashSet<>();
        DigestTree theirs = new DigestTree(LEVELS);
        source.read(new Rows.Reader() {
            @Override
            public void row(String key, byte[] content) {
                theirs.add(key, content);
            }

            @Override
            public void refused(String key) {
                refused.add(key);
            }
        });
        DigestTree ours = new DigestTree(LEVELS);
        clean.read(new Rows.Reader() {
            @Override
            public void row(String key, byte[] content) {
                if (!refused.contains(key)) {
                    ours.add(key, content);
                }
            }

            @Override
            public void refused(String key) {
                throw new IllegalStateException("what stands clean was accepted");
            }
        });
        TreeComparison compared = TreeComparison.of(theirs, ours);
        Map<String, byte[]> there = rows(source, compared.leaves(), Set.of());
        Map<String, byte[]> here = rows(clean, compared.leaves(), refused);
        SortedSet<String> missing = new TreeSet<>(there.keySet());
        missing.removeAll(here.keySet());
        SortedSet<String> extra = new TreeSet<>(here.keySet());
        extra.removeAll(there.keySet());
        SortedMap<String, SortedSet<String>> differing = new TreeMap<>();
        there.forEach((key, content) -> {
            byte[] other = here.get(key);
            if (other != null && !Arrays.equals(content, other)) {
                differing.put(key, fields(content, other));
            }
        });
        return new Reconciliation(
                theirs.rows(),
                ours.rows(),
                refused.size(),
                compared.hashes() + there.size(),
                missing,
                extra,
                differing);
    }

    /** What differs in both looks: a row that was under way in one of them is no difference. */
    public Reconciliation and(Reconciliation later) {
        SortedSet<String> stillMissing = new TreeSet<>(later.missing);
        stillMissing.retainAll(missing);
        SortedSet<String> stillExtra = new TreeSet<>(later.extra);
        stillExtra.retainAll(extra);
        SortedMap<String, SortedSet<String>> stillDiffering = new TreeMap<>(later.differing);
        stillDiffering.keySet().retainAll(differing.keySet());
        return new Reconciliation(
                later.sourceRows,
                later.cleanRows,
                later.refused,
                later.hashes,
                stillMissing,
                stillExtra,
                stillDiffering);
    }

    /** Keys that are missing, extra or differ. */
    public long differences() {
        return (long) missing.size() + extra.size() + differing.size();
    }

    private static Map<String, byte[]> rows(Rows side, SortedSet<Integer> leaves, Set<String> leftOut) {
        Map<String, byte[]> rows = new HashMap<>();
        if (leaves.isEmpty()) {
            return rows;
        }
        RowDigest digest = new RowDigest();
        side.read(new Rows.Reader() {
            @Override
            public void row(String key, byte[] content) {
                boolean isAsked =
                        leaves.contains(DigestTree.leaf(LEVELS, digest.key(key).position()));
                if (isAsked && !leftOut.contains(key)) {
                    // a key that a table holds twice, as one writes it differently, is one row here: neither of the two
                    rows.merge(key, content, (one, other) -> new byte[0]);
                }
            }

            @Override
            public void refused(String key) {
                // left out on the other side
            }
        });
        return rows;
    }

    private static SortedSet<String> fields(byte[] one, byte[] other) {
        SortedSet<String> names = new TreeSet<>();
        if (one.length == 0 || other.length == 0) {
            names.add(TWICE);
            return names;
        }
        try {
            JsonNode a = JSON.readTree(one);
            JsonNode b = JSON.readTree(other);
            a.fieldNames().forEachRemaining(names::add);
            b.fieldNames().forEachRemaining(names::add);
            names.removeIf(name -> a.path(name).equals(b.path(name)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("rows are compared as JSON that was written here", e);
        }
    }
}
