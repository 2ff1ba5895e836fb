package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.jobs.file.kernel.Recomputation.Version;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;

/** What the departments' rows are: those that are left, and every change that led there. */
final class Ledger {
    private final Map<String, Map<String, Version>> rows = new TreeMap<>();
    private final Map<String, List<Change>> versions = new HashMap<>();
    private long order;

    /** A new row, or a new version of it. */
    Change put(String dataset, String key, ObjectNode row) {
        Change change = new Change(dataset, key, ++order, row);
        rows.computeIfAbsent(dataset, d -> new TreeMap<>()).put(key, new Version(order, row));
        return remember(change);
    }

    /** Deletes a row, which need not be there. */
    Change delete(String dataset, String key) {
        rows.getOrDefault(dataset, new TreeMap<>()).remove(key);
        return remember(new Change(dataset, key, ++order, null));
    }

    private Change remember(Change change) {
        versions(change.dataset(), change.key()).add(change);
        return change;
    }

    /** The row as it stands; null: there is none. */
    ObjectNode row(String dataset, String key) {
        Version version = rows.getOrDefault(dataset, Map.of()).get(key);
        return version == null ? null : version.row();
    }

    /** All changes of one row, oldest first, deletions too. */
    List<Change> versions(String dataset, String key) {
        return versions.computeIfAbsent(dataset + '|' + key, k -> new ArrayList<>());
    }

    /** The rows that are left of a dataset, as the changes that made them. */
    List<Change> left(String dataset) {
        List<Change> left = new ArrayList<>();
        rows.getOrDefault(dataset, Map.of())
                .forEach((key, version) -> left.add(new Change(dataset, key, version.order(), version.row())));
        return left;
    }

    /** The rows that are left, by dataset and key. */
    Map<String, Map<String, Version>> rows() {
        return rows;
    }
}
