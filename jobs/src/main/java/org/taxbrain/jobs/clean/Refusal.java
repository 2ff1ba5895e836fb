package org.taxbrain.jobs.clean;

import org.taxbrain.schemas.parse.CleanResult.Fault;

/** Why rows are refused before their fields are read. */
final class Refusal {
    private static final String ROW_INVALID = "row-invalid";

    private Refusal() {}

    static Fault undecodable() {
        return row(
                ROW_INVALID,
                "the record is no landed record of this topic and key; find what wrote it, and land the row again");
    }

    static Fault undeclared(String hash) {
        return row(
                ROW_INVALID,
                "the catalogue has no usable descriptor " + hash
                        + "; publish the one that the row was landed by, and land the row again");
    }

    static Fault keyUnreadable() {
        return row(
                "key-unreadable",
                "a field of the natural key is empty; have the department fill it and send the row again");
    }

    static Fault defect(String rule) {
        return switch (rule) {
            case "columns-missing" ->
                row(
                        rule,
                        "the row has fewer columns than its schema: cut or unquoted; have the department send the file again");
            case "columns-too-many" ->
                row(
                        rule,
                        "the row has more columns than its schema: a separator in a value without quotes; have the department quote it");
            case "charset" ->
                row(
                        rule,
                        "the row has bytes that are not of the declared charset; have the department send it in that charset");
            case "json-invalid" -> row(rule, "the row is no JSON object; have the department correct its interface");
            default -> row(rule, "the row has a defect of shape; have the department correct it and send it again");
        };
    }

    private static Fault row(String rule, String message) {
        return new Fault(null, rule, message);
    }
}
