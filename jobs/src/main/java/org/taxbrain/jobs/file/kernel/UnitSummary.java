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

    private static final String HOLDER = "holder";
    private static final String UNIT = "unit:";
    /** A unit's number begins with the code of the division in which its parcel lies (GB/T 37346). */
    private static final int DIVISION = 6;

    private final String unit;
    private final Set<String> holders = new HashSet<>();
    private final TreeSet<Transfer> transfers = new TreeSet<>(Transfer.ORDER);
    private final Seizures seizures = new Seizures();
    private final Fen secured = new Fen();
    private long activeRights;
    private long activeShares;
    private long activeMortgages;
    private long openApplications;

    UnitSummary(String unit) {
        this.unit = unit;
    }

    /** One link of the chain of rights. */
    private record Transfer(String rightNo, LocalDate registeredOn, LocalDate cancelledOn) {
        private static final Comparator<Transfer> ORDER = Comparator.comparing(
                        Transfer::registeredOn, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
                .thenComparing(Transfer::rightNo, CodePoints.ORDER);
    }

    void add(Fact fact) {
        switch (fact.dataset()) {
            case RIGHT -> addRight(fact.row());
            case MORTGAGE -> addMortgage(fact.row());
            case SEIZURE -> seizures.add(fact.row());
            case APPLICATION -> openApplications += ENDED.contains(fact.row().text("stage")) ? 0 : 1;
            default -> {
                // a dataset that is declared later stands in its section alone
            }
        }
    }

    private void addRight(Row row) {
        LocalDate cancelledOn = row.date("cancelledOn");
        transfers.add(new Transfer(row.key(), row.date("registeredOn"), cancelledOn));
        if (transfers.size() > FileDocument.LIMIT) {
            transfers.pollLast();
        }
        if (cancelledOn == null) {
            activeRights++;
            activeShares += row.texts("holders.share").size();
            row.subjects().of(row.values()).forEach((subject, mention) -> {
                if (mention.roles().contains(HOLDER)) {
                    holders.add(subject);
                }
            });
        }
    }

    private void addMortgage(Row row) {
        if (row.date("cancelledOn") == null) {
            activeMortgages++;
            secured.addStated(row.number("secured"));
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStringField("division", unit.substring(UNIT.length(), UNIT.length() + DIVISION));
        json.writeNumberField("activeRights", activeRights);
        json.writeNumberField("activeHolders", holders.size());
        json.writeNumberField("activeShares", activeShares);
        json.writeNumberField("activeMortgages", activeMortgages);
        json.writeFieldName("secured");
        json.writeNumber(secured.total());
        json.writeNumberField("openApplications", openApplications);
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

    /** Holders of the active rights, as presented. */
    Set<String> holders() {
        return holders;
    }

    /** What they are told. */
    UnitState state() {
        return new UnitState(activeMortgages > 0, secured.total(), seizures.inForce());
    }
}
