package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What docs/contracts.md says of one unit, computed in one pass from the rows of it that are left. */
final class UnitRecomputation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String unitNo;
    private final List<ObjectNode> rights = new ArrayList<>();
    private final List<ObjectNode> mortgages = new ArrayList<>();
    private final List<ObjectNode> seizures = new ArrayList<>();
    private final List<ObjectNode> applications = new ArrayList<>();

    /** @param rows all rows that are left, by dataset */
    UnitRecomputation(String unitNo, Map<String, List<ObjectNode>> rows) {
        this.unitNo = unitNo;
        keep(rows, "property-right", rights);
        keep(rows, "property-mortgage", mortgages);
        keep(rows, "property-seizure", seizures);
        keep(rows, "property-application", applications);
    }

    private void keep(Map<String, List<ObjectNode>> rows, String dataset, List<ObjectNode> of) {
        rows.getOrDefault(dataset, List.of()).stream()
                .filter(r -> r.get("unitNo").textValue().equals(unitNo))
                .forEach(of::add);
    }

    private static boolean active(ObjectNode row) {
        return !row.has("cancelledOn");
    }

    ObjectNode summary() {
        ObjectNode summary = JSON.createObjectNode();
        Set<String> holders = new HashSet<>();
        long shares = 0;
        for (ObjectNode right : rights) {
            for (JsonNode holder : right.get("holders")) {
                if (active(right)) {
                    holders.add(
                            holder.get("idType").textValue() + holder.get("id").textValue());
                    shares += holder.has("share") ? 1 : 0;
                }
            }
        }
        summary.put("division", unitNo.substring(0, 6));
        summary.put(
                "activeRights",
                rights.stream().filter(UnitRecomputation::active).count());
        summary.put("activeHolders", holders.size()).put("activeShares", shares);
        summary.put(
                "activeMortgages",
                mortgages.stream().filter(UnitRecomputation::active).count());
        summary.put("secured", secured());
        summary.put(
                "openApplications",
                applications.stream()
                        .filter(a -> List.of("accepted", "reviewing", "taxing").contains(text(a, "stage")))
                        .count());
        summary.set("seizures", seizures(kind -> true));
        ArrayNode transfers = summary.putArray("transfers");
        rights.stream()
                .sorted(Comparator.comparing((ObjectNode r) ->
                        r.get("registeredOn").textValue() + r.get("rightNo").textValue()))
                .forEach(r -> transfers.addObject().setAll(fields(r, "rightNo", "registeredOn", "cancelledOn")));
        return summary;
    }

    private long secured() {
        return mortgages.stream()
                .filter(UnitRecomputation::active)
                .mapToLong(m -> m.get("secured").longValue())
                .sum();
    }

    private static Map<String, JsonNode> fields(ObjectNode row, String... names) {
        Map<String, JsonNode> fields = new HashMap<>();
        for (String name : names) {
            if (row.has(name)) {
                fields.put(name, row.get(name));
            }
        }
        return fields;
    }

    /** Ids of the holders of active rights that are told of the unit's burdens, and what they are told. */
    Map<String, JsonNode> told() {
        ObjectNode state = JSON.createObjectNode();
        boolean mortgaged = mortgages.stream().anyMatch(UnitRecomputation::active);
        ArrayNode inForce = seizures(kind -> !kind.startsWith("waiting"));
        state.put("unit", "unit:" + unitNo).put("mortgaged", mortgaged).put("secured", secured());
        state.set("seizures", inForce);
        Map<String, JsonNode> told = new HashMap<>();
        if (mortgaged || !inForce.isEmpty()) {
            for (ObjectNode right : rights) {
                if (active(right)) {
                    right.get("holders").forEach(h -> told.put(Recomputation.id(h), state));
                }
            }
        }
        return told;
    }

    private ArrayNode seizures(Predicate<String> kinds) {
        Map<String, String> belongsTo = new HashMap<>();
        seizures.stream()
                .filter(s -> !text(s, "kind").equals("renewal"))
                .forEach(s -> belongsTo.put(text(s, "seizureNo"), text(s, "seizureNo")));
        for (int i = 0; i < seizures.size(); i++) {
            for (ObjectNode s : seizures) {
                if (text(s, "kind").equals("renewal") && belongsTo.containsKey(text(s, "renews"))) {
                    belongsTo.put(text(s, "seizureNo"), belongsTo.get(text(s, "renews")));
                }
            }
        }
        seizures.forEach(s -> belongsTo.putIfAbsent(text(s, "seizureNo"), text(s, "seizureNo")));
        ArrayNode list = JSON.createArrayNode();
        seizures.stream()
                .filter(s -> belongsTo.get(text(s, "seizureNo")).equals(text(s, "seizureNo")))
                .filter(s -> kinds.test(text(s, "kind")))
                .sorted(Comparator.comparing((ObjectNode s) -> text(s, "kind").startsWith("waiting"))
                        .thenComparing(s -> text(s, "registeredOn"))
                        .thenComparing(s -> text(s, "seizureNo")))
                .forEach(s -> {
                    ObjectNode entry = list.addObject().put("number", text(s, "seizureNo"));
                    entry.setAll(fields(s, "kind", "from"));
                    seizures.stream()
                            .filter(r -> belongsTo.get(text(r, "seizureNo")).equals(text(s, "seizureNo")))
                            .filter(r -> r.has("to"))
                            .map(r -> text(r, "to"))
                            .max(Comparator.naturalOrder())
                            .ifPresent(end -> entry.put("effectiveTo", end));
                });
        return list;
    }

    private static String text(ObjectNode row, String field) {
        return row.has(field) ? row.get(field).textValue() : null;
    }
}
