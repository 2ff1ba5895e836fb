package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What one unit comes to: who holds it, what burdens it, how it came to be whose it is. */
final class UnitSummary {
    private static final String RIGHT = "property-right";
    private static final String MORTGAGE = "property-mortgage";
    private static final String SEIZURE = "property-seizure";
    private static final String APPLICATION = "property-application";
    /** Stages in which a case of the combined counter has come to its end. */
    private static final Set<String> ENDED = Set.of("registered", "refused", "withdrawn");

    /** Their rows are read one by one: each can concern all others of them, or somebody who is to be told. */
    static final Set<String> READ_WHOLE = Set.of(RIGHT, SEIZURE);

    private static final String ACTIVE_RIGHTS = "activeRights";
    private static final String ACTIVE_SHARES = "activeShares";
    private static final String ACTIVE_MORTGAGES = "activeMortgages";
    private static final String SECURED = "secured";
    private static final String OPEN_APPLICATIONS = "openApplications";

    private static final String HOLDER = "holder";
    private static final String UNIT = "unit:";
    /** A unit's number begins with the code of the division in which its parcel lies (GB/T 37346). */
    private static final int DIVISION = 6;

    private final String unit;
    private final Set<String> holders = new HashSet<>();
    private final TreeSet<Transfer> transfers = new TreeSet<>(Transfer.ORDER);
    private final Seizures seizures = new Seizures();
    private final Totals totals;

    /** @param totals of what {@link #measure} takes of the unit's facts */
    UnitSummary(String unit, Totals totals) {
        this.unit = unit;
        this.totals = totals;
    }

    /** One link of the chain of rights. */
    private record Transfer(String rightNo, LocalDate registeredOn, LocalDate cancelledOn) {
        private static final Comparator<Transfer> ORDER = Comparator.comparing(
                        Transfer::registeredOn, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
                .thenComparing(Transfer::rightNo, CodePoints.ORDER);
    }

    /** What of a fact is summed up. Names of measures are part of the state: never changed without the numbers behind them. */
    static void measure(Fact fact, Measures measures) {
        Row row = fact.row();
        switch (fact.dataset()) {
            case RIGHT -> {
                if (isActive(row)) {
                    measures.sum(ACTIVE_RIGHTS, 1L);
                    measures.sum(
                            ACTIVE_SHARES, (long) row.texts("holders.share").size());
                }
            }
            case MORTGAGE -> {
                if (isActive(row)) {
                    measures.sum(ACTIVE_MORTGAGES, 1L);
                    measures.sum(SECURED, row.number("secured"));
                }
            }
            case APPLICATION -> {
                if (!ENDED.contains(row.text("stage"))) {
                    measures.sum(OPEN_APPLICATIONS, 1L);
                }
            }
            default -> {
                // a dataset that is declared later stands in its section alone
            }
        }
    }

    private static boolean isActive(Row row) {
        return row.date("cancelledOn") == null;
    }

    /** Adds a fact, if its row is one that must be read itself. */
    void add(Fact fact) {
        if (fact.dataset().equals(RIGHT)) {
            addRight(fact.row());
        } else if (fact.dataset().equals(SEIZURE)) {
            seizures.add(fact.row());
        }
    }

    private void addRight(Row row) {
        transfers.add(new Transfer(row.key(), row.date("registeredOn"), row.date("cancelledOn")));
        if (transfers.size() > FileDocument.LIMIT) {
            transfers.pollLast();
        }
        if (isActive(row)) {
            holders.addAll(row.subjectsIn(HOLDER));
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("division", unit.substring(UNIT.length(), UNIT.length() + DIVISION));
        total(json, ACTIVE_RIGHTS);
        json.writeNumberField("activeHolders", holders.size());
        total(json, ACTIVE_SHARES);
        total(json, ACTIVE_MORTGAGES);
        total(json, SECURED);
        total(json, OPEN_APPLICATIONS);
        Seizure.write(json, seizures.inOrder());
        json.writeArrayFieldStart("transfers");
        for (Transfer transfer : transfers) {
            json.writeStartObject();
            json.writeStringField("rightNo", transfer.rightNo);
            Json.text(json, "registeredOn", transfer.registeredOn);
            Json.text(json, "cancelledOn", transfer.cancelledOn);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void total(JsonGenerator json, String measure) throws IOException {
        json.writeFieldName(measure);
        json.writeNumber(totals.of(measure));
    }

    /** Holders of the active rights, as presented. */
    Set<String> holders() {
        return holders;
    }

    /** What they are told. */
    UnitState state() {
        return new UnitState(totals.of(ACTIVE_MORTGAGES).signum() > 0, totals.of(SECURED), seizures.inForce());
    }
}
