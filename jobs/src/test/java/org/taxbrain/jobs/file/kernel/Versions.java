package org.taxbrain.jobs.file.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.taxbrain.jobs.file.kernel.Recomputation.Version;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;
import org.taxbrain.schemas.rule.Rules;

/** A history: every version of every row, in the order in which they became known. */
final class Versions {
    private final List<Change> changes = new ArrayList<>();
    private final RowReader reader = new RowReader(Rows::byHash);

    void add(Change change) {
        changes.add(change);
    }

    /** All that a ledger has seen. */
    static Versions of(Ledger ledger) {
        Versions versions = new Versions();
        for (String dataset : SmallCity.DATASETS) {
            SmallCity.keys(dataset).forEach(key -> ledger.versions(dataset, key).forEach(versions::add));
        }
        return versions;
    }

    /** The order of the newest. */
    long last() {
        return changes.stream().mapToLong(Change::order).max().orElse(0);
    }

    /** Everyone who is named in any version, also by what a register says. */
    Set<String> everyone() {
        Set<String> everyone = new HashSet<>();
        for (Change change : changes) {
            Mentions mentions = mentions(change);
            everyone.addAll(mentions.subjects());
            everyone.addAll(mentions.aliases().keySet());
            everyone.addAll(mentions.aliases().values());
        }
        return everyone;
    }

    /** The rows that stood when the version of an order was the newest. */
    Map<String, Map<String, Version>> standing(long order) {
        Map<String, Map<String, Version>> rows = new TreeMap<>();
        newest(order).forEach(change -> rows.computeIfAbsent(change.dataset(), d -> new TreeMap<>())
                .put(change.key(), new Version(change.order(), change.row())));
        return rows;
    }

    /** Files as they were then. */
    PastFiles files(long order) {
        List<Change> standing = newest(order);
        return new PastFiles(reader, Rules.load(), new PastRows() {
            @Override
            public Iterable<byte[]> naming(String subject) {
                return where(m -> m.subjects().contains(subject));
            }

            @Override
            public Iterable<byte[]> identifying(String alias) {
                return where(m -> m.aliases().containsKey(alias));
            }

            @Override
            public Iterable<byte[]> identifiedAs(String canonical) {
                return where(m -> m.aliases().containsValue(canonical));
            }

            private Iterable<byte[]> where(Predicate<Mentions> wanted) {
                return standing.stream()
                        .filter(change -> wanted.test(mentions(change)))
                        .map(Versions::clean)
                        .toList();
            }
        });
    }

    private List<Change> newest(long order) {
        Map<String, Change> newest = new HashMap<>();
        changes.stream()
                .filter(change -> change.order() <= order)
                .forEach(change -> newest.merge(
                        change.dataset() + '|' + change.key(), change, (a, b) -> a.order() > b.order() ? a : b));
        return newest.values().stream().filter(change -> change.row() != null).toList();
    }

    private Mentions mentions(Change change) {
        byte[] version =
                change.row() == null ? Rows.deletion(change.dataset(), change.key(), change.order()) : clean(change);
        return Mentions.of(reader, reader.envelope(version));
    }

    private static byte[] clean(Change change) {
        return Rows.clean(change.dataset(), change.key(), change.order(), change.row());
    }
}
