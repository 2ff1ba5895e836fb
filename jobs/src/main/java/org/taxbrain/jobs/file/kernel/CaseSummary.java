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

    private final Fen interestReceived = new Fen();
    private final Fen interestPaidOut = new Fen();
    private final Fen principalReceived = new Fen();
    private final Fen principalPaidOut = new Fen();
    private final Fen costsReceived = new Fen();
    private final Fen costsPaidOut = new Fen();
    private boolean splitUnknown;
    private LocalDate firstReceived;
    private LocalDate firstReceivedWithInterest;
    private LocalDate newest;

    void add(Fact fact) {
        if (!fact.dataset().equals(FUNDS)) {
            return;
        }
        Row row = fact.row();
        Long principal = row.number("principal");
        Long interest = row.number("interest");
        Long costs = row.number("costs");
        splitUnknown |= principal == null || interest == null || costs == null;
        LocalDate day = row.date("occurredOn");
        newest = later(newest, day);
        String direction = row.text("direction");
        if (RECEIVED.equals(direction)) {
            principalReceived.addStated(principal);
            interestReceived.addStated(interest);
            costsReceived.addStated(costs);
            firstReceived = earlier(firstReceived, day);
            if (interest != null && interest > 0) {
                firstReceivedWithInterest = earlier(firstReceivedWithInterest, day);
            }
        } else if (PAID_OUT.equals(direction)) {
            principalPaidOut.addStated(principal);
            interestPaidOut.addStated(interest);
            costsPaidOut.addStated(costs);
        }
    }

    private BigInteger interestHeld() {
        return interestReceived.total().subtract(interestPaidOut.total());
    }

    void write(JsonGenerator json) throws IOException {
        json.writeFieldName("interestReceived");
        json.writeNumber(interestReceived.total());
        json.writeFieldName("interestPaidOut");
        json.writeNumber(interestPaidOut.total());
        if (!splitUnknown) {
            json.writeFieldName("interestHeld");
            json.writeNumber(interestHeld());
        }
        json.writeFieldName("principalReceived");
        json.writeNumber(principalReceived.total());
        json.writeFieldName("principalPaidOut");
        json.writeNumber(principalPaidOut.total());
        json.writeFieldName("costsReceived");
        json.writeNumber(costsReceived.total());
        json.writeFieldName("costsPaidOut");
        json.writeNumber(costsPaidOut.total());
        json.writeBooleanField("splitUnknown", splitUnknown);
    }

    /** What the applicants are told: interest that the court holds, or that the split must be asked for; empty: nothing. */
    Optional<InterestHeld> interest() {
        if (splitUnknown) {
            return Optional.of(new InterestHeld(null, firstReceived, newest));
        }
        return interestHeld().signum() > 0
                ? Optional.of(new InterestHeld(interestHeld(), firstReceivedWithInterest, newest))
                : Optional.empty();
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }
}
