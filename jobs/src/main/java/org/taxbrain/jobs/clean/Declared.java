package org.taxbrain.jobs.clean;

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
        private final CatalogueAccess.Lookup catalogue;
        private final Map<String, Declared> compiled = new HashMap<>();

        Cache(CatalogueAccess.Lookup catalogue) {
            this.catalogue = catalogue;
        }

        /** Null if the catalogue has no such declaration. */
        Declared get(String hash) {
            Declared known = compiled.get(hash);
            if (known != null) {
                return known;
            }
            Dataset dataset = catalogue.dataset(hash);
            if (dataset == null) {
                return null;
            }
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
