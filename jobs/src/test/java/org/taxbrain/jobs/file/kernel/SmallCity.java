package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.taxbrain.jobs.file.kernel.Recomputation.Version;

/** Random rows and changes over few people, units and cases, so that everything meets everything often. */
public final class SmallCity {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> DATASETS = List.of(
            "taxpayer",
            "tax-arrears",
            "property-right",
            "property-mortgage",
            "property-seizure",
            "property-application",
            "housing-loan",
            "enforcement-case",
            "case-funds",
            "medical-settlement",
            "resident",
            "bank-statement");
    private static final String[][] PEOPLE = {
        {"resident-id", "330106199001011234", "王伟"},
        {"resident-id", "330106199001015678", "欧阳娜娜"},
        {"resident-id", "330106199001019999", "李娜"},
        {"uscc", "91330106MA2ABCDE1X", "杭州西湖餐饮有限公司"},
        {"uscc", "91330106MA2FGHJK2Y", "𠮷田商店"},
        {"passport", "E12345678", "John Smith"},
    };
    private static final String[] DJXH = {"10113301000000000001", "10113301000000000002", "10113301000000000003"};
    private static final String[] UNITS = {"330106001001GB00001F00010001", "330106001001GB00001F00010002"};
    private static final String[] CASES = {"(2021)浙0102执1234号", "(2022)浙0102执恢5号"};

    private final Random random;
    private final Map<String, Map<String, Version>> rows = new TreeMap<>();
    private long order;

    public SmallCity(long seed) {
        this.random = new Random(seed);
    }

    /** A change of one row; a null row is a deletion. */
    public record Change(String dataset, String key, long order, ObjectNode row) {}

    /** The rows that are left. */
    public Map<String, Map<String, Version>> rows() {
        return rows;
    }

    /** A random change, applied to {@link #rows}: a new row, a new version, a deletion, or a row under another key. */
    public List<Change> next() {
        String dataset = pick(DATASETS);
        List<String> existing =
                new ArrayList<>(rows.getOrDefault(dataset, Map.of()).keySet());
        int dice = random.nextInt(10);
        if (dice < 2 && !existing.isEmpty()) {
            return List.of(delete(dataset, pick(existing)));
        }
        if (dice == 2 && !existing.isEmpty()) {
            return List.of(delete(dataset, pick(existing)), insert(dataset));
        }
        return List.of(insert(dataset));
    }

    /** Deletes all that is left, in random order. */
    public List<Change> deleteAll() {
        List<Change> changes = new ArrayList<>();
        List<String[]> left = new ArrayList<>();
        rows.forEach((dataset, byKey) -> byKey.keySet().forEach(key -> left.add(new String[] {dataset, key})));
        java.util.Collections.shuffle(left, random);
        left.forEach(row -> changes.add(delete(row[0], row[1])));
        return changes;
    }

    private Change delete(String dataset, String key) {
        rows.get(dataset).remove(key);
        return new Change(dataset, key, ++order, null);
    }

    private Change insert(String dataset) {
        ObjectNode row = JSON.createObjectNode();
        String key = fill(dataset, row);
        Change change = new Change(dataset, key, ++order, row);
        rows.computeIfAbsent(dataset, d -> new TreeMap<>()).put(key, new Version(order, row));
        return change;
    }

    private String fill(String dataset, ObjectNode row) {
        switch (dataset) {
            case "taxpayer" -> {
                String[] who = PEOPLE[random.nextInt(PEOPLE.length)];
                row.put("djxh", pick(DJXH))
                        .put("name", name(who))
                        .put("idType", who[0])
                        .put("id", who[1]);
                row.put("status", "normal")
                        .put("office", pick("西湖税务所", "上城税务所"))
                        .put("registeredOn", "2015-04-01");
                return row.get("djxh").textValue();
            }
            case "tax-arrears" -> {
                row.put("arrearsId", "QS" + random.nextInt(5))
                        .put("djxh", pick(DJXH))
                        .put("tax", "增值税");
                row.put("periodFrom", "2000-01-01").put("periodTo", "2000-03-31");
                row.put("dueOn", pick("2001-04-29", "2001-04-30", "2025-06-15")).put("assessed", 5_000);
                row.put("open", random.nextInt(3) * 1_234L).put("asOf", "2026-03-01");
                return row.get("arrearsId").textValue();
            }
            case "property-right" -> {
                row.put("rightNo", "R" + random.nextInt(4))
                        .put("unitNo", pick(UNITS))
                        .put("rightKind", "building");
                ArrayNode holders = row.putArray("holders");
                for (int i = random.nextInt(3); i >= 0; i--) {
                    party(holders.addObject()).put("share", "1/2");
                }
                row.put("area", new BigDecimal("89.5"))
                        .put("price", 6_500_000_00L)
                        .put("registeredOn", "2020-02-29");
                if (random.nextInt(4) == 0) {
                    row.put("cancelledOn", "2024-01-01");
                }
                return row.get("rightNo").textValue();
            }
            case "property-mortgage" -> {
                row.put("mortgageNo", "DY" + random.nextInt(4)).put("unitNo", pick(UNITS));
                row.put("mortgageeName", "杭州某银行").put("mortgageeId", "91330106MA2ABCDE1X");
                row.put("secured", random.nextInt(3) * 500_000_00L).put("registeredOn", "2021-02-03");
                if (random.nextInt(4) == 0) {
                    row.put("cancelledOn", "2025-01-01");
                }
                return row.get("mortgageNo").textValue();
            }
            case "property-application" -> {
                row.put("applicationNo", "SL" + random.nextInt(4)).put("unitNo", pick(UNITS));
                row.put("kind", pick("registration", "transfer", "mortgage")).put("acceptedOn", "2026-02-02");
                row.put("stage", pick("accepted", "reviewing", "taxing", "registered", "refused", "withdrawn"));
                ArrayNode applicants = row.putArray("applicants");
                for (int i = random.nextInt(3); i > 0; i--) {
                    party(applicants.addObject());
                }
                return row.get("applicationNo").textValue();
            }
            case "housing-loan" -> {
                row.put("loanNo", "DK" + random.nextInt(4)).put("unitNo", pick(UNITS));
                for (String who : random.nextBoolean() ? List.of("borrower", "coBorrower") : List.of("borrower")) {
                    String[] person = PEOPLE[random.nextInt(PEOPLE.length)];
                    row.put(who + "Name", name(person))
                            .put(who + "IdType", person[0])
                            .put(who + "Id", person[1]);
                }
                row.put("firstHome", random.nextBoolean()).put("amount", 1_000_000_00L);
                row.put("status", pick("normal", "overdue", "settled")).put("from", "2022-06-07");
                return row.get("loanNo").textValue();
            }
            case "property-seizure" -> {
                row.put("seizureNo", "CF" + random.nextInt(6)).put("unitNo", pick(UNITS));
                row.put(
                        "kind",
                        pick(
                                "seizure",
                                "waiting",
                                "pre-seizure",
                                "waiting-pre-seizure",
                                "renewal",
                                "renewal",
                                "renewal"));
                if (row.get("kind").textValue().equals("renewal") && random.nextInt(8) > 0) {
                    row.put("renews", "CF" + random.nextInt(6));
                }
                row.put("authority", "杭州市西湖区人民法院").put("registeredOn", pick("2023-01-05", "2024-01-05", "2025-01-05"));
                if (!row.get("kind").textValue().startsWith("waiting")) {
                    row.put("from", row.get("registeredOn").textValue());
                    row.put("to", pick("2026-01-04", "2027-01-04", "2028-01-04"));
                }
                return row.get("seizureNo").textValue();
            }
            case "enforcement-case" -> {
                row.put("caseNo", pick(CASES)).put("court", "杭州市上城区人民法院");
                row.put("cause", random.nextInt(4) == 0 ? "sale-contract" : "private-lending");
                row.put("stage", pick("filed", "enforcing", "closed")).put("filedOn", "2021-03-04");
                ArrayNode parties = row.putArray("parties");
                for (int i = random.nextInt(4); i > 0; i--) {
                    party(parties.addObject()).put("role", pick("applicant", "debtor"));
                }
                return row.get("caseNo").textValue();
            }
            case "case-funds" -> {
                row.put("movementId", "M" + random.nextInt(6)).put("caseNo", pick(CASES));
                row.put("direction", pick("received", "received", "paid-out")).put("amount", 100L);
                part(row, "principal");
                part(row, "interest");
                part(row, "costs");
                row.put(
                        "occurredOn",
                        LocalDate.of(2025, 1, 1 + random.nextInt(28)).toString());
                return row.get("movementId").textValue();
            }
            case "medical-settlement" -> {
                String[] who = PEOPLE[random.nextInt(3)];
                row.put("settlementId", "S" + random.nextInt(4))
                        .put("residentId", who[1])
                        .put("name", name(who));
                row.put("startedOn", "2025-05-01").put("endedOn", "2025-05-02").put("hospital", "浙江医院");
                for (String money : List.of("total", "fundPaid", "selfPay", "ownPay", "cashPay")) {
                    row.put(money, (long) random.nextInt(1000) - 500);
                }
                return row.get("settlementId").textValue();
            }
            case "resident" -> {
                String[] who = PEOPLE[random.nextInt(3)];
                row.put("residentId", who[1])
                        .put("name", name(who))
                        .put("birthDate", "1990-01-01")
                        .put("status", "living");
                return who[1];
            }
            default -> {
                row.put("entryRef", "E" + random.nextInt(3))
                        .put("statementId", "1")
                        .put("account", "33001");
                row.put("direction", "credit")
                        .put("currency", "CNY")
                        .put("amount", 5L)
                        .put("bookedOn", "2025-01-05");
                if (random.nextBoolean()) {
                    row.put("caseNo", pick(CASES));
                }
                return row.get("entryRef").textValue();
            }
        }
    }

    private void part(ObjectNode row, String name) {
        if (random.nextInt(12) > 0) {
            row.put(name, (long) random.nextInt(3) * 10);
        }
    }

    private ObjectNode party(ObjectNode party) {
        String[] who = PEOPLE[random.nextInt(PEOPLE.length)];
        return party.put("name", name(who)).put("idType", who[0]).put("id", who[1]);
    }

    private String name(String[] who) {
        return random.nextInt(5) == 0 ? who[2] + "x" : who[2];
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
