package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.taxbrain.jobs.file.kernel.Recomputation.Version;

/** Random rows and changes over few people, units and cases, so that everything meets everything often. */
public final class SmallCity {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final List<String> DATASETS = List.of(
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
            "family-relation",
            "bank-statement",
            "position-holder");

    private record Person(String idType, String id, String name) {}

    private static final List<Person> RESIDENTS = List.of(
            new Person("resident-id", "330106199001011234", "王伟"),
            new Person("resident-id", "330106199001015678", "欧阳娜娜"),
            new Person("resident-id", "330106199001019999", "李娜"));
    private static final List<Person> PEOPLE = List.of(
            RESIDENTS.get(0),
            RESIDENTS.get(1),
            RESIDENTS.get(2),
            new Person("uscc", "91330106MA2ABCDE1X", "杭州西湖餐饮有限公司"),
            new Person("uscc", "91330106MA2FGHJK2Y", "𠮷田商店"),
            new Person("passport", "E12345678", "John Smith"),
            // presented as the tax core does: notices and facts of others follow the register too
            new Person("djxh", "10113301000000000001", "王伟"));
    /** Ids that a resident can have had before. */
    private static final List<Person> FORMER = List.of(RESIDENTS.get(0), RESIDENTS.get(1), PEOPLE.get(5));
    /** Those who can hold a position: a registration is no holder. */
    private static final List<Person> HOLDERS = PEOPLE.subList(0, PEOPLE.size() - 1);

    private static final List<String> DJXH =
            List.of("10113301000000000001", "10113301000000000002", "10113301000000000003");
    private static final List<String> UNITS = List.of("330106001001GB00001F00010001", "330106001001GB00001F00010002");
    private static final List<String> SEIZURES = List.of("CF0", "CF1", "CF2", "CF3", "CF4", "CF5");
    private static final List<String> CASES =
            List.of("(2021)浙0102执1234号", "(2022)浙0102执恢5号", "(2020)浙0102执77号", "(2023)浙0102执恢6号");
    /** What is the same in all rows of a dataset, and tells nothing. */
    private static final List<String> CONSTANT = List.of(
            "status",
            "tax",
            "periodFrom",
            "periodTo",
            "assessed",
            "asOf",
            "rightKind",
            "area",
            "price",
            "registeredOn",
            "businessName");

    private final Random random;
    private final Dice dice;
    private final Ledger ledger = new Ledger();

    public SmallCity(long seed) {
        this.random = new Random(seed);
        this.dice = random::nextInt;
    }

    /** A change of one row; a null row is a deletion. */
    public record Change(String dataset, String key, long order, ObjectNode row) {}

    /** The rows that are left. */
    public Map<String, Map<String, Version>> rows() {
        return ledger.rows();
    }

    /** A random change, applied to {@link #rows}: a new row, a new version, a deletion, or a row under another key. */
    public List<Change> next() {
        String dataset = dice.pick(DATASETS);
        List<Change> existing = ledger.left(dataset);
        int what = dice.next(10);
        if (what < 2 && !existing.isEmpty()) {
            return List.of(delete(dice.pick(existing)));
        }
        if (what == 2 && !existing.isEmpty()) {
            return List.of(delete(dice.pick(existing)), insert(dataset));
        }
        return List.of(insert(dataset));
    }

    /** Deletes all that is left, in random order. */
    public List<Change> deleteAll() {
        List<Change> left = new ArrayList<>();
        DATASETS.forEach(dataset -> left.addAll(ledger.left(dataset)));
        Collections.shuffle(left, random);
        return left.stream().map(this::delete).toList();
    }

    private Change delete(Change row) {
        return ledger.delete(row.dataset(), row.key());
    }

    private Change insert(String dataset) {
        String key = dice.pick(keys(dataset));
        return ledger.put(dataset, key, row(dataset, key, dice));
    }

    /** The keys that a dataset's rows can have. */
    static List<String> keys(String dataset) {
        return switch (dataset) {
            case "taxpayer" -> DJXH;
            case "tax-arrears" -> List.of("QS0", "QS1", "QS2", "QS3", "QS4");
            case "property-right" -> List.of("R0", "R1", "R2", "R3");
            case "property-mortgage" -> List.of("DY0", "DY1", "DY2", "DY3");
            case "property-seizure" -> SEIZURES;
            case "property-application" -> List.of("SL0", "SL1", "SL2", "SL3");
            case "housing-loan" -> List.of("DK0", "DK1", "DK2", "DK3");
            case "enforcement-case" -> CASES;
            case "case-funds" -> List.of("M0", "M1", "M2", "M3", "M4", "M5");
            case "medical-settlement" -> List.of("S0", "S1", "S2", "S3");
            case "resident" -> RESIDENTS.stream().map(Person::id).toList();
            case "family-relation" -> List.of("GX0", "GX1", "GX2", "GX3", "GX4");
            case "bank-statement" -> List.of("E0", "E1", "E2");
            case "position-holder" -> List.of("RZ0", "RZ1", "RZ2", "RZ3");
            default -> throw new IllegalArgumentException(dataset);
        };
    }

    /** A random row under a key. */
    static ObjectNode row(String dataset, String key, Dice dice) {
        ObjectNode row = keyed(dataset, JSON.createObjectNode(), key);
        fill(dataset, row, dice);
        return row;
    }

    /** The row under another key. */
    static ObjectNode keyed(String dataset, ObjectNode row, String key) {
        String field =
                switch (dataset) {
                    case "taxpayer" -> "djxh";
                    case "tax-arrears" -> "arrearsId";
                    case "property-right" -> "rightNo";
                    case "property-mortgage" -> "mortgageNo";
                    case "property-seizure" -> "seizureNo";
                    case "property-application" -> "applicationNo";
                    case "housing-loan" -> "loanNo";
                    case "enforcement-case" -> "caseNo";
                    case "case-funds" -> "movementId";
                    case "medical-settlement" -> "settlementId";
                    case "resident" -> "residentId";
                    case "family-relation" -> "relationNo";
                    case "bank-statement" -> "entryRef";
                    case "position-holder" -> "positionId";
                    default -> throw new IllegalArgumentException(dataset);
                };
        return row.deepCopy().put(field, key);
    }

    /** The row with another owner; of a register row, who the id is; of what belongs to a case or unit, another one. */
    static ObjectNode moved(String dataset, ObjectNode row, Dice dice) {
        ObjectNode moved = row.deepCopy();
        switch (dataset) {
            case "taxpayer" -> present(moved, dice.pick(PEOPLE), dice);
            case "tax-arrears" -> moved.put("djxh", dice.pick(DJXH));
            case "property-right" -> {
                if (dice.next(3) == 0) {
                    moved.put("unitNo", dice.pick(UNITS));
                } else {
                    present((ObjectNode) moved.get("holders").get(0), dice.pick(PEOPLE), dice);
                }
            }
            case "property-mortgage", "property-seizure" -> moved.put("unitNo", dice.pick(UNITS));
            case "property-application" -> {
                if (moved.get("applicants").isEmpty()) {
                    moved.put("unitNo", dice.pick(UNITS));
                } else {
                    present((ObjectNode) moved.get("applicants").get(0), dice.pick(PEOPLE), dice);
                }
            }
            case "housing-loan" -> mention(moved, "borrower", dice);
            case "enforcement-case" -> {
                if (dice.next(2) == 0) {
                    continues(moved, dice);
                } else if (!moved.get("parties").isEmpty()) {
                    present((ObjectNode) moved.get("parties").get(0), dice.pick(PEOPLE), dice);
                }
            }
            case "medical-settlement" ->
                moved.put("residentId", dice.pick(RESIDENTS).id());
            case "case-funds", "bank-statement" -> moved.put("caseNo", dice.pick(CASES));
            case "resident" -> formerIds(moved, dice);
            case "family-relation" -> mention(moved, dice.pick("person", "relative"), dice);
            case "position-holder" -> {
                if (dice.next(2) == 0) {
                    moved.put("djxh", dice.pick(DJXH));
                } else {
                    present(moved, dice.pick(HOLDERS), dice);
                }
            }
            default -> throw new IllegalArgumentException(dataset);
        }
        return moved;
    }

    /** The row as JSON, without what is the same in all of them. */
    static String telling(ObjectNode row) {
        return row.deepCopy().without(CONSTANT).toString();
    }

    private static void fill(String dataset, ObjectNode row, Dice dice) {
        switch (dataset) {
            case "taxpayer" -> {
                present(row, dice.pick(PEOPLE), dice);
                row.put("status", "normal")
                        .put("office", dice.pick("西湖税务所", "上城税务所"))
                        .put("registeredOn", "2015-04-01");
            }
            case "tax-arrears" -> {
                row.put("djxh", dice.pick(DJXH)).put("tax", "增值税");
                row.put("periodFrom", "2000-01-01").put("periodTo", "2000-03-31");
                row.put("dueOn", dice.pick("2001-04-29", "2001-04-30", "2025-06-15"))
                        .put("assessed", 5_000);
                row.put("open", dice.next(3) * 1_234L).put("asOf", "2026-03-01");
            }
            case "property-right" -> {
                row.put("unitNo", dice.pick(UNITS)).put("rightKind", "building");
                ArrayNode holders = row.putArray("holders");
                for (int i = dice.next(3); i >= 0; i--) {
                    present(holders.addObject().put("share", "1/2"), dice.pick(PEOPLE), dice);
                }
                row.put("area", new BigDecimal("89.5"))
                        .put("price", 6_500_000_00L)
                        .put("registeredOn", "2020-02-29");
                if (dice.next(4) == 1) {
                    row.put("cancelledOn", "2024-01-01");
                }
                switch (dice.next(5)) {
                    case 0 -> {}
                    case 1 -> row.put("use", "城镇住宅用地/非住宅");
                    case 2 -> row.put("use", "住宅");
                    default -> row.put("use", "城镇住宅用地/住宅");
                }
            }
            case "property-mortgage" -> {
                row.put("unitNo", dice.pick(UNITS))
                        .put("mortgageeName", "杭州某银行")
                        .put("mortgageeId", "91330106MA2ABCDE1X");
                row.put("secured", dice.next(3) * 500_000_00L).put("registeredOn", "2021-02-03");
                if (dice.next(4) == 1) {
                    row.put("cancelledOn", "2025-01-01");
                }
            }
            case "property-seizure" -> seizure(row, dice);
            case "property-application" -> {
                row.put("unitNo", dice.pick(UNITS));
                row.put("kind", dice.pick("registration", "transfer", "mortgage"))
                        .put("acceptedOn", "2026-02-02");
                row.put("stage", dice.pick("accepted", "reviewing", "taxing", "registered", "refused", "withdrawn"));
                ArrayNode applicants = row.putArray("applicants");
                for (int i = dice.next(3); i > 0; i--) {
                    present(applicants.addObject(), dice.pick(PEOPLE), dice);
                }
            }
            case "housing-loan" -> {
                row.put("unitNo", dice.pick(UNITS));
                mention(row, "borrower", dice);
                if (dice.next(2) == 1) {
                    mention(row, "coBorrower", dice);
                }
                row.put("firstHome", dice.next(2) == 1).put("amount", 1_000_000_00L);
                row.put("status", dice.pick("normal", "overdue", "settled")).put("from", "2022-06-07");
            }
            case "enforcement-case" -> {
                row.put("court", "杭州市上城区人民法院");
                row.put("cause", dice.next(4) == 1 ? "sale-contract" : "private-lending");
                row.put("stage", dice.pick("filed", "enforcing", "closed"))
                        .put("filedOn", dice.pick("2021-03-04", "2022-03-04"));
                continues(row, dice);
                ArrayNode parties = row.putArray("parties");
                for (int i = dice.next(4); i > 0; i--) {
                    ObjectNode party = parties.addObject().put("role", dice.pick("applicant", "applicant", "debtor"));
                    present(party, dice.pick(PEOPLE), dice);
                }
            }
            case "case-funds" -> {
                row.put("caseNo", dice.pick(CASES));
                row.put("direction", dice.pick("received", "received", "paid-out"))
                        .put("amount", 100L);
                part(row, "principal", dice);
                part(row, "interest", dice);
                part(row, "costs", dice);
                row.put("occurredOn", LocalDate.of(2025, 1, 1 + dice.next(28)).toString());
            }
            case "medical-settlement" -> {
                Person who = dice.pick(RESIDENTS);
                row.put("residentId", who.id).put("name", name(who, dice));
                row.put("startedOn", "2024-05-01")
                        .put("endedOn", dice.pick("2025-05-02", "2024-12-31"))
                        .put("hospital", "浙江医院");
                for (String money : List.of("total", "fundPaid", "selfPay", "ownPay", "cashPay")) {
                    row.put(money, (long) dice.next(1000) - 500);
                }
            }
            case "resident" -> {
                row.put("name", name(dice.pick(RESIDENTS), dice))
                        .put("birthDate", "1990-01-01")
                        .put("status", "living");
                formerIds(row, dice);
            }
            case "family-relation" -> {
                row.put("kind", dice.pick("marriage", "parent-child", "parent-child"));
                mention(row, "person", dice);
                mention(row, "relative", dice);
                row.put("from", dice.pick("2010-05-20", "2015-01-01"));
                if (dice.next(4) == 1) {
                    row.put("to", "2024-06-01");
                }
            }
            case "position-holder" -> {
                row.put("djxh", dice.pick(DJXH)).put("businessName", "杭州西湖餐饮有限公司");
                row.put("kind", dice.pick("legal-representative", "finance-head", "tax-handler", "accounting-agent"));
                present(row, dice.pick(HOLDERS), dice);
                row.put("from", dice.pick("2019-01-02", "2020-01-02"));
                if (dice.next(3) == 1) {
                    row.put("to", "2024-12-31");
                }
            }
            default -> {
                row.put("statementId", "1").put("account", "33001");
                row.put("direction", "credit")
                        .put("currency", "CNY")
                        .put("amount", 5L)
                        .put("bookedOn", "2025-01-05");
                if (dice.next(2) == 1) {
                    row.put("caseNo", dice.pick(CASES));
                }
            }
        }
    }

    /** A case goes on with another, with none, or, as clerks err, with one that goes on with it. */
    private static void continues(ObjectNode row, Dice dice) {
        row.remove("predecessorNo");
        if (dice.next(3) > 0) {
            row.put("predecessorNo", dice.pick(CASES));
        }
    }

    private static void seizure(ObjectNode row, Dice dice) {
        String kind =
                dice.pick("seizure", "waiting", "pre-seizure", "waiting-pre-seizure", "renewal", "renewal", "renewal");
        row.put("unitNo", dice.pick(UNITS)).put("kind", kind);
        if (kind.equals("renewal") && dice.next(8) != 1) {
            row.put("renews", dice.pick(SEIZURES));
        }
        String registered = dice.pick("2023-01-05", "2024-01-05", "2025-01-05");
        row.put("authority", "杭州市西湖区人民法院").put("registeredOn", registered);
        if (!kind.startsWith("waiting")) {
            row.put("from", registered).put("to", dice.pick("2026-01-04", "2027-01-04", "2028-01-04"));
        }
    }

    private static void mention(ObjectNode row, String as, Dice dice) {
        Person who = dice.pick(PEOPLE);
        row.put(as + "Name", name(who, dice)).put(as + "IdType", who.idType).put(as + "Id", who.id);
    }

    /** A resident's former ids: those of others too, who may have rows of their own, as an id that was given twice has. */
    private static void formerIds(ObjectNode row, Dice dice) {
        int ids = dice.next(3);
        if (ids == 0) {
            row.remove("formerIds");
            return;
        }
        ArrayNode former = row.putArray("formerIds");
        for (int i = ids; i > 0; i--) {
            Person who = dice.pick(FORMER);
            former.addObject().put("idType", who.idType).put("id", who.id);
        }
    }

    private static void part(ObjectNode row, String name, Dice dice) {
        int part = dice.next(12);
        if (part > 0) {
            row.put(name, part % 3 * 10L);
        }
    }

    private static void present(ObjectNode party, Person who, Dice dice) {
        party.put("name", name(who, dice)).put("idType", who.idType).put("id", who.id);
    }

    private static String name(Person who, Dice dice) {
        return dice.next(5) == 1 ? who.name + "x" : who.name;
    }
}
