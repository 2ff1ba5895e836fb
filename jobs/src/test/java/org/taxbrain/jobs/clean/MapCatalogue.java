package org.taxbrain.jobs.clean;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.taxbrain.schemas.catalogue.Dataset;

/** A catalogue that is there from the start; the declarations travel as text, as they do in the topic. */
final class MapCatalogue implements CatalogueAccess {
    private static final long serialVersionUID = 1L;
    private final List<String[]> declarations;

    MapCatalogue(Map<String, Dataset> datasets) {
        this.declarations = datasets.values().stream()
                .map(d -> new String[] {d.id(), d.descriptorText(), d.idlText()})
                .collect(Collectors.toList());
    }

    @Override
    public Lookup open() {
        Map<String, Dataset> byHash = declarations.stream()
                .map(d -> Dataset.parse(d[0], d[1], d[2]))
                .collect(Collectors.toMap(Dataset::hash, d -> d));
        return new Lookup() {
            @Override
            public Dataset dataset(String hash) {
                return byHash.get(hash);
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }
}
