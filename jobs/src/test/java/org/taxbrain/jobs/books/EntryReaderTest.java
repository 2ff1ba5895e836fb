package org.taxbrain.jobs.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.RawRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.Delivery;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Outcome;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.record.Wire;

class EntryReaderTest {
    private static final long DAY = LocalDate.of(2026, 3, 1).toEpochDay();
    private static final Dataset BILLS = Catalogue.load(List.of()).dataset("medical-settlement");

    private static Entry read(String topic, String key, byte[] value) {
        CatalogueAccess catalogue = () -> new CatalogueAccess.Lookup() {
            @Override
            public Dataset dataset(String hash) {
                return hash.equals(BILLS.hash()) ? BILLS : null;
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        RawRecord in = new RawRecord();
        in.topic = topic;
        in.partition = 3;
        in.offset = 17;
        in.key = key.getBytes(StandardCharsets.UTF_8);
        in.value = value;
        EntryReader reader = new EntryReader(catalogue);
        reader.open(null);
        List<Entry> read = new ArrayList<>();
        reader.flatMap(in, new ListCollector<>(read));
        reader.close();
        assertThat(read).hasSize(1);
        return read.get(0);
    }

    private static LandedRecord.Builder bill() {
        String[] values = new String[BILLS.fields().size()];
        values[BILLS.field("total").position()] = "1,234.50";
        return LandedRecord.newBuilder()
                .setDataset(BILLS.id())
                .setDescriptorHash(BILLS.hash())
                .setDepartment("healthcare-security")
                .setTransport(Transport.FILE)
                .setPosition("bills.csv:7")
                .setBatch("bills.csv@0123456789ab")
                .setLandedAt(Instant.parse("2026-03-02T17:00:00Z").toEpochMilli())
                .setOperation(Operation.UPSERT)
                .setKey("B1")
                .setOrder(List.of(DAY, 1L, 7L))
                .setValues(Arrays.asList(values))
                .setExtra(Map.of());
    }

    @Test
    void shouldReadOfARowItsPlaceAmountAndBusinessDay() {
        Entry entry = read("landed.medical-settlement", "B1", Wire.landed().encode(bill().build()));
        assertThat(entry.kind).isEqualTo(Entry.Kind.LANDED);
        assertThat(entry.account()).isEqualTo("medical-settlement|bills.csv@0123456789ab");
        assertThat(entry.position).isEqualTo("landed.medical-settlement/3/17");
        assertThat(entry.amountField).isEqualTo("total");
        assertThat(entry.amount).isEqualByComparingTo("1234.50");
        assertThat(entry.line).isEqualTo(7);
        assertThat(entry.day).isEqualTo(DAY);
        assertThat(entry.profile.absent).contains("residentId").doesNotContain("total");
        assertThat(entry.light().profile).isNull();
    }

    @Test
    void shouldTakeADeletionByAbsenceForNoLine() {
        LandedRecord gone = bill().setOperation(Operation.DELETE)
                .setOrder(List.of(DAY, 2L, Long.MAX_VALUE))
                .setValues(List.of())
                .build();
        Entry entry = read("landed.medical-settlement", "B1", Wire.landed().encode(gone));
        assertThat(entry.line).isEqualTo(Entry.NO_LINE);
        assertThat(entry.amount).isNull();
        assertThat(entry.profile.deletion).isTrue();
    }

    @Test
    void shouldCountForeignBytesAndForeignKeysUnderTheBatchOfTheirOutcomes() {
        assertThat(read("landed.medical-settlement", "B1", new byte[] {1, 2, 3}).batch)
                .isEqualTo("unknown");
        assertThat(read("landed.medical-settlement", "B2", Wire.landed().encode(bill().build())).batch)
                .isEqualTo("unknown");
    }

    @Test
    void shouldMeetARowAndItsOutcomeAtOnePosition() {
        Outcome outcome =
                new Outcome("medical-settlement", "bills.csv@0123456789ab", 3, 17L, OutcomeKind.CLEAN, null, null);
        Entry entry = read("outcome", "k", Wire.outcome().encode(outcome));
        assertThat(entry.position).isEqualTo("landed.medical-settlement/3/17");
        assertThat(entry.outcome).isEqualTo(OutcomeKind.CLEAN);
        assertThat(entry.movedFrom).isNull();
    }

    @Test
    void shouldReadWhatAnOutcomeTakesThePlaceOf() {
        Outcome outcome = new Outcome(
                "medical-settlement",
                "bills.csv@0123456789ab",
                3,
                17L,
                OutcomeKind.DUPLICATE,
                null,
                OutcomeKind.QUARANTINED);
        Entry entry = read("outcome", "k", Wire.outcome().encode(outcome)).light();
        assertThat(entry.outcome).isEqualTo(OutcomeKind.DUPLICATE);
        assertThat(entry.movedFrom).isEqualTo(OutcomeKind.QUARANTINED);
    }

    @Test
    void shouldReadWhatADepartmentSent() {
        Delivery delivery = Delivery.newBuilder()
                .setDataset("medical-settlement")
                .setDepartment("healthcare-security")
                .setBatch("bills.csv@0123456789ab")
                .setName("bills.csv")
                .setBusinessDate("2026-03-01")
                .setRevision(1)
                .setRows(5)
                .setTotal("7.25")
                .setTakenAt(9)
                .build();
        Entry entry = read("delivery", "k", Wire.delivery().encode(delivery));
        assertThat(entry.kind).isEqualTo(Entry.Kind.SENT);
        assertThat(entry.rows).isEqualTo(5);
        assertThat(entry.amount).isEqualByComparingTo("7.25");
        assertThat(entry.day).isEqualTo(DAY);
        assertThat(entry.refused).isFalse();
    }
}
