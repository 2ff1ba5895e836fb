package org.taxbrain.schemas.catalogue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The declared datasets: those that come with the product, and those of folders that a user adds. Immutable. */
public final class Catalogue {
    private final Map<String, Dataset> datasets;

    private Catalogue(Map<String, Dataset> datasets) {
        this.datasets = datasets;
    }

    /**
     * The product's datasets and those of the given folders.
     *
     * @param folders each holds {@code <dataset>.yaml} beside {@code <dataset>.avdl}, at any depth; a dataset in a folder replaces one of the same id
     * @throws CatalogueException if a declaration can't be used
     */
    public static Catalogue load(List<Path> folders) {
        Map<String, Dataset> found = new TreeMap<>();
        for (Declaration declaration : Declaration.all(folders)) {
            Dataset dataset = declaration.dataset();
            found.put(dataset.id(), dataset);
        }
        return new Catalogue(found);
    }

    /**
     * The datasets that a folder declares, without the product's.
     *
     * @throws CatalogueException if a declaration can't be used
     */
    public static Catalogue ofFolder(Path folder) {
        Map<String, Dataset> found = new TreeMap<>();
        Declaration.ofFolder(folder).stream().map(Declaration::dataset).forEach(d -> found.put(d.id(), d));
        return new Catalogue(found);
    }

    /** All datasets, by id. */
    public Collection<Dataset> datasets() {
        return datasets.values();
    }

    /** The dataset of an id, if there is one. */
    public Optional<Dataset> find(String id) {
        return Optional.ofNullable(datasets.get(id));
    }

    /**
     * The dataset of an id.
     *
     * @throws CatalogueException if there is none
     */
    public Dataset dataset(String id) {
        Dataset dataset = datasets.get(id);
        if (dataset == null) {
            throw new CatalogueException(id, List.of("no such dataset; declared are " + datasets.keySet()));
        }
        return dataset;
    }
}
