package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.taxbrain.jobs.file.kernel.Recomputation.Version;

/** What docs/contracts.md says of relatives, from the rows that are left; shares no code with the kernel. */
final class FamilyRecomputation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PREFIX = Map.of(
            "resident-id",
            "person:",
            "uscc",
            "business:",
            "passport",
            "passport:",
            "permit",
            "permit:",
            "djxh",
            "djxh:");

    private final Map<String, Map<String, Version>> rows;
    private final UnaryOperator<String> canonical;

    FamilyRecomputation(Map<String, Map<String, Version>> rows, UnaryOperator<String> canonical) {
        this.rows = rows;
        this.canonical = canonical;
    }

    /** The section of a subject that is no business. */
    ArrayNode relativesOf(String subject) {
        ArrayNode relatives = JSON.createArrayNode();
        rows.getOrDefault("family-relation", Map.of()).forEach((key, version) -> {
            ObjectNode row = version.row();
            boolean marriage = row.get("kind").textValue().equals("marriage");
            String person = id(row, "person");
            String relative = id(row, "relative");
            TreeMap<String, ObjectNode> told = new TreeMap<>();
            tell(told, subject, relative, person, marriage ? "spouse" : "parent", row);
            tell(told, subject, person, relative, marriage ? "spouse" : "child", row);
            told.values().forEach(relatives::add);
        });
        return relatives;
    }

    private void tell(
            Map<String, ObjectNode> told,
            String subject,
            String listener,
            String teller,
            String relation,
            ObjectNode row) {
        String who = canonical.apply(teller);
        if (!canonical.apply(listener).equals(subject)
                || listener.startsWith("business:")
                || who.equals(subject)
                || who.startsWith("business:")) {
            return;
        }
        ObjectNode entry = JSON.createObjectNode();
        entry.put("relation", relation).put("from", row.get("from").textValue());
        entry.put("person", who);
        if (row.has("to")) {
            entry.put("to", row.get("to").textValue());
        } else {
            entry.set("homes", homes(who));
            entry.set("medicalYears", medicalYears(who));
        }
        told.put(who, entry);
    }

    private ObjectNode homes(String who) {
        TreeSet<String> units = new TreeSet<>();
        rows.getOrDefault("property-right", Map.of()).values().stream()
                .map(Version::row)
                .filter(row -> !row.has("cancelledOn") && row.has("use"))
                .filter(row -> row.get("use").textValue().matches("(.*/)?住宅"))
                .forEach(row -> row.get("holders").forEach(holder -> {
                    if (canonical.apply(Recomputation.id(holder)).equals(who)) {
                        units.add("unit:" + row.get("unitNo").textValue());
                    }
                }));
        ObjectNode homes = JSON.createObjectNode().put("count", units.size());
        units.forEach(homes.putArray("units")::add);
        return homes;
    }

    private ArrayNode medicalYears(String who) {
        TreeMap<Integer, Long> years = new TreeMap<>();
        rows.getOrDefault("medical-settlement", Map.of()).values().stream()
                .map(Version::row)
                .filter(row -> canonical
                        .apply("person:" + row.get("residentId").textValue())
                        .equals(who))
                .forEach(row -> years.merge(
                        Integer.valueOf(row.get("endedOn").textValue().substring(0, 4)),
                        row.get("selfPay").longValue(),
                        Long::sum));
        ArrayNode all = JSON.createArrayNode();
        years.forEach((year, selfPay) -> all.addObject().put("year", year).put("selfPay", selfPay));
        return all;
    }

    private static String id(JsonNode row, String who) {
        return PREFIX.get(row.get(who + "IdType").textValue())
                + row.get(who + "Id").textValue();
    }
}
