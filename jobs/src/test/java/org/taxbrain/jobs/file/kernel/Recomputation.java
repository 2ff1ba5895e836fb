package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.rule.Rules;

/**
 * What docs/contracts.md says must stand in the results, computed in one pass from the rows that are left; shares no code
 * with the kernel, keeps no state, knows the datasets by name.
 */
public final class Recomputation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> PREFIX = Map.of(
            "resident-id", "person:",
            "uscc", "business:",
            "passport", "passport:",
            "permit", "permit:",
            "djxh", "djxh:");
    private static final Map<String, Integer> NAME_RANK = Map.ofEntries(
            Map.entry("taxpayer", 1),
            Map.entry("resident", 2),
            Map.entry("property-right", 3),
            Map.entry("medical-settlement", 4),
            Map.entry("enforcement-case", 5),
            Map.entry("property-application", 6),
            Map.entry("housing-loan", 7),
            Map.entry("family-relation", 8));
    private static final List<String> PERSONS_ALONE = List.of("medical-settlement", "family-relation", "housing-loan");

    private final Map<String, Map<String, Version>> rows;
    private final Map<String, JsonNode> results = new TreeMap<>();
    private final Map<String, List<Item>> files = new TreeMap<>();
    private final String revision = Rules.load().revision();

    /** A row and the order of its version. */
    public record Version(long order, ObjectNode row) {}

    private record Item(
            String dataset,
            String key,
            String presentedAs,
            TreeSet<String> roles,
            TreeSet<String> names,
            Version version) {}

    private Recomputation(Map<String, Map<String, Version>> rows) {
        this.rows = rows;
    }

    /** Documents and reminders by "index id". */
    public static Map<String, JsonNode> of(Map<String, Map<String, Version>> rows) {
        Recomputation all = new Recomputation(rows);
        all.run();
        return all.results;
    }

    private void run() {
        rows.forEach((dataset, byKey) -> byKey.forEach((key, version) -> present(dataset, key, version)));
        files.forEach((subject, items) -> {
            items.sort(
                    Comparator.comparing(Item::dataset).thenComparing(Item::key).thenComparing(Item::presentedAs));
            if (subject.startsWith("unit:") || subject.startsWith("case:")) {
                String kind = subject.startsWith("unit:") ? "property-unit" : "enforcement-case";
                put(kind, subject, document(subject, kind, items, new TreeSet<>()));
            }
        });
        files.forEach((subject, items) -> {
            if (!subject.startsWith("unit:") && !subject.startsWith("case:")) {
                TreeSet<String> open = remind(subject, items);
                put("taxpayer", subject, document(subject, subject.substring(0, subject.indexOf(':')), items, open));
            }
        });
    }

    private void put(String index, String id, ObjectNode body) {
        try {
            results.put(index + ' ' + id, JSON.readTree(body.toString()));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void present(String dataset, String key, Version version) {
        JsonNode row = version.row();
        switch (dataset) {
            case "taxpayer" -> add(dataset, key, version, "djxh:" + text(row, "djxh"), "registrant", text(row, "name"));
            case "tax-arrears" -> add(dataset, key, version, "djxh:" + text(row, "djxh"), "debtor", null);
            case "resident" ->
                add(dataset, key, version, "person:" + text(row, "residentId"), "resident", text(row, "name"));
            case "medical-settlement" ->
                add(dataset, key, version, "person:" + text(row, "residentId"), "patient", text(row, "name"));
            case "property-right" -> {
                add(dataset, key, version, "unit:" + text(row, "unitNo"), "unit", null);
                row.get("holders").forEach(h -> add(dataset, key, version, id(h), "holder", text(h, "name")));
            }
            case "property-application" -> {
                add(dataset, key, version, "unit:" + text(row, "unitNo"), "unit", null);
                row.get("applicants").forEach(a -> add(dataset, key, version, id(a), "applicant", text(a, "name")));
            }
            case "housing-loan" -> {
                add(dataset, key, version, "unit:" + text(row, "unitNo"), "unit", null);
                for (String who : row.has("coBorrowerId") ? List.of("borrower", "coBorrower") : List.of("borrower")) {
                    String subject = PREFIX.get(text(row, who + "IdType")) + text(row, who + "Id");
                    add(dataset, key, version, subject, "borrower", text(row, who + "Name"));
                }
            }
            case "family-relation" -> {
                for (String who : List.of("person", "relative")) {
                    String subject = PREFIX.get(text(row, who + "IdType")) + text(row, who + "Id");
                    add(dataset, key, version, subject, who, text(row, who + "Name"));
                }
            }
            case "property-mortgage", "property-seizure" ->
                add(dataset, key, version, "unit:" + text(row, "unitNo"), "unit", null);
            case "enforcement-case" -> {
                add(dataset, key, version, "case:" + text(row, "caseNo"), "case", null);
                row.get("parties").forEach(p -> add(dataset, key, version, id(p), text(p, "role"), text(p, "name")));
            }
            case "position-holder" -> {
                add(dataset, key, version, "djxh:" + text(row, "djxh"), "business", text(row, "businessName"));
                add(dataset, key, version, id(row), text(row, "kind"), text(row, "name"));
            }
            case "case-funds" -> add(dataset, key, version, "case:" + text(row, "caseNo"), "movement", null);
            case "bank-statement" -> {
                if (row.has("caseNo")) {
                    add(dataset, key, version, "case:" + text(row, "caseNo"), "statement-line", null);
                }
            }
            default -> throw new IllegalArgumentException(dataset);
        }
    }

    static String id(JsonNode party) {
        return PREFIX.get(text(party, "idType")) + text(party, "id");
    }

    private static String text(JsonNode row, String field) {
        return row.has(field) ? row.get(field).textValue() : null;
    }

    private void add(String dataset, String key, Version version, String presentedAs, String role, String name) {
        String subject = canonical(presentedAs);
        if (subject.startsWith("business:") && PERSONS_ALONE.contains(dataset)) {
            return;
        }
        List<Item> items = files.computeIfAbsent(subject, s -> new ArrayList<>());
        Item item = items.stream()
                .filter(i -> i.dataset.equals(dataset) && i.key.equals(key) && i.presentedAs.equals(presentedAs))
                .findFirst()
                .orElse(null);
        if (item == null) {
            item = new Item(dataset, key, presentedAs, new TreeSet<>(), new TreeSet<>(), version);
            items.add(item);
        }
        item.roles.add(role);
        if (name != null) {
            item.names.add(name);
        }
    }

    /** The first number of the chain of cases that a number stands in; of a circle the lowest. */
    private String firstNumber(String number) {
        List<String> path = new ArrayList<>();
        String at = number;
        while (true) {
            path.add(at);
            Version row = rows.getOrDefault("enforcement-case", Map.of()).get(at);
            String before = row == null ? null : text(row.row(), "predecessorNo");
            if (before == null || before.equals(at)) {
                return at;
            }
            if (path.contains(before)) {
                return path.subList(path.indexOf(before), path.size()).stream()
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
            }
            at = before;
        }
    }

    /** Who an id is: what registers say about it, asked once more about the answer. */
    private String canonical(String presentedAs) {
        if (presentedAs.startsWith("case:")) {
            return "case:" + firstNumber(presentedAs.substring(5));
        }
        String said = said(presentedAs);
        return said(said);
    }

    private String said(String id) {
        Map<String, Version> residents = rows.getOrDefault("resident", Map.of());
        if (id.startsWith("person:") && residents.containsKey(id.substring(7))) {
            return id;
        }
        for (Map.Entry<String, Version> resident : residents.entrySet()) {
            for (JsonNode former : resident.getValue().row().path("formerIds")) {
                if (id(former).equals(id)) {
                    return "person:" + resident.getKey();
                }
            }
        }
        Version register =
                id.startsWith("djxh:") ? rows.getOrDefault("taxpayer", Map.of()).get(id.substring(5)) : null;
        return register == null ? id : id(register.row());
    }

    private ObjectNode document(String subject, String kind, List<Item> items, TreeSet<String> open) {
        ObjectNode document = JSON.createObjectNode();
        document.put("subject", subject).put("kind", kind).put("ruleRevision", revision);
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> identifiers = new TreeSet<>(List.of(subject));
        for (Item item : items) {
            identifiers.add(item.presentedAs);
            if (!item.names.isEmpty()) {
                names.add(item.names.first());
            }
        }
        if (name(items) != null) {
            document.put("name", name(items));
        }
        names.forEach(document.putArray("names")::add);
        identifiers.forEach(document.putArray("identifiers")::add);
        open.forEach(document.putArray("reminders")::add);
        document.set(
                "summary",
                kind.equals("property-unit") ? unit(subject.substring(5)).summary() : summary(kind, items));
        ArrayNode units = burdenedUnits(subject);
        if (!units.isEmpty()) {
            document.set("units", units);
        }
        ArrayNode debts = debts(subject, items);
        if (!debts.isEmpty()) {
            document.set("debts", debts);
        }
        if (kind.equals("person") || kind.equals("passport") || kind.equals("djxh")) {
            ArrayNode relatives = family().relativesOf(subject);
            if (!relatives.isEmpty()) {
                document.set("relatives", relatives);
            }
        }
        positions(document, items, false);
        positions(document, items, true);
        ObjectNode sections = document.putObject("sections");
        for (Item item : items) {
            ObjectNode section = sections.has(item.dataset)
                    ? (ObjectNode) sections.get(item.dataset)
                    : sections.putObject(item.dataset);
            section.put("count", section.path("count").asInt(0) + 1);
            ArrayNode list = section.withArray("items");
            if (list.size() < 200) {
                list.add(item(item));
            }
        }
        return document;
    }

    private static String name(List<Item> items) {
        return items.stream()
                .filter(i -> !i.names.isEmpty())
                .min(Comparator.comparing(Recomputation::nameRank)
                        .thenComparing(Item::dataset)
                        .thenComparing(Item::key)
                        .thenComparing(i -> i.names.first()))
                .map(i -> i.names.first())
                .orElse(null);
    }

    /** The businesses' names in rows of positions come after those of their holders. */
    private static int nameRank(Item item) {
        if (item.dataset.equals("position-holder")) {
            return item.roles.contains("business") ? 9 : 8;
        }
        return NAME_RANK.get(item.dataset);
    }

    /** The positions of a file that its subject holds, or that others hold at it. */
    private static void positions(ObjectNode document, List<Item> items, boolean ofHolders) {
        List<Item> found = items.stream()
                .filter(i -> i.dataset.equals("position-holder") && i.roles.contains("business") == ofHolders)
                .sorted(Comparator.comparing(Item::key))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        ObjectNode positions = document.putObject(ofHolders ? "positionHolders" : "positions");
        ArrayNode list = positions.put("count", found.size()).putArray("items");
        for (Item item : found) {
            ObjectNode row = item.version.row();
            ObjectNode position = list.addObject().put("key", item.key);
            if (ofHolders) {
                position.put("holder", id(row)).put("name", text(row, "name"));
            } else {
                position.put("business", "djxh:" + text(row, "djxh")).put("name", text(row, "businessName"));
            }
            for (String field : List.of("kind", "from", "to")) {
                if (row.has(field)) {
                    position.set(field, row.get(field));
                }
            }
        }
    }

    private static ObjectNode item(Item item) {
        ObjectNode node = JSON.createObjectNode();
        node.put("key", item.key).put("presentedAs", item.presentedAs);
        item.roles.forEach(node.putArray("roles")::add);
        node.set("data", item.version.row());
        ObjectNode source = node.putObject("source");
        source.put("position", "test:" + item.version.order()).put("batch", "test");
        if (item.version.order() % 2 != 0) {
            source.put("sourceTime", "2026-03-01T02:00:00.000Z");
        }
        source.put("landedAt", "2026-03-01T02:00:01.000Z");
        source.put("descriptorHash", Rows.CATALOGUE.dataset(item.dataset).hash());
        return node;
    }

    private static ObjectNode summary(String kind, List<Item> items) {
        ObjectNode summary = JSON.createObjectNode();
        switch (kind) {
            case "enforcement-case" -> {
                List<ObjectNode> funds = funds(items);
                boolean unknown = splitUnknown(funds);
                long in = sum(funds, "received", "interest");
                long out = sum(funds, "paid-out", "interest");
                summary.put("interestReceived", in).put("interestPaidOut", out);
                if (!unknown) {
                    summary.put("interestHeld", in - out);
                }
                summary.put("principalReceived", sum(funds, "received", "principal"));
                summary.put("principalPaidOut", sum(funds, "paid-out", "principal"));
                summary.put("costsReceived", sum(funds, "received", "costs"));
                summary.put("costsPaidOut", sum(funds, "paid-out", "costs"));
                summary.put("splitUnknown", unknown);
                summary.set("parties", parties(items));
            }
            default ->
                summary.put(
                        "openArrears",
                        items.stream()
                                .filter(i -> i.dataset.equals("tax-arrears"))
                                .mapToLong(i -> i.version.row().get("open").longValue())
                                .sum());
        }
        return summary;
    }

    private UnitRecomputation unit(String unitNo) {
        Map<String, List<ObjectNode>> left = new TreeMap<>();
        rows.forEach((dataset, byKey) ->
                left.put(dataset, byKey.values().stream().map(Version::row).toList()));
        return new UnitRecomputation(unitNo, left);
    }

    private FamilyRecomputation family() {
        return new FamilyRecomputation(rows, this::canonical);
    }

    private ArrayNode burdenedUnits(String subject) {
        ArrayNode units = JSON.createArrayNode();
        files.keySet().stream()
                .filter(s -> s.startsWith("unit:"))
                .flatMap(s -> unit(s.substring(5)).told().entrySet().stream()
                        .filter(told -> canonical(told.getKey()).equals(subject))
                        .map(Map.Entry::getValue)
                        .limit(1))
                .forEach(units::add);
        return units;
    }

    private static ArrayNode parties(List<Item> items) {
        Map<String, TreeSet<String>> roles = new TreeMap<>();
        Map<String, TreeSet<String>> names = new TreeMap<>();
        for (Item item : items) {
            if (item.dataset.equals("enforcement-case")) {
                for (JsonNode party : item.version.row().get("parties")) {
                    roles.computeIfAbsent(id(party), p -> new TreeSet<>()).add(text(party, "role"));
                    // the row of the lowest number gives the name, and of its names the lowest
                    names.computeIfAbsent(id(party), p -> new TreeSet<>()).add(item.key + '\n' + text(party, "name"));
                }
            }
        }
        ArrayNode parties = JSON.createArrayNode();
        roles.forEach((id, its) -> {
            ObjectNode party = parties.addObject().put("subject", id);
            its.forEach(party.putArray("roles")::add);
            party.put("name", names.get(id).first().split("\n")[1]);
        });
        return parties;
    }

    /** The numbers of a case's file. */
    private TreeSet<String> numbers(String caseFile) {
        TreeSet<String> numbers = new TreeSet<>(List.of(caseFile.substring(5)));
        files.get(caseFile).forEach(i -> numbers.add(i.presentedAs.substring(5)));
        return numbers;
    }

    private ArrayNode debts(String subject, List<Item> items) {
        ArrayNode debts = JSON.createArrayNode();
        if (!subject.startsWith("case:")) {
            items.stream()
                    .filter(i -> i.dataset.equals("enforcement-case"))
                    .map(i -> canonical("case:" + i.key))
                    .distinct()
                    .sorted()
                    .filter(c -> numbers(c).size() > 1)
                    .forEach(c ->
                            numbers(c).forEach(debts.addObject().put("case", c).putArray("numbers")::add));
        }
        return debts;
    }

    private static List<ObjectNode> funds(List<Item> items) {
        return items.stream()
                .filter(i -> i.dataset.equals("case-funds"))
                .map(i -> i.version.row())
                .toList();
    }

    private static boolean splitUnknown(List<ObjectNode> funds) {
        return funds.stream().anyMatch(f -> !f.has("principal") || !f.has("interest") || !f.has("costs"));
    }

    private static long sum(List<ObjectNode> funds, String direction, String part) {
        return funds.stream()
                .filter(f -> text(f, "direction").equals(direction) && f.has(part))
                .mapToLong(f -> f.get(part).longValue())
                .sum();
    }

    private TreeSet<String> remind(String subject, List<Item> items) {
        TreeSet<String> open = new TreeSet<>();
        String office = items.stream()
                .filter(i -> i.dataset.equals("taxpayer"))
                .min(Comparator.comparing(Item::key))
                .map(i -> text(i.version.row(), "office"))
                .orElse(null);
        for (Item item : items) {
            ObjectNode row = item.version.row();
            if (item.dataset.equals("tax-arrears") && row.get("open").longValue() > 0) {
                open.add("open-arrears");
                ObjectNode body = reminder("open-arrears", subject, name(items), office, "tax-arrears|" + item.key);
                LocalDate from = LocalDate.parse(text(row, "dueOn")).plusDays(1);
                body.put("base", row.get("open").longValue()).put("from", from.toString());
                body.put("asOf", text(row, "asOf"));
                if (!from.isBefore(LocalDate.of(2001, 5, 1))) {
                    body.put("rate", "0.0005").put("legalBasis", "税收征收管理法第三十二条");
                }
                put("reminder", "open-arrears|" + subject + "|tax-arrears|" + item.key, body);
            }
            boolean concerned = item.dataset.equals("enforcement-case")
                    && item.roles.contains("applicant")
                    && subject.startsWith("person:")
                    && text(row, "cause").equals("private-lending")
                    && isNewest(item);
            if (concerned && remindOfInterest(subject, items, office, canonical("case:" + item.key))) {
                open.add("case-interest-unpaid");
            }
        }
        return open;
    }

    /** Whether a case's row is the newest of its debt. */
    private boolean isNewest(Item item) {
        return files.get(canonical("case:" + item.key)).stream()
                .filter(i -> i.dataset.equals("enforcement-case"))
                .max(Comparator.comparing((Item i) -> text(i.version.row(), "filedOn"))
                        .thenComparing(Item::key))
                .orElseThrow()
                .key
                .equals(item.key);
    }

    private boolean remindOfInterest(String subject, List<Item> items, String office, String caseFile) {
        String caseNo = caseFile.substring(5);
        List<ObjectNode> funds = funds(files.get(caseFile));
        boolean unknown = splitUnknown(funds);
        long held = sum(funds, "received", "interest") - sum(funds, "paid-out", "interest");
        if (!unknown && held <= 0) {
            return false;
        }
        ObjectNode body = reminder("case-interest-unpaid", subject, name(items), office, "enforcement-case|" + caseNo);
        if (unknown) {
            body.put("askCourt", true);
        } else {
            body.put("base", held);
        }
        funds.stream()
                .filter(f -> text(f, "direction").equals("received"))
                .filter(f -> unknown || f.get("interest").longValue() > 0)
                .map(f -> text(f, "occurredOn"))
                .min(Comparator.naturalOrder())
                .ifPresent(day -> body.put("from", day));
        funds.stream()
                .map(f -> text(f, "occurredOn"))
                .max(Comparator.naturalOrder())
                .ifPresent(day -> body.put("asOf", day));
        body.put("rate", "0.20").put("legalBasis", "个人所得税法第三条、第六条");
        put("reminder", "case-interest-unpaid|" + subject + "|case:" + caseNo, body);
        return true;
    }

    private ObjectNode reminder(String rule, String subject, String name, String office, String fact) {
        ObjectNode body = JSON.createObjectNode();
        body.put("rule", rule).put("subject", subject).put("subjectMasked", Masking.subject(subject));
        if (name != null) {
            body.put("name", Masking.subjectName(subject, name));
        }
        if (office != null) {
            body.put("office", office);
        }
        return body.put("fact", fact).put("ruleRevision", revision);
    }
}
