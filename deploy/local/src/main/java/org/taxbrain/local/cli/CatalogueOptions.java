package org.taxbrain.local.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.CatalogueException;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Departments;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which datasets a command is about. */
final class CatalogueOptions {
    @Mixin
    private CatalogueFolders folders = new CatalogueFolders();

    @Option(names = "--department", paramLabel = "ID", description = "Only datasets of this department; repeatable.")
    private List<String> departments = List.of();

    @Option(names = "--dataset", paramLabel = "ID", description = "Only this dataset; repeatable.")
    private List<String> datasets = List.of();

    /**
     * The datasets, by id.
     *
     * @throws CliException if a department or a dataset that was asked for is not declared, or a declaration can't be used
     */
    List<Dataset> datasets() {
        Collection<Dataset> declared = catalogue().datasets();
        requireDeclared(
                "--department", departments, declared, d -> d.descriptor().department());
        requireDeclared("--dataset", datasets, declared, Dataset::id);
        List<Dataset> chosen = declared.stream()
                .filter(d -> departments.isEmpty()
                        || departments.contains(d.descriptor().department()))
                .filter(d -> datasets.isEmpty() || datasets.contains(d.id()))
                .toList();
        if (chosen.isEmpty()) {
            throw new CliException(
                    "No dataset is of " + departments + " and one of " + datasets + ": leave one of both out.");
        }
        return chosen;
    }

    Departments departments() {
        return Departments.load(folders.folders());
    }

    private Catalogue catalogue() {
        List<Path> from = folders.folders();
        try {
            return Catalogue.load(from);
        } catch (CatalogueException e) {
            String command = "./taxbrain catalogue check"
                    + String.join(
                            "", from.stream().map(f -> " --catalogue " + f).toList());
            throw new CliException(e.getMessage() + "\nEvery fault of every file: " + command);
        }
    }

    private static void requireDeclared(
            String option, List<String> asked, Collection<Dataset> declared, Function<Dataset, String> by) {
        Set<String> there = new TreeSet<>(declared.stream().map(by).toList());
        for (String id : asked) {
            if (!there.contains(id)) {
                throw new CliException(option + " " + id + ": nothing of it is declared; there are " + there);
            }
        }
    }
}
