package org.taxbrain.jobs.clean;

import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.parse.RowCleaner;

/**
 * A dataset's declaration, compiled.
 *
 * @param revision of the descriptor
 * @param cleaner reads its rows
 */
record Declared(String dataset, int revision, RowCleaner cleaner) {

    static Declared of(Dataset dataset) {
        return new Declared(dataset.id(), dataset.descriptor().revision(), RowCleaner.of(dataset));
    }
}
