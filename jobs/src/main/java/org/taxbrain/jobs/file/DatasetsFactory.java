package org.taxbrain.jobs.file;

import java.io.Serializable;
import org.taxbrain.jobs.file.kernel.Datasets;

/** Opens, in each operator, the look-up of datasets by hash. */
@FunctionalInterface
public interface DatasetsFactory extends Serializable {
    Open open();

    /** An opened look-up; closed with its operator. */
    interface Open extends Datasets, AutoCloseable {
        @Override
        void close();
    }
}
