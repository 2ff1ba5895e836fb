package org.taxbrain.local.catalogue;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taxbrain.local.catalogue.Listing.Dataset;
import org.taxbrain.local.catalogue.Listing.Item;

/** The listing as the page docs/catalogue.md. */
public final class ListingPage {
    private ListingPage() {}

    /** The page's Markdown. */
    public static String of(Listing listing) {
        StringBuilder page = new StringBuilder("""
                # Catalogue

                <!-- Written by ./taxbrain catalogue --page > docs/catalogue.md; a test compares it with the declarations. -->

                Every dataset that comes with the product, and its data items 数据项 (one field of one dataset that the bureau uses). [How a dataset is declared](contracts.md#a-datasets-declaration).
                A type with `?` may be absent. An item has the terms that its dataset says, unless it has its own. The last column names the fields of the index that it feeds, behind the index's alias; one that is an object or a list stands for all that is in it.

                """);
        page.append(listing.count()).append(".\n\n");
        row(page, "dataset", "", "department", "comes as", "items");
        row(page, "---", "---", "---", "---", "---:");
        for (Dataset d : listing.datasets()) {
            row(
                    page,
                    "[" + d.dataset() + "](#" + d.dataset() + ")",
                    d.name(),
                    d.departmentName(),
                    d.mode(),
                    String.valueOf(d.items().size()));
        }
        listing.datasets().forEach(d -> section(page, d));
        return page.toString();
    }

    private static void section(StringBuilder page, Dataset d) {
        page.append("\n## ").append(d.dataset()).append("\n\n");
        page.append(Stream.of(
                        said(d.name() + ", " + d.departmentName() + ". Purpose: ", d.purpose()),
                        said("Legal basis: ", d.legalBasis()),
                        said("Sharing: ", Listing.sharingLabel(d.sharing())),
                        said("Agreement until: ", d.agreementExpiry()),
                        said("Retention: ", d.retention()),
                        said("Fresh within: ", d.freshness()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(". ", "", ".\n\n")));
        row(page, "item", "field", "type", "checks", "sensitivity", "terms of its own", "index");
        row(page, Stream.generate(() -> "---").limit(7).toArray(String[]::new));
        for (Item item : d.items()) {
            row(
                    page,
                    item.item(),
                    item.field(),
                    item.type() + (item.required() ? "" : "?"),
                    code(item.check()),
                    item.sensitivity(),
                    String.join("; ", OwnTerms.of(d, item)),
                    code(item.index().stream().toList()));
        }
    }

    private static String said(String before, String value) {
        return value == null || value.isEmpty() ? null : before + value;
    }

    private static String code(List<String> words) {
        return words.stream().map(w -> "`" + w + "`").collect(Collectors.joining("<br>"));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ");
        page.append(Stream.of(cells).map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ")));
        page.append(" |\n");
    }
}
