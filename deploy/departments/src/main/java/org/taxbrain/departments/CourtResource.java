package org.taxbrain.departments;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One resource of the court's interface and the table behind it.
 *
 * @param path path of the resource
 * @param table table of the court's database
 * @param properties the fields that it shows
 */
record CourtResource(String path, String table, List<Property> properties) {
    static final List<CourtResource> ALL = List.of(
            new CourtResource(
                    "/api/enforcement-cases",
                    "public.enforcement_case",
                    List.of(
                            text("caseNo", "case_no"),
                            text("judgmentNo", "judgment_no"),
                            text("predecessorNo", "predecessor_no"),
                            text("court", "court"),
                            text("cause", "cause"),
                            text("amount", "amount"),
                            text("stage", "stage"),
                            text("filedOn", "filed_on"),
                            new Property("parties", "parties", true))),
            new CourtResource(
                    "/api/case-funds",
                    "public.case_funds",
                    List.of(
                            text("movementId", "movement_id"),
                            text("caseNo", "case_no"),
                            text("direction", "direction"),
                            text("amount", "amount"),
                            text("principal", "principal"),
                            text("interest", "interest"),
                            text("costs", "costs"),
                            text("occurredOn", "occurred_on"))));

    /**
     * A field of the answer.
     *
     * @param name its JSON name
     * @param column its column
     * @param json whether the column holds JSON
     */
    record Property(String name, String column, boolean json) {}

    private static Property text(String name, String column) {
        return new Property(name, column, false);
    }

    String columnList() {
        return properties.stream().map(Property::column).collect(Collectors.joining(", "));
    }
}
