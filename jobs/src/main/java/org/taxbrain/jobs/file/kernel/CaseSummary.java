package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;

/** The money of one case: what the court received and paid out, and what interest it still holds. */
final class CaseSummary {
    private static final String FUNDS = "case-funds";
    private static final String RECEIVED = "received";
    private static final String PAID_OUT = "paid-out";
    private static final String PRINCIPAL = "/principal";
    private static final String INTEREST = "/interest";
    private static final String COSTS = "/costs";

    private static final String UNSPLIT = "unsplit";
    private static final String WITH_INTEREST = "received-with-interest";
    private static final String MOVED = "moved";

    private final Totals totals;

    /** @param totals of what {@link #measure} takes */
    CaseSummary(Totals totals) {
        this.totals = totals;
    }

    /** What of a fact counts. Names of measures are part of the state: never changed without the numbers behind them. */
    static void measure(Fact fact, Measures measures) {
        if (!fact.dataset().equals(FUNDS)) {
            return;
        }
        Row row = fact.row();
        Long principal = row.number("principal");
        Long interest = row.number("interest");
        Long costs = row.number("costs");
        LocalDate day = row.date("occurredOn");
        String direction = row.text("direction");
        if (principal == null || interest == null || costs == null) {
            measures.sum(UNSPLIT, 1L);
        }
        measures.last(MOVED, day);
        if (RECEIVED.equals(direction) || PAID_OUT.equals(direction)) {
            measures.sum(direction + PRINCIPAL, principal);
            measures.sum(direction + INTEREST, interest);
            measures.sum(direction + COSTS, costs);
        }
        if (RECEIVED.equals(direction)) {
            measures.first(RECEIVED, day);
            if (interest != null && interest > 0) {
                measures.first(WITH_INTEREST, day);
            }
        }
    }

    private boolean splitUnknown() {
        return totals.of(UNSPLIT).signum() > 0;
    }

    private BigInteger interestHeld() {
        return totals.of(RECEIVED + INTEREST).subtract(totals.of(PAID_OUT + INTEREST));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeFieldName("interestReceived");
        json.writeNumber(totals.of(RECEIVED + INTEREST));
        json.writeFieldName("interestPaidOut");
        json.writeNumber(totals.of(PAID_OUT + INTEREST));
        if (!splitUnknown()) {
            json.writeFieldName("interestHeld");
            json.writeNumber(interestHeld());
        }
        json.writeFieldName("principalReceived");
        json.writeNumber(totals.of(RECEIVED + PRINCIPAL));
        json.writeFieldName("principalPaidOut");
        json.writeNumber(totals.of(PAID_OUT + PRINCIPAL));
        json.writeFieldName("costsReceived");
        json.writeNumber(totals.of(RECEIVED + COSTS));
        json.writeFieldName("costsPaidOut");
        json.writeNumber(totals.of(PAID_OUT + COSTS));
        json.writeBooleanField("splitUnknown", splitUnknown());
    }

    /** What the applicants are told: interest that the court holds, or that the split must be asked for; empty: nothing. */
    Optional<InterestHeld> interest() {
        if (splitUnknown()) {
            return Optional.of(new InterestHeld(null, totals.firstOf(RECEIVED), totals.lastOf(MOVED)));
        }
        return interestHeld().signum() > 0
                ? Optional.of(new InterestHeld(interestHeld(), totals.firstOf(WITH_INTEREST), totals.lastOf(MOVED)))
                : Optional.empty();
    }
}
