package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** That a way in can be used: better said when a dataset is declared than when its first file comes. */
final class SourceChecks {
    private SourceChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        Descriptor.SourceSpec source = dataset.descriptor().source();
        if (source == null
                || Stream.of(source.cdc(), source.files(), source.http())
                                .filter(Objects::nonNull)
                                .count()
                        != 1) {
            faults.add(Fault.of("source", "give exactly one of cdc, files, http"));
            return;
        }
        if (source.cdc() != null) {
            require(faults, "source.cdc.system", source.cdc().system());
            require(faults, "source.cdc.table", source.cdc().table());
        } else if (source.files() != null) {
            FileChecks.check(dataset, faults);
        } else {
            http(source.http(), faults);
        }
    }

    private static void http(Descriptor.Http http, List<Fault> faults) {
        require(faults, "source.http.system", http.system());
        require(faults, "source.http.updatedAt", http.updatedAt());
        if (http.path() == null || !http.path().startsWith("/")) {
            faults.add(Fault.of("source.http.path", "give the resource's path, such as /api/cases"));
        }
    }

    private static void require(List<Fault> faults, String key, String value) {
        if (value == null || value.isBlank()) {
            faults.add(Fault.of(key, "is missing"));
        }
    }
}
