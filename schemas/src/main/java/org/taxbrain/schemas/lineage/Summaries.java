package org.taxbrain.schemas.lineage;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How the values under {@code summary} come about, by their names: what FileJob computes, in words and as a choice of rows. */
final class Summaries {
    private static final String ARREARS = "tax-arrears";
    private static final String RIGHTS = "property-right";
    static final String FUNDS = "case-funds";
    private static final String RECEIVED = "received";
    private static final String PAID_OUT = "paid-out";
    private static final String INTEREST = "interest";
    private static final String PRINCIPAL = "principal";

    private static final Map<String, Derivation> ALL = Map.of(
            "openArrears",
            Derivation.of(
                    "the sum of open over the rows of tax-arrears; 0 without any",
                    ARREARS,
                    item -> item.data().path("open").asLong() != 0,
                    "/open"),
            "activeRights",
            Derivation.of(
                    "the number of rows of property-right whose cancelledOn is absent",
                    RIGHTS,
                    item -> !item.data().hasNonNull("cancelledOn"),
                    "/registeredOn",
                    "/cancelledOn"),
            "interestReceived",
            sum(INTEREST, RECEIVED),
            "interestPaidOut",
            sum(INTEREST, PAID_OUT),
            "principalReceived",
            sum(PRINCIPAL, RECEIVED),
            "principalPaidOut",
            sum(PRINCIPAL, PAID_OUT),
            "interestHeld",
            Derivation.of(
                    "interestReceived less interestPaidOut; absent while splitUnknown is true",
                    FUNDS,
                    moved(INTEREST, RECEIVED).or(moved(INTEREST, PAID_OUT)),
                    "/direction",
                    "/interest"),
            "splitUnknown",
            Derivation.of(
                    "true if a row of case-funds lacks principal, interest or costs",
                    FUNDS,
                    Summaries::splitUnknown,
                    "/principal",
                    "/interest",
                    "/costs"));

    private Summaries() {}

    /** How a value comes about; empty: this build does not describe it. */
    static Optional<Derivation> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Whether a movement does not say of what its amount consists. */
    static boolean splitUnknown(Item item) {
        return !item.data().hasNonNull(PRINCIPAL)
                || !item.data().hasNonNull(INTEREST)
                || !item.data().hasNonNull("costs");
    }

    private static Derivation sum(String part, String direction) {
        return Derivation.of(
                "the sum of " + part + " over the rows of case-funds whose direction is " + direction
                        + "; what the court has not stated does not count",
                FUNDS,
                moved(part, direction),
                "/direction",
                "/" + part);
    }

    private static Predicate<Item> moved(String part, String direction) {
        return item -> item.data().path("direction").asText().equals(direction)
                && item.data().path(part).asLong() != 0;
    }
}
