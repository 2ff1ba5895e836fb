package org.taxbrain.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.LandedRecord;

class QuarantinedRowTest {
    private static final String ID = "330106199001011234";
    private final Dataset bills = Catalogue.load(List.of()).dataset("medical-settlement");

    @Test
    void shouldMaskWhatIsPersonalAndShowWhatIsNot() {
        Map<String, String> fields = new QuarantinedRow(bills, row()).fields(true);
        assertThat(fields)
                .containsEntry("settlementId", "JS1")
                .containsEntry("residentId", "3301**********1234")
                .containsEntry("name", "王*")
                .containsEntry("total", "12.5O");
    }

    @Test
    void shouldMaskALongNumberInAFieldThatIsNotPersonal() {
        LandedRecord row = row();
        row.getValues().set(bills.field("total").position(), ID);
        assertThat(new QuarantinedRow(bills, row).fields(true).values()).noneMatch(v -> v.contains(ID));
    }

    @Test
    void shouldMaskEveryFieldOfARowWhoseColumnsMayHaveShifted() {
        LandedRecord row = row();
        row.getValues().set(bills.field("total").position(), "王伟");
        row.setDefect("columns-too-many");
        row.setExtra(Map.of("column-20", "王伟"));
        assertThat(new QuarantinedRow(bills, row).fields(true).toString()).doesNotContain("王伟");
    }

    @Test
    void shouldShowAllWhenNothingIsToBeMasked() {
        LandedRecord row = row();
        row.setExtra(Map.of("备注", "x"));
        assertThat(new QuarantinedRow(bills, row).fields(false))
                .containsEntry("residentId", ID)
                .containsEntry("name", "王伟")
                .containsEntry("(备注)", "x");
    }

    private LandedRecord row() {
        List<String> values =
                new ArrayList<>(Arrays.asList(new String[bills.fields().size()]));
        values.set(bills.field("settlementId").position(), "JS1");
        values.set(bills.field("residentId").position(), ID);
        values.set(bills.field("name").position(), "王伟");
        values.set(bills.field("total").position(), "12.5O");
        LandedRecord row = new LandedRecord();
        row.setValues(values);
        row.setExtra(Map.of());
        return row;
    }
}
