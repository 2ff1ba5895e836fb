package org.taxbrain.e2e.kibana;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.index.IndexNames;

/** Few documents of each index, as docs/contracts.md describes them, with every field that a panel can show; and one deleted. */
final class SampleDocuments {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int EACH = 60;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final LocalDate DAY =
            LocalDate.ofInstant(NOW, ZoneOffset.UTC).minusDays(2);
    private static final List<String> DEPARTMENTS = List.of("tax-core", "natural-resources", "public-security");
    private static final List<String> DATASETS = List.of("tax-arrears", "property-right", "resident");

    private SampleDocuments() {}

    /** A document of an index. */
    record Sample(String alias, String id, ObjectNode body) {}

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String id = "d" + i;
            samples.add(new Sample(IndexNames.TAXPAYER, id, taxpayer(i)));
            samples.add(new Sample(IndexNames.PROPERTY_UNIT, id, unit(i)));
            samples.add(new Sample(IndexNames.ENFORCEMENT_CASE, id, enforcementCase(i)));
            samples.add(new Sample(IndexNames.REMINDER, id, reminder(i)));
            samples.add(new Sample(IndexNames.QUARANTINE, id, quarantine(i)));
            samples.add(new Sample(IndexNames.FACT_VERSION, id, version(i)));
            samples.add(new Sample(IndexNames.BOOKS, id, book(i)));
            samples.add(new Sample(IndexNames.FEED_HEALTH, id, feedHealth(i)));
            samples.add(new Sample(IndexNames.record("standard-address"), id, address(i)));
        }
        for (int i = 0; i < 5; i++) {
            samples.add(new Sample(IndexNames.FINDING, "d" + i, finding(i)));
        }
        for (String alias : samples.stream().map(Sample::alias).distinct().toList()) {
            samples.add(new Sample(
                    alias, "gone", JSON.objectNode().put("deleted", true).put("deletedAt", NOW.toString())));
        }
        return samples;
    }

    private static ObjectNode document() {
        return JSON.objectNode().put("deleted", false);
    }

    private static <T> T pick(List<T> of, int i) {
        return of.get(i % of.size());
    }

    private static ObjectNode taxpayer(int i) {
        ObjectNode file = document();
        file.put("subject", "person:" + i);
        file.put("kind", pick(List.of("person", "person", "business", "djxh"), i));
        file.put("ruleRevision", i < 50 ? "r2" : "r1");
        file.putObject("summary").put("openArrears", i % 3 == 0 ? 1_000L * i : 0);
        file.putArray("reminders").add("open-arrears");
        return file;
    }

    private static ObjectNode unit(int i) {
        ObjectNode file = document();
        file.put("subject", "unit:" + i);
        file.put("kind", "property-unit");
        ObjectNode summary = file.putObject("summary");
        summary.put("division", pick(List.of("330106", "330102", "330110", "330182", "331099"), i));
        summary.put("activeRights", 1).put("activeHolders", i % 3).put("activeShares", i % 3);
        summary.put("activeMortgages", i % 2)
                .put("secured", i % 2 * 100_000_000L)
                .put("openApplications", i % 5 == 0 ? 1 : 0);
        return file;
    }

    private static ObjectNode enforcementCase(int i) {
        boolean isUnknown = i % 7 == 0;
        ObjectNode file = document();
        file.put("subject", "case:" + i);
        file.put("kind", "enforcement-case");
        ObjectNode summary = file.putObject("summary");
        summary.put("interestReceived", 3_000 + i).put("interestPaidOut", 1_000);
        summary.put("principalReceived", 90_000).put("principalPaidOut", 80_000);
        summary.put("costsReceived", 500).put("costsPaidOut", 400);
        summary.put("splitUnknown", isUnknown);
        if (!isUnknown) {
            summary.put("interestHeld", 2_000 + i);
        }
        // a case without movements has no such section
        if (i % 4 != 0) {
            file.putObject("sections").putObject("case-funds").put("count", i % 4);
        }
        return file;
    }

    private static ObjectNode reminder(int i) {
        boolean isInterest = i % 5 == 0;
        ObjectNode reminder = document();
        reminder.put("rule", isInterest ? "case-interest-unpaid" : "open-arrears");
        reminder.put("subjectHash", "hash" + i / 2)
                .put("subjectMasked", "3301**********12" + i)
                .put("name", "王*");
        // a taxpayer who is registered nowhere has no office
        if (i % 9 != 0) {
            reminder.put("office", pick(List.of("西湖区税务局第一税务所", "上城区税务局第二税务所", "余杭区税务局文新税务所"), i));
        }
        if (i % 10 == 0) {
            reminder.put("askCourt", true);
        } else {
            reminder.put("base", 10_000L + i);
            reminder.put("from", DAY.minusMonths(i).toString());
            reminder.put("asOf", DAY.minusDays(i).toString());
        }
        return reminder.put("rate", isInterest ? "0.20" : "0.0005").put("ruleRevision", "r2");
    }

    private static ObjectNode quarantine(int i) {
        ObjectNode entry = document();
        boolean isRejected = i % 20 == 0;
        entry.put("id", "q" + i).put("keyHash", "hash" + i).put("message", "a rule was broken");
        entry.put("dataset", isRejected ? "file.taxpayer" : pick(DATASETS, i));
        entry.put("department", isRejected ? "tax-brain" : pick(DEPARTMENTS, i));
        entry.put(
                "rule",
                isRejected ? "index-rejected" : pick(List.of("required", "identifier-of", "columns-missing"), i));
        // a row that was cut has no field that is at fault
        if (i % 3 != 2) {
            entry.put("field", pick(List.of("open", "holders.id"), i));
        }
        entry.put("batch", "b" + i / 10).put("position", "p" + i);
        return entry.put("landedAt", NOW.minus(i, ChronoUnit.DAYS).toString());
    }

    private static ObjectNode version(int i) {
        ObjectNode version = document();
        version.put("dataset", pick(DATASETS, i)).put("row", "row" + i / 2).put("sequence", i);
        return version.put("knownAt", NOW.minus(i % 30, ChronoUnit.DAYS).toString());
    }

    private static ObjectNode finding(int i) {
        ObjectNode finding = document();
        finding.put("kind", "lost-transaction")
                .put("job", i % 2 == 0 ? "file" : "clean")
                .put("what", "file-0-" + i);
        finding.put("open", i == 0).put("message", "what happened");
        return finding.put("foundAt", NOW.minus(i, ChronoUnit.HOURS).toString());
    }

    private static ObjectNode book(int i) {
        boolean isUnbalanced = i % 12 == 0;
        ObjectNode book = document();
        book.put("dataset", pick(DATASETS, i)).put("department", pick(DEPARTMENTS, i));
        book.put("batch", "batch-" + i + ".csv")
                .put("businessDate", DAY.minusDays(i).toString());
        // tables and interfaces don't say what they send
        if (i % 2 == 0) {
            book.put("sent", 20 + i).put("arrived", 20 + i);
        }
        book.put("landed", 20 + i).put("clean", 12 + i).put("quarantined", 3);
        book.put("superseded", 2).put("duplicate", isUnbalanced ? 2 : 3).put("accepted", 12 + i);
        book.put("unanswered", isUnbalanced ? 1 : 0).put("balanced", !isUnbalanced);
        if (isUnbalanced) {
            book.putArray("faults").add("landed is not the sum of the outcomes");
        }
        String landed = NOW.minus(i, ChronoUnit.DAYS).toString();
        return book.put("firstLandedAt", landed).put("lastLandedAt", landed);
    }

    /** Twenty days of each dataset. */
    private static ObjectNode feedHealth(int i) {
        LocalDate day = DAY.minusDays(i / DATASETS.size());
        ObjectNode health = document();
        health.put("dataset", pick(DATASETS, i)).put("department", pick(DEPARTMENTS, i));
        health.put("day", day.toString()).put("rows", 100 + i).put("deletions", i % 2);
        health.put("clean", 90 + i).put("quarantined", 10).put("superseded", 0).put("duplicate", 0);
        health.put("rejectedShare", 10.0 / (100 + i));
        // what is usual is not known before there are three days
        if (i / DATASETS.size() < 17) {
            health.put("usualRows", 100.5 + i % 4);
        }
        // rows that don't come by file are due at no time
        boolean isByFile = i % DATASETS.size() == 0;
        health.put("delivered", isByFile ? 1 : 0).put("refused", i % 30 == 0 ? 1 : 0);
        if (isByFile) {
            health.put("late", i % 4 == 0);
            health.put(
                    "dueAt",
                    day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        }
        health.put("lastLandedAt", NOW.minus(i, ChronoUnit.HOURS).toString());
        health.put("agreementExpiry", "2028-12-31").put("promise", "PT26H");
        health.putArray("warnings");
        return health;
    }

    private static ObjectNode address(int i) {
        ObjectNode row = document().put("key", "address-" + i);
        ObjectNode data = row.putObject("data");
        data.put("code", "address-" + i).put("address", "西湖区文一路" + i + "号");
        data.put("district", pick(List.of("330106", "330102", "330110"), i));
        // of some the police know neither the street nor the point
        if (i % 8 != 0) {
            data.put("street", pick(List.of("文新街道", "古荡街道", "转塘街道", "湖滨街道"), i));
        }
        if (i % 6 != 0) {
            data.put("point", (30.2 + i % 10 * 0.02) + "," + (120.1 + i % 7 * 0.02));
        }
        data.put("status", i % 5 == 0 ? "cancelled" : "in-use");
        data.put("updatedAt", NOW.minus(i, ChronoUnit.DAYS).toString());
        row.putObject("source").put("landedAt", NOW.minus(i, ChronoUnit.DAYS).toString());
        return row;
    }
}
