package org.taxbrain.schemas.lineage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.taxbrain.schemas.index.IndexNames;

/** How the values under {@code summary} come about, by their names: what FileJob computes, in words and as a choice of rows. */
final class Summaries {
    private static final String ARREARS = "tax-arrears";
    static final String RIGHTS = "property-right";
    static final String MORTGAGES = "property-mortgage";
    static final String SEIZURES = "property-seizure";
    static final List<String> SEIZURE_FIELDS = List.of("/kind", "/renews", "/registeredOn", "/from", "/to");
    static final String FUNDS = "case-funds";
    private static final Set<String> ENDED = Set.of("registered", "refused", "withdrawn");
    private static final String RECEIVED = "received";
    private static final String PAID_OUT = "paid-out";
    private static final String INTEREST = "interest";
    private static final String PRINCIPAL = "principal";
    private static final String COSTS = "costs";

    private static final Map<String, Derivation> ALL = Map.ofEntries(
            entry(
                    IndexNames.TAXPAYER,
                    "openArrears",
                    "the sum of open over the rows of tax-arrears; 0 without any",
                    ARREARS,
                    item -> item.data().path("open").asLong() != 0,
                    "/open"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "division",
                    "the first six digits of the unit's number",
                    RIGHTS,
                    item -> true,
                    "/unitNo"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "activeRights",
                    "the number of rows of property-right whose cancelledOn is absent",
                    RIGHTS,
                    Summaries::isActive,
                    "/registeredOn",
                    "/cancelledOn"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "activeHolders",
                    "the number of different ids that hold a right whose cancelledOn is absent",
                    RIGHTS,
                    Summaries::isActive,
                    "/holders/*/id"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "activeShares",
                    "the number of holders with a share in the rows of property-right whose cancelledOn is absent",
                    RIGHTS,
                    Summaries::isActive,
                    "/holders/*/share"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "activeMortgages",
                    "the number of rows of property-mortgage whose cancelledOn is absent",
                    MORTGAGES,
                    Summaries::isActive,
                    "/registeredOn",
                    "/cancelledOn"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "secured",
                    "the sum of secured over the rows of property-mortgage whose cancelledOn is absent",
                    MORTGAGES,
                    Summaries::isActive,
                    "/secured",
                    "/cancelledOn"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "openApplications",
                    "the number of rows of property-application whose stage is not registered, refused or withdrawn",
                    "property-application",
                    item -> !ENDED.contains(item.data().path("stage").asText()),
                    "/stage",
                    "/acceptedOn"),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "seizures",
                    "the rows of property-seizure in their order, those that took effect before those that wait; a"
                            + " renewal moves the end of the seizure that it prolongs",
                    SEIZURES,
                    item -> true,
                    SEIZURE_FIELDS.toArray(String[]::new)),
            entry(
                    IndexNames.PROPERTY_UNIT,
                    "transfers",
                    "the rows of property-right by registeredOn and number",
                    RIGHTS,
                    item -> true,
                    "/rightNo",
                    "/registeredOn",
                    "/cancelledOn"),
            sum("interestReceived", INTEREST, RECEIVED),
            sum("interestPaidOut", INTEREST, PAID_OUT),
            sum("principalReceived", PRINCIPAL, RECEIVED),
            sum("principalPaidOut", PRINCIPAL, PAID_OUT),
            sum("costsReceived", COSTS, RECEIVED),
            sum("costsPaidOut", COSTS, PAID_OUT),
            entry(
                    IndexNames.ENFORCEMENT_CASE,
                    "parties",
                    "every id that a row of enforcement-case names as a party, with its roles; the name that the row"
                            + " with the lowest number gives it",
                    "enforcement-case",
                    item -> item.data().path("parties").size() > 0,
                    "/parties/*/id",
                    "/parties/*/role",
                    "/parties/*/name"),
            entry(
                    IndexNames.ENFORCEMENT_CASE,
                    "interestHeld",
                    "interestReceived less interestPaidOut; absent while splitUnknown is true",
                    FUNDS,
                    moved(INTEREST, RECEIVED).or(moved(INTEREST, PAID_OUT)),
                    "/direction",
                    "/interest"),
            entry(
                    IndexNames.ENFORCEMENT_CASE,
                    "splitUnknown",
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

    /** What the values rest on. */
    static Stream<Feed> feeds() {
        return ALL.entrySet().stream()
                .map(e -> new Feed(
                        e.getValue().file() + ".summary." + e.getKey(),
                        e.getValue().dataset(),
                        e.getValue().fields()));
    }

    /** Whether a movement does not say of what its amount consists. */
    static boolean splitUnknown(Item item) {
        return !item.data().hasNonNull(PRINCIPAL)
                || !item.data().hasNonNull(INTEREST)
                || !item.data().hasNonNull(COSTS);
    }

    /** Whether a right or a mortgage stands. */
    static boolean isActive(Item item) {
        return !item.data().hasNonNull("cancelledOn");
    }

    private static Map.Entry<String, Derivation> sum(String name, String part, String direction) {
        return entry(
                IndexNames.ENFORCEMENT_CASE,
                name,
                "the sum of " + part + " over the rows of case-funds whose direction is " + direction
                        + "; what the court has not stated does not count",
                FUNDS,
                moved(part, direction),
                "/direction",
                "/" + part);
    }

    private static Map.Entry<String, Derivation> entry(
            String file, String name, String rule, String dataset, Predicate<Item> counts, String... fields) {
        return Map.entry(name, new Derivation(file, rule, dataset, counts, List.of(fields)));
    }

    private static Predicate<Item> moved(String part, String direction) {
        return item -> item.data().path("direction").asText().equals(direction)
                && item.data().path(part).asLong() != 0;
    }
}
