package org.taxbrain.local.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taxbrain.local.catalogue.Listing.Dataset;
import org.taxbrain.local.catalogue.Listing.Item;
import picocli.CommandLine.Help.Ansi;

/** The listing as a table for a terminal. */
public final class ListingTable {
    private static final List<String> HEADER =
            List.of("item", "field", "type", "check", "sensitivity", "sharing", "index", "terms of its own");

    private ListingTable() {}

    /** The table's text. */
    public static String of(Listing listing) {
        StringBuilder text = new StringBuilder();
        for (Dataset dataset : listing.datasets()) {
            text.append(dataset.dataset())
                    .append("  ")
                    .append(dataset.name())
                    .append("  ")
                    .append(dataset.department())
                    .append(' ')
                    .append(dataset.departmentName())
                    .append("  (")
                    .append(dataset.mode())
                    .append(", fresh within ")
                    .append(dataset.freshness())
                    .append(")\n");
            text.append("  ").append(terms(dataset)).append("\n\n");
            List<List<String>> rows = new ArrayList<>();
            rows.add(HEADER);
            dataset.items().forEach(i -> rows.add(row(dataset, i)));
            append(text, rows);
            text.append('\n');
        }
        return text + listing.count() + "\n";
    }

    private static String terms(Dataset dataset) {
        return Stream.of(
                        said("for ", dataset.purpose()),
                        said("by ", dataset.legalBasis()),
                        said("", Listing.sharingLabel(dataset.sharing())),
                        said("until ", dataset.agreementExpiry()),
                        said("kept ", dataset.retention()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" · "));
    }

    private static String said(String before, String value) {
        return value == null || value.isEmpty() ? null : before + value;
    }

    private static List<String> row(Dataset dataset, Item item) {
        return List.of(
                item.item(),
                item.field(),
                item.type(),
                String.join(" ", item.check()),
                item.sensitivity(),
                Listing.sharingLabel(item.sharing()),
                item.index().stream()
                        .map(f -> f.substring(0, f.indexOf('.')))
                        // the history holds every row; where an item is found by readers is what counts here
                        .filter(alias -> !alias.equals("fact-version"))
                        .distinct()
                        .collect(Collectors.joining(" ")),
                String.join("; ", OwnTerms.of(dataset, item)));
    }

    private static void append(StringBuilder text, List<List<String>> rows) {
        int columns = HEADER.size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], width(row.get(c)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(widths[c] - width(row.get(c)) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** A Chinese character takes two columns of a terminal. */
    private static int width(String text) {
        return Ansi.OFF.new Text(text, null).getCJKAdjustedLength();
    }
}
