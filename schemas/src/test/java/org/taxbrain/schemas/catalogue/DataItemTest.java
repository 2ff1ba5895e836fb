package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataItemTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldHoldAtLeastAsManyItemsAsTheCityConnectsAndNameEachOnce() {
        int count = 0;
        for (Dataset dataset : catalogue.datasets()) {
            List<DataItem> items = DataItem.of(dataset);
            assertThat(items)
                    .extracting(DataItem::name)
                    .as("items of %s", dataset.id())
                    .doesNotHaveDuplicates();
            count += items.size();
        }
        assertThat(count).isGreaterThanOrEqualTo(106);
    }

    @Test
    void shouldTakeFieldsOfAListForItemsAndNotTheListItself() {
        assertThat(DataItem.of(catalogue.dataset("property-right")))
                .extracting(i -> i.field().path())
                .contains("holders.id", "holders.share", "area")
                .doesNotContain("holders");
        assertThat(item(catalogue.dataset("property-right"), "holders.id").name())
                .isEqualTo("权利人/证件号码");
    }

    @Test
    void shouldInheritWhatTheItemDoesNotSayFromTheListAroundItAndThenFromTheDataset() {
        Dataset declared = catalogue.dataset("property-right");
        Dataset dataset = Dataset.parse(
                "property-right",
                declared.descriptorText()
                        .replace("holders: {source: qlr}", "holders: {source: qlr, purpose: 核实权利人, sharing: none}")
                        .replace(
                                "holders.id: {source: zjh}",
                                "holders.id: {source: zjh, legalBasis: 某法, agreementExpiry: 2027-01-01, retention: P1Y}"),
                declared.idlText());
        assertThat(item(dataset, "holders.id").terms())
                .isEqualTo(new Terms("核实权利人", "某法", Sharing.NONE, null, LocalDate.of(2027, 1, 1), Period.ofYears(1)));
        assertThat(item(dataset, "holders.name").terms().purpose()).isEqualTo("核实权利人");
        assertThat(item(dataset, "holders.name").terms().legalBasis())
                .isEqualTo(declared.descriptor().legalBasis());
        assertThat(item(dataset, "area").terms()).isEqualTo(dataset.descriptor().terms());
    }

    @Test
    void shouldNotInheritAConditionThatWasWrittenForAnotherSharingType() {
        Terms dataset = new Terms("p", "l", Sharing.CONDITIONAL, "经核准", LocalDate.MAX, Period.ofYears(1));
        assertThat(new Terms(null, null, null, null, null, null).or(dataset)).isEqualTo(dataset);
        assertThat(new Terms(null, null, Sharing.UNCONDITIONAL, null, null, null)
                        .or(dataset)
                        .sharingCondition())
                .isNull();
    }

    private static DataItem item(Dataset dataset, String path) {
        return DataItem.of(dataset).stream()
                .filter(i -> i.field().path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
