package org.taxbrain.oracle.plain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.taxbrain.oracle.OracleException;

/**
 * A field of a declaration.
 *
 * @param name its name in the schema
 * @param type {@code string}, {@code long}, {@code money}, {@code decimal}, {@code date}, {@code timestamp} or {@code boolean}
 * @param required whether it must not be absent
 * @param checks in their order, such as {@code max-length:40}
 * @param hint what the descriptor says of it; may be empty
 */
public record PlainField(String name, String type, boolean required, List<String> checks, JsonNode hint) {
    private static final Set<String> KNOWN_HINTS = Set.of(
            "source",
            "codes",
            "format",
            "unit",
            "nullWords",
            "pattern",
            "references",
            "referenced",
            "purpose",
            "legalBasis",
            "sharing",
            "sharingCondition",
            "agreementExpiry",
            "retention");

    public PlainField {
        checks = List.copyOf(checks);
    }

    static PlainField of(Schema.Field field, JsonNode hint) {
        boolean nullable = field.schema().isUnion();
        Schema schema = nullable
                ? field.schema().getTypes().stream()
                        .filter(s -> s.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : field.schema();
        List<String> checks = new ArrayList<>();
        if (field.getObjectProp("checks") instanceof List<?> given) {
            given.forEach(c -> checks.add(c.toString()));
        }
        return new PlainField(field.name(), type(schema, field.getProp("meaning")), !nullable, checks, hint);
    }

    private static String type(Schema schema, String meaning) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return logical.getName().startsWith("timestamp") ? "timestamp" : logical.getName();
        }
        return meaning != null ? meaning : schema.getType().getName();
    }

    /** Refuses what it does not know how to read, so that nothing is passed over. */
    void requireReadable() {
        hint.fieldNames().forEachRemaining(h -> {
            if (!KNOWN_HINTS.contains(h)) {
                throw new OracleException("the oracle does not know how to read " + name + " by " + h);
            }
        });
    }

    /** Column, member or path under which the source writes it. */
    public String sourceName() {
        return hint.path("source").asText(name);
    }

    /** The text behind a check's name; empty if it has none. */
    static String argument(String check) {
        int colon = check.indexOf(':');
        return colon < 0 ? "" : check.substring(colon + 1);
    }
}
