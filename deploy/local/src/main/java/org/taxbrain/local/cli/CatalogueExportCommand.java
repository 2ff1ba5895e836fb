package org.taxbrain.local.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.taxbrain.local.catalogue.ResourceCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The catalogue for other departments. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write the catalogue in the columns of 政务信息资源目录编制指南（试行）(发改高技〔2017〕1272号), one row an item. What is"
                        + " not declared, such as a resource code that nobody has given yet, stays empty.")
final class CatalogueExportCommand implements Callable<Integer> {
    /** What the file is. */
    enum Format {
        /** UTF-8 with a byte order mark. */
        csv,
        /** A workbook. */
        xlsx
    }

    @Mixin
    private CatalogueOptions options = new CatalogueOptions();

    @Option(names = "--format", required = true, description = "csv (UTF-8 with a byte order mark) or xlsx.")
    private Format format;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "File to write; one that is there is replaced.")
    private Path output;

    @Override
    public Integer call() throws IOException {
        ResourceCatalogue catalogue = new ResourceCatalogue(options.datasets(), options.departments());
        Path folder = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new CliException("--output " + output + ": there is no folder " + folder + "; make it first.");
        }
        if (Files.isDirectory(output)) {
            throw new CliException("--output " + output + " is a folder; name a file in it.");
        }
        try (OutputStream out = Files.newOutputStream(output)) {
            if (format == Format.csv) {
                catalogue.writeCsv(out);
            } else {
                catalogue.writeXlsx(out);
            }
        }
        System.out.println(catalogue.size() + " items written to " + output);
        return 0;
    }
}
