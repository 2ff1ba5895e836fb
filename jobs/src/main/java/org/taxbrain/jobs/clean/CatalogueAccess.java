package org.taxbrain.jobs.clean;

import java.io.Serializable;
import org.taxbrain.schemas.catalogue.Dataset;

/** How an operator comes to the catalogue, opened where the operator runs. */
@FunctionalInterface
public interface CatalogueAccess extends Serializable {

    Lookup open();

    /** Looks datasets up by the hash of their declaration. */
    interface Lookup extends AutoCloseable {

        /**
         * Waits for a declaration that is not there yet.
         *
         * @return null if it did not come in time
         */
        Dataset dataset(String hash);

        @Override
        void close();
    }
}
