package org.taxbrain.schemas.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.taxbrain.schemas.lineage.Basis.Source;
import org.taxbrain.schemas.lineage.Lineage.Law;
import org.taxbrain.schemas.record.SubjectId;
import org.taxbrain.schemas.rule.Rule;
import org.taxbrain.schemas.rule.RuleVersion;
import org.taxbrain.schemas.rule.Rules;

/** Why a taxpayer is reminded of something. */
final class ReminderBasis {
    private static final String ARREARS = "tax-arrears";
    private static final String CASES = "enforcement-case";
    private static final List<String> ARREARS_FIELDS = List.of("/open", "/dueOn", "/asOf");
    private static final List<String> CASE_FIELDS = List.of("/cause", "/caseNo");
    private static final List<String> FUNDS_FIELDS =
            List.of("/direction", "/principal", "/interest", "/costs", "/occurredOn");
    private static final List<String> DUE = List.of("/open");
    private static final List<String> APPLICANT = List.of("/cause", "/filedOn", "/parties/*/role");
    private static final List<String> HELD = List.of("/direction", "/principal", "/interest", "/costs");
    private static final List<String> SPLIT = List.of("/principal", "/interest", "/costs");
    private static final List<String> PARTY = List.of("/parties/*/id", "/parties/*/idType");
    /** What reminders rest on, and the names of those that are open in a file. */
    static final List<Feed> FEEDS = List.of(
            new Feed("taxpayer.reminders", ARREARS, DUE),
            new Feed("taxpayer.reminders", CASES, APPLICANT),
            new Feed("taxpayer.reminders", Summaries.FUNDS, HELD),
            new Feed("reminder.rule", ARREARS, DUE),
            new Feed("reminder.rule", CASES, APPLICANT),
            new Feed("reminder.rule", Summaries.FUNDS, HELD),
            new Feed("reminder.subjectHash", ARREARS, List.of("/djxh")),
            new Feed("reminder.subjectHash", CASES, PARTY),
            new Feed("reminder.subjectMasked", ARREARS, List.of("/djxh")),
            new Feed("reminder.subjectMasked", CASES, PARTY),
            new Feed("reminder.fact", ARREARS, List.of("/arrearsId")),
            new Feed("reminder.fact", CASES, List.of("/caseNo", "/predecessorNo")),
            new Feed("reminder.base", ARREARS, DUE),
            new Feed("reminder.base", Summaries.FUNDS, List.of("/direction", "/interest")),
            new Feed("reminder.from", ARREARS, List.of("/dueOn")),
            new Feed("reminder.from", Summaries.FUNDS, List.of("/direction", "/interest", "/occurredOn")),
            new Feed("reminder.rate", ARREARS, List.of("/dueOn")),
            new Feed("reminder.rate", Summaries.FUNDS, List.of("/occurredOn")),
            new Feed("reminder.legalBasis", ARREARS, List.of("/dueOn")),
            new Feed("reminder.legalBasis", Summaries.FUNDS, List.of("/occurredOn")),
            new Feed("reminder.asOf", ARREARS, List.of("/asOf")),
            new Feed("reminder.asOf", Summaries.FUNDS, List.of("/occurredOn")),
            new Feed("reminder.askCourt", Summaries.FUNDS, SPLIT),
            new Feed("reminder.office", "taxpayer", List.of("/office")));

    private final FileView file;
    private final Rules rules;
    private final Function<String, Optional<FileView>> files;

    /** @param files the file of another subject, by its id */
    ReminderBasis(FileView file, Rules rules, Function<String, Optional<FileView>> files) {
        this.file = file;
        this.rules = rules;
        this.files = files;
    }

    Basis of(String reminder) {
        return switch (reminder) {
            case "open-arrears" -> openArrears();
            case "case-interest-unpaid" -> caseInterestUnpaid();
            default ->
                Basis.derived("by a rule that this build does not describe", List.of())
                        .with("The command line is of another build than FileJob: take both from one.");
        };
    }

    private Basis openArrears() {
        List<Item> open = file.section(ARREARS).stream()
                .filter(i -> i.data().path("open").asLong() > 0)
                .toList();
        Rule surcharge = rules.rule("late-payment-surcharge");
        List<Law> laws = open.stream()
                .map(i -> day(i.data().path("dueOn")))
                .filter(Objects::nonNull)
                .flatMap(due -> surcharge.on(due.plusDays(1)).stream())
                .distinct()
                .map(v -> law(surcharge, v))
                .toList();
        Basis basis = new Basis(
                "one reminder for each row of tax-arrears with open above 0; base = open, from = the day after dueOn,"
                        + " rate = the surcharge in force on that day",
                laws,
                open.stream().map(i -> new Source(i, ARREARS_FIELDS)).toList(),
                List.of());
        return open.isEmpty() ? basis.with("The arrears are not among the rows that the section shows.") : basis;
    }

    private Basis caseInterestUnpaid() {
        List<Source> sources = new ArrayList<>();
        List<Law> laws = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Set<String> told = new HashSet<>();
        Rule tax = rules.rule("private-loan-interest");
        for (Item item : file.section(CASES)) {
            boolean applicant = item.mentions().stream().anyMatch(m -> "applicant".equals(m.role()));
            if (!applicant || !item.data().path("cause").asText().equals("private-lending")) {
                continue;
            }
            String caseNo = item.data().path("caseNo").asText();
            Optional<FileView> found = files.apply(debt(caseNo));
            if (found.isPresent() && !told.add(found.get().subject())) {
                continue;
            }
            if (found.isEmpty()) {
                notes.add("The file of case " + caseNo + " is not in the index: its money can't be listed.");
                continue;
            }
            List<Item> funds = found.get().section(Summaries.FUNDS);
            JsonNode summary = found.get().document().path("summary");
            boolean unknown = summary.path("splitUnknown").asBoolean();
            if (!unknown && summary.path("interestHeld").asLong() <= 0) {
                continue;
            }
            List<String> fields = new ArrayList<>(CASE_FIELDS);
            item.mentions().forEach(m -> fields.add(m.field()));
            sources.add(new Source(item, fields));
            funds.stream()
                    .filter(f -> unknown
                            ? Summaries.splitUnknown(f)
                            : f.data().path("interest").asLong() != 0)
                    .forEach(f -> sources.add(new Source(f, FUNDS_FIELDS)));
            funds.stream()
                    .map(f -> day(f.data().path("occurredOn")))
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .flatMap(tax::on)
                    .map(v -> law(tax, v))
                    .filter(v -> !laws.contains(v))
                    .ifPresent(laws::add);
        }
        return new Basis(
                "one reminder for each debt of whose newest case the cause is private-lending and the person is an applicant,"
                        + " and of which the court holds interest (interestHeld above 0) or has not stated the split (splitUnknown);"
                        + " rate = the tax in force on the day of the newest movement",
                laws,
                sources,
                notes);
    }

    /** The file of a case number: of the debt, where the court has it under several numbers. */
    private String debt(String caseNo) {
        for (JsonNode debt : file.document().path("debts")) {
            for (JsonNode number : debt.path("numbers")) {
                if (number.asText().equals(caseNo)) {
                    return debt.path("case").asText();
                }
            }
        }
        return SubjectId.of("case-no", caseNo);
    }

    private static LocalDate day(JsonNode date) {
        return date.isTextual() ? LocalDate.parse(date.asText()) : null;
    }

    private static Law law(Rule rule, RuleVersion version) {
        return new Law(
                rule.id(),
                rule.title(),
                version.rate().toPlainString(),
                version.per().name().toLowerCase(Locale.ROOT),
                version.validFrom().toString(),
                version.validTo() == null ? null : version.validTo().toString(),
                version.legalBasis(),
                version.source(),
                version.verified());
    }
}
