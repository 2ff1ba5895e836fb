package org.taxbrain.connectors.files;

import org.taxbrain.schemas.catalogue.Dataset;

/** Small datasets, declared as any other. */
final class TestDatasets {
    private static final String IDL = """
            @namespace("org.taxbrain.test")
            protocol Bills {
              record Bill {
                string @checks(["max-length:40"]) id;
                string name;
                union { null, long } @meaning("money") amount = null;
              }
            }
            """;

    private TestDatasets() {}

    /** Bills: columns id, name, amount (may be absent). */
    static Dataset bills(String charset, String delimiter, int headerLines, String extent, boolean control) {
        return Dataset.parse(
                "bill",
                """
                dataset: bill
                revision: 1
                department: test
                record: Bill
                key: [id]
                extent: %s
                freshness: P1D
                purpose: test
                legalBasis: test
                sharing: unconditional
                agreementExpiry: 2099-12-31
                retention: P1Y
                source:
                  files:
                    system: test
                    directory: bill
                    name: 'bill_(?<date>\\d{8})\\.csv'
                    format: csv
                    charset: %s
                    delimiter: "%s"
                    headerLines: %d
                %s
                """.formatted(
                                extent,
                                charset,
                                delimiter,
                                headerLines,
                                control ? "    control: .ctl\n    totalField: amount" : ""),
                IDL);
    }

    static Dataset bills() {
        return bills("UTF-8", ",", 1, "incremental", false);
    }

    /**
     * Bills in files of any kind.
     *
     * @param files what the descriptor says of the files beside {@code system} and {@code directory}
     * @param fields hints by field, as YAML
     */
    static Dataset bills(String files, String fields) {
        return Dataset.parse(
                "bill",
                """
                dataset: bill
                revision: 1
                department: test
                record: Bill
                key: [id]
                freshness: P1D
                purpose: test
                legalBasis: test
                sharing: unconditional
                agreementExpiry: 2099-12-31
                retention: P1Y
                source:
                  files: {system: test, directory: bill, name: 'bill.*', %s}
                fields: {%s}
                """.formatted(files, fields),
                IDL.replace("record Bill {", "record Part { string kind; }\n  record Bill {")
                        .replace("amount = null;", "amount = null;\n    union { null, array<Part> } parts = null;"));
    }
}
