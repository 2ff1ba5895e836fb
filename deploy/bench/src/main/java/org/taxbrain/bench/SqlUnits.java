package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Field;

/** The units' files. There are rights alone, so nothing burdens a unit. */
final class SqlUnits extends SqlDocuments {
    private static final long serialVersionUID = 1L;
    private static final String RIGHT = "property-right";
    private static final Dataset RIGHTS = Side.CATALOGUE.dataset(RIGHT);
    private static final int REGISTERED = at("registeredOn");
    private static final int CANCELLED = at("cancelledOn");
    private static final int HOLDERS = at("holders");
    private static final List<Field> HOLDER = RIGHTS.field("holders").children();
    private static final int ID = HOLDER.indexOf(RIGHTS.field("holders.id"));
    private static final int SHARE = HOLDER.indexOf(RIGHTS.field("holders.share"));
    private static final int DIVISION = 6;

    SqlUnits() {
        super(List.of(RIGHT), true);
    }

    /** One link of the chain of rights. */
    private record Transfer(String rightNo, LocalDate registeredOn, LocalDate cancelledOn) {
        private static final Comparator<Transfer> ORDER = Comparator.comparing(
                        Transfer::registeredOn, Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
                .thenComparing(Transfer::rightNo);
    }

    @Override
    void summary(JsonGenerator json, RowData row) throws IOException {
        TreeSet<Transfer> transfers = new TreeSet<>(Transfer.ORDER);
        Set<String> holders = new HashSet<>();
        int active = 0;
        int shares = 0;
        for (RowData item : items(RIGHTS, row, column(0))) {
            transfers.add(new Transfer(item.getString(ROW).toString(), date(item, REGISTERED), date(item, CANCELLED)));
            if (item.isNullAt(CANCELLED)) {
                active++;
                ArrayData named = item.getArray(HOLDERS);
                for (int i = 0; i < named.size(); i++) {
                    RowData holder = named.getRow(i, HOLDER.size());
                    holders.add(holder.getString(ID).toString());
                    shares += holder.isNullAt(SHARE) ? 0 : 1;
                }
            }
        }
        String unit = id(row);
        int number = unit.indexOf(':') + 1;
        json.writeStringField("division", unit.substring(number, number + DIVISION));
        json.writeNumberField("activeRights", active);
        json.writeNumberField("activeHolders", holders.size());
        json.writeNumberField("activeShares", shares);
        json.writeNumberField("activeMortgages", 0);
        json.writeNumberField("secured", 0);
        json.writeNumberField("openApplications", 0);
        texts(json, "seizures", List.of());
        json.writeArrayFieldStart("transfers");
        for (Transfer transfer : transfers) {
            json.writeStartObject();
            json.writeStringField("rightNo", transfer.rightNo);
            text(json, "registeredOn", transfer.registeredOn);
            text(json, "cancelledOn", transfer.cancelledOn);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static int at(String field) {
        return VALUES + RIGHTS.fields().indexOf(RIGHTS.field(field));
    }

    private static LocalDate date(RowData item, int at) {
        return item.isNullAt(at) ? null : LocalDate.ofEpochDay(item.getInt(at));
    }

    @Override
    List<String> reminders(RowData row) {
        return List.of();
    }
}
