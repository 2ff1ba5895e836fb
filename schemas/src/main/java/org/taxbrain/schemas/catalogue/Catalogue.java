package org.taxbrain.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The declared datasets: those that come with the product, and those of folders that a user adds. Immutable. */
public final class Catalogue {
    private static final String ROOT = "/catalogue/";
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
        for (String entry : builtIn()) {
            add(found, entry, resource(ROOT + entry + ".yaml"), resource(ROOT + entry + ".avdl"));
        }
        for (Path folder : folders) {
            loadFolder(folder, found);
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
        loadFolder(folder, found);
        return new Catalogue(found);
    }

    private static List<String> builtIn() {
        return resource(ROOT + "index.txt")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .toList();
    }

    private static void loadFolder(Path folder, Map<String, Dataset> found) {
        if (!Files.isDirectory(folder)) {
            throw new CatalogueException(folder.toString(), List.of("not a folder; give one that holds descriptors"));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path yaml :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                Path idl = yaml.resolveSibling(yaml.getFileName().toString().replaceFirst("\\.yaml$", ".avdl"));
                if (!Files.exists(idl)) {
                    throw new CatalogueException(
                            yaml.toString(), List.of("the schema " + idl.getFileName() + " is missing beside it"));
                }
                add(found, yaml.toString(), Files.readString(yaml), Files.readString(idl));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the catalogue folder " + folder, e);
        }
    }

    private static void add(Map<String, Dataset> found, String where, String descriptor, String idl) {
        Dataset dataset = Dataset.parse(where, descriptor, idl);
        found.put(dataset.id(), dataset);
    }

    private static String resource(String path) {
        try (InputStream in = Catalogue.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new CatalogueException(path, List.of("is not in this build"));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + path, e);
        }
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
