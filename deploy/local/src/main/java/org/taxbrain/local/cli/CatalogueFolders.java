package org.taxbrain.local.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Folders of descriptors beside the product's own. */
final class CatalogueFolders {
    @Option(
            names = "--catalogue",
            paramLabel = "DIR",
            description = "Folder with descriptors beside the product's own; repeatable.")
    private List<Path> folders = List.of();

    List<Path> folders() {
        return folders;
    }
}
