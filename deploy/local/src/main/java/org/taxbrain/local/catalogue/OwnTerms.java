package org.taxbrain.local.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.taxbrain.local.catalogue.Listing.Dataset;
import org.taxbrain.local.catalogue.Listing.Item;

/** The terms of an item that are not its dataset's, in words. */
final class OwnTerms {
    private OwnTerms() {}

    static List<String> of(Dataset dataset, Item item) {
        List<String> own = new ArrayList<>();
        add(own, "for ", dataset.purpose(), item.purpose());
        add(own, "by ", dataset.legalBasis(), item.legalBasis());
        add(own, "", Listing.sharingLabel(dataset.sharing()), Listing.sharingLabel(item.sharing()));
        add(own, "until ", dataset.agreementExpiry(), item.agreementExpiry());
        add(own, "kept ", dataset.retention(), item.retention());
        return own;
    }

    private static void add(List<String> own, String before, String ofDataset, String ofItem) {
        if (!Objects.equals(ofDataset, ofItem)) {
            own.add(before + ofItem);
        }
    }
}
