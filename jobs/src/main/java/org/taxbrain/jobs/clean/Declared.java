package org.taxbrain.jobs.clean;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.RowCleaner;

/**
 * A dataset's declaration, compiled.
 *
 * @param revision of the descriptor
 * @param cleaner reads its rows
 */
record Declared(String dataset, int revision, RowCleaner cleaner) {

    /** The declarations that an operator has met, by hash. */
    static final class Cache implements AutoCloseable {
        private static final Duration PAUSE = Duration.ofMinutes(1);
        private final CatalogueAccess.Lookup catalogue;
        private final Map<String, Declared> compiled = new HashMap<>();
        /** When to ask again for those that were not there: each question may wait long. */
        private final Map<String, Long> askAgainAt = new HashMap<>();

        Cache(CatalogueAccess.Lookup catalogue) {
            this.catalogue = catalogue;
        }

        /** Null if the catalogue has no such declaration. */
        Declared get(String hash) {
            Declared known = compiled.get(hash);
            if (known != null) {
                return known;
            }
            Long later = askAgainAt.get(hash);
            if (later != null && System.nanoTime() - later < 0) {
                return null;
            }
            Dataset dataset = catalogue.dataset(hash);
            if (dataset == null) {
                askAgainAt.put(hash, System.nanoTime() + PAUSE.toNanos());
                return null;
            }
            askAgainAt.remove(hash);
            Declared declared = new Declared(dataset.id(), dataset.descriptor().revision(), RowCleaner.of(dataset));
            compiled.put(hash, declared);
            return declared;
        }

        @Override
        public void close() {
            catalogue.close();
        }
    }
}
