package org.taxbrain.jobs.file.kernel;

import org.taxbrain.schemas.catalogue.Dataset;

/** Where a record's declaration is found: each record carries its hash. */
@FunctionalInterface
public interface Datasets {
    /** The dataset of a hash; never null. */
    Dataset byHash(String hash);
}
