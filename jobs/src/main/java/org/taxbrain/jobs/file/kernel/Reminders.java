package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.schemas.index.Masking;
import org.taxbrain.schemas.rule.RuleVersion;
import org.taxbrain.schemas.rule.Rules;

/** What one taxpayer is to be reminded of, by the rules in force. */
final class Reminders {
    private static final String ARREARS = "tax-arrears";
    private static final String OPEN_ARREARS = "open-arrears";
    private static final String SURCHARGE = "late-payment-surcharge";
    private static final String INTEREST_UNPAID = "case-interest-unpaid";
    private static final String INTEREST_TAX = "private-loan-interest";
    private static final String PERSON = "person:";
    private static final String CASE = "case:";

    private final Rules rules;
    private final String subject;
    private final List<Due> due = new ArrayList<>();
    private final TreeSet<String> open = new TreeSet<>(CodePoints.ORDER);

    Reminders(Rules rules, String subject) {
        this.rules = rules;
        this.subject = subject;
    }

    /** What differs between reminders; the rest is the subject's. */
    private record Due(
            String rule,
            String about,
            String fact,
            BigInteger base,
            Optional<RuleVersion> law,
            LocalDate from,
            LocalDate asOf) {}

    /** Tax arrears that are still open. */
    void add(Fact fact) {
        if (!fact.dataset().equals(ARREARS)) {
            return;
        }
        Long left = fact.row().number("open");
        if (left == null || left <= 0) {
            return;
        }
        LocalDate dueOn = fact.row().date("dueOn");
        LocalDate from = dueOn == null ? null : dueOn.plusDays(1);
        String about = ARREARS + '|' + fact.key();
        add(new Due(
                OPEN_ARREARS,
                about,
                about,
                BigInteger.valueOf(left),
                rules.rule(SURCHARGE).on(from),
                from,
                fact.row().date("asOf")));
    }

    /** Whether interest that a court holds for the subject is a reminder: a business's is taxed otherwise. */
    static boolean isOfInterest(String subject) {
        return subject.startsWith(PERSON);
    }

    /** Interest of a private loan that the court has received and not paid out: taxed as the applicant's income. */
    void add(String caseSubject, InterestHeld held) {
        if (isOfInterest(subject)) {
            add(new Due(
                    INTEREST_UNPAID,
                    caseSubject,
                    "enforcement-case|" + caseSubject.substring(CASE.length()),
                    held.fen(),
                    rules.rule(INTEREST_TAX).on(held.asOf()),
                    held.from(),
                    held.asOf()));
        }
    }

    private void add(Due reminder) {
        due.add(reminder);
        open.add(reminder.rule);
    }

    /** Rules of which a reminder is open. */
    TreeSet<String> open() {
        return open;
    }

    /** The reminders, JSON in UTF-8 by id. */
    Map<String, byte[]> json(String name, String office) {
        Map<String, byte[]> byId = new TreeMap<>();
        for (Due reminder : due) {
            byId.put(
                    reminder.rule + '|' + subject + '|' + reminder.about,
                    Json.object(json -> write(json, reminder, name, office)));
        }
        return byId;
    }

    private void write(JsonGenerator json, Due reminder, String name, String office) throws IOException {
        json.writeStringField("rule", reminder.rule);
        json.writeStringField("subject", subject);
        json.writeStringField("subjectMasked", Masking.subject(subject));
        Json.text(json, "name", Masking.subjectName(subject, name));
        Json.text(json, "office", office);
        json.writeStringField("fact", reminder.fact);
        if (reminder.base == null) {
            json.writeBooleanField("askCourt", true);
        } else {
            json.writeFieldName("base");
            json.writeNumber(reminder.base);
        }
        Json.text(json, "rate", reminder.law.map(v -> v.rate().toPlainString()).orElse(null));
        Json.text(json, "from", reminder.from);
        Json.text(json, "asOf", reminder.asOf);
        json.writeStringField("ruleRevision", rules.revision());
        Json.text(json, "legalBasis", reminder.law.map(RuleVersion::legalBasis).orElse(null));
    }
}
