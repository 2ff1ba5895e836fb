package org.taxbrain.schemas.catalogue;

import java.util.List;

/** That the bureau may use every item: for which purpose, by which law, shared how, until when, and kept how long. */
final class TermChecks {
    private TermChecks() {}

    static void check(Dataset dataset, List<Fault> faults) {
        for (DataItem item : DataItem.of(dataset)) {
            Terms terms = item.terms();
            require(faults, item, "purpose", terms.purpose());
            require(faults, item, "legalBasis", terms.legalBasis());
            require(faults, item, "sharing", terms.sharing());
            require(faults, item, "agreementExpiry", terms.agreementExpiry());
            require(faults, item, "retention", terms.retention());
        }
    }

    private static void require(List<Fault> faults, DataItem item, String key, Object value) {
        // a value that is there and can't be read has been told of
        boolean unreadable = faults.stream()
                .anyMatch(f -> key.equals(f.rule())
                        && (f.field() == null || f.field().equals(item.field().path())));
        if (!unreadable && (value == null || value.toString().isBlank())) {
            faults.add(Fault.ofField(
                    item.field().path(),
                    key,
                    key + " is missing; say it for the dataset, or for the field under fields"));
        }
    }
}
