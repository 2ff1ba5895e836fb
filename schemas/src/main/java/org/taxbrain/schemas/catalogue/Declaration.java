package org.taxbrain.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two files that declare a dataset, as they are written.
 *
 * @param file the descriptor's name, for messages
 * @param idl the schema beside it; null: there is none
 */
record Declaration(String file, String descriptor, String idl) {
    private static final String ROOT = "catalogue/";

    /** The product's declarations, then those of the folders, in the order of their names. */
    static List<Declaration> all(List<Path> folders) {
        List<Declaration> all = new ArrayList<>();
        resource(ROOT + "index.txt")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .map(entry -> ROOT + entry)
                .forEach(e -> all.add(new Declaration(e + ".yaml", resource(e + ".yaml"), resource(e + ".avdl"))));
        folders.forEach(folder -> all.addAll(ofFolder(folder)));
        return all;
    }

    /** The declarations of a folder alone. */
    static List<Declaration> ofFolder(Path folder) {
        return yamls(folder).stream()
                .filter(yaml -> !yaml.endsWith(Departments.FILE))
                .map(Declaration::of)
                .toList();
    }

    /**
     * The YAML files of a folder, at any depth.
     *
     * @throws CatalogueException if it is no folder
     */
    static List<Path> yamls(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CatalogueException(folder.toString(), List.of("not a folder; give one that holds descriptors"));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the catalogue folder " + folder, e);
        }
    }

    /** A file that comes with the product, by its path among the resources. */
    static String resource(String path) {
        try (InputStream in = Declaration.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new CatalogueException(path, List.of("is not in this build"));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + path, e);
        }
    }

    private static Declaration of(Path yaml) {
        try {
            Path idl = yaml.resolveSibling(yaml.getFileName().toString().replaceFirst("\\.yaml$", ".avdl"));
            return new Declaration(
                    yaml.toString(), Files.readString(yaml), Files.exists(idl) ? Files.readString(idl) : null);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + yaml, e);
        }
    }

    /**
     * The dataset that they declare.
     *
     * @throws CatalogueException if it can't be used
     */
    Dataset dataset() {
        if (idl == null) {
            throw new CatalogueException(file, List.of("the schema " + name() + ".avdl is missing beside it"));
        }
        return Dataset.parse(file, descriptor, idl);
    }

    /** The file's name without its ending: the dataset's id, where it is as it should be. */
    String name() {
        return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1)
                .replaceFirst("\\.yaml$", "");
    }
}
