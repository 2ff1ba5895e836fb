package org.taxbrain.jobs.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.schemas.index.RowJson;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.ResultRecord;
import org.taxbrain.schemas.record.Topics;
import org.taxbrain.schemas.record.Wire;

/** An account, and a finding about one, as their topics hold them. */
final class AccountRecords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FINDING_KIND = "books-mismatch";
    /** Neither follows from a rule. */
    private static final String NO_RULES = "";

    private final Wire<ResultRecord> wire = Wire.result();
    private final Clock clock;

    AccountRecords(Clock clock) {
        this.clock = clock;
    }

    OutRecord account(Account account) {
        ObjectNode body = JSON.createObjectNode();
        body.put("dataset", account.dataset).put("batch", account.batch);
        if (account.department != null) {
            body.put("department", account.department);
        }
        if (account.sent >= 0) {
            body.put("sent", account.sent).put("arrived", account.arrived);
        }
        body.put("landed", account.landed);
        for (OutcomeKind kind : OutcomeKind.values()) {
            body.put(name(kind), account.count(kind));
        }
        body.put("accepted", account.accepted).put("unanswered", account.unanswered());
        if (account.amountField != null) {
            ObjectNode amounts = body.putObject("amounts").put("field", account.amountField);
            if (account.sentAmount != null) {
                amounts.put("sent", account.sentAmount);
            }
            amounts.put("arrived", account.arrivedAmount()).put("landed", account.landedAmount());
            for (OutcomeKind kind : OutcomeKind.values()) {
                amounts.put(name(kind), account.amount(kind));
            }
        }
        List<String> faults = account.faults();
        body.put("balanced", faults.isEmpty());
        faults.forEach(body.putArray("faults")::add);
        if (account.firstLandedAt > 0) {
            body.put("firstLandedAt", RowJson.instant(account.firstLandedAt));
            body.put("lastLandedAt", RowJson.instant(account.lastLandedAt));
        }
        return record(Topics.BOOKS, id(account), body);
    }

    /** @param faults what is, or was, unequal */
    OutRecord finding(Account account, String faults, boolean isOpen) {
        ObjectNode body = JSON.createObjectNode();
        body.put("kind", FINDING_KIND).put("job", BooksJob.NAME).put("what", id(account));
        body.put("open", isOpen).put("foundAt", clock.instant().toString());
        body.put(
                "message",
                isOpen
                        ? "the books of dataset " + account.dataset + ", batch " + account.batch + " don't balance: "
                                + faults + ". Look whether CleanJob runs and has read all that landed"
                                + " (./taxbrain status); then name the rows by: ./taxbrain reconcile " + account.dataset
                        : "the books balance again; they did not: " + faults);
        return record(Topics.FINDING, FINDING_KIND + '|' + id(account), body);
    }

    private static String id(Account account) {
        return account.dataset + '|' + account.batch;
    }

    private static String name(OutcomeKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private OutRecord record(String topic, String id, ObjectNode body) {
        try {
            return OutRecord.of(
                    topic, id, wire.encode(new ResultRecord(topic, id, NO_RULES, JSON.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values is always JSON", e);
        }
    }
}
