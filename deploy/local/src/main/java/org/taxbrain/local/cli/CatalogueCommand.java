package org.taxbrain.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.concurrent.Callable;
import org.taxbrain.local.catalogue.Listing;
import org.taxbrain.local.catalogue.ListingPage;
import org.taxbrain.local.catalogue.ListingTable;
import org.taxbrain.local.demo.Elasticsearch;
import org.taxbrain.schemas.catalogue.DescriptorSchema;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is declared. */
@Command(
        name = "catalogue",
        mixinStandardHelpOptions = true,
        description =
                "List the declared datasets and their data items 数据项: what each is used for, by which law, how it is"
                        + " shared, and which fields of the index it feeds. Needs no running stack.",
        subcommands = {CatalogueCheckCommand.class, CatalogueExportCommand.class})
final class CatalogueCommand implements Callable<Integer> {
    @Mixin
    private CatalogueOptions options = new CatalogueOptions();

    @ArgGroup
    private Form form = new Form();

    /** In which form it is written; without one, as a table. */
    private static final class Form {
        @Option(names = "--json", description = "Write JSON instead of a table.")
        private boolean json;

        @Option(names = "--page", description = "Write the page docs/catalogue.md (Markdown) instead of a table.")
        private boolean page;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        Listing listing = Listing.of(options.datasets(), options.departments());
        if (form.json) {
            System.out.println(
                    Elasticsearch.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(listing));
        } else {
            System.out.print(form.page ? ListingPage.of(listing) : ListingTable.of(listing));
        }
        return 0;
    }

    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description =
                    "Print the JSON Schema (2020-12) of descriptors. Put it into a file, and name that in a descriptor's first"
                            + " line, so that an editor completes and checks it: # yaml-language-server: $$schema=FILE")
    int schema() {
        System.out.print(DescriptorSchema.text());
        return 0;
    }
}
