package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldHoldEveryDatasetOfTheProduct() {
        assertThat(catalogue.datasets())
                .extracting(Dataset::id)
                .containsExactly(
                        "annual-settlement",
                        "bank-account",
                        "bank-statement",
                        "business-licence",
                        "case-funds",
                        "credit-rating",
                        "dishonest-debtor",
                        "enforcement-case",
                        "family-relation",
                        "filing-obligation",
                        "foreign-credit-rating",
                        "home-count",
                        "housing-loan",
                        "inspection",
                        "invoice-month",
                        "judicial-auction",
                        "medical-settlement",
                        "medical-year",
                        "position-holder",
                        "property-application",
                        "property-mortgage",
                        "property-right",
                        "property-seizure",
                        "provident-loan",
                        "refund-claim",
                        "resident",
                        "sale-contract",
                        "shareholder",
                        "site-visit",
                        "special-deduction",
                        "standard-address",
                        "tax-arrears",
                        "tax-payment",
                        "taxpayer",
                        "treasury-receipt",
                        "utility-usage");
    }

    @Test
    void shouldReadMeaningFromTheSchemaAndReadingFromTheDescriptor() {
        Field id = catalogue.dataset("property-right").field("holders.id");
        assertThat(id.checks()).containsExactly("identifier-of:idType");
        assertThat(id.sourceName()).isEqualTo("zjh");
        Field price = catalogue.dataset("property-right").field("price");
        assertThat(price.type()).isEqualTo(FieldType.MONEY);
        assertThat(price.nullable()).isTrue();
    }

    @Test
    void shouldRefuseAnUnknownCheckAndSayWhichAreKnown() {
        Dataset good = catalogue.dataset("tax-arrears");
        assertThatThrownBy(() -> Dataset.parse(
                        "tax-arrears", good.descriptorText(), good.idlText().replace("\"djxh\"]", "\"djhx\"]")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("field djxh: unknown check \"djhx\", known are")
                .hasMessageContaining("resident-id");
    }

    @Test
    void shouldRefuseAMisspelledKeyAndNameItsLine() {
        Dataset good = catalogue.dataset("tax-arrears");
        assertThatThrownBy(() -> Dataset.parse(
                        "tax-arrears", good.descriptorText().replace("purpose:", "purpos:"), good.idlText()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("purpos")
                .hasMessageContaining("line");
    }

    @Test
    void shouldRefuseSubjectsWhoseIdNothingChecks() {
        Dataset arrears = catalogue.dataset("tax-arrears");
        assertThatThrownBy(() -> Dataset.parse(
                        "tax-arrears",
                        arrears.descriptorText(),
                        arrears.idlText().replace("[\"djxh\"]", "[]")))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("subjects: djxh: the schema must check djxh by \"djxh\"");
        assertThatThrownBy(() -> Dataset.parse(
                        "tax-arrears",
                        arrears.descriptorText().replace("identifier: djxh", "identifier: case-no"),
                        arrears.idlText()))
                .hasMessageContaining("identifier case-no does not present a taxpayer, use one of");
        Dataset rights = catalogue.dataset("property-right");
        assertThatThrownBy(() -> Dataset.parse(
                        "property-right",
                        rights.descriptorText().replace("id: unitNo,", "id: unitNo, name: holders.name,"),
                        rights.idlText()))
                .hasMessageContaining("subjects: unitNo: name:holders.name is in another list than the id");
    }

    @Test
    void shouldKeyARowByItsNormalisedKeyFields() {
        Dataset cases = catalogue.dataset("enforcement-case");
        assertThat(NaturalKey.of(cases, List.of("（２０２１）浙0102执1234号 "))).isEqualTo("(2021)浙0102执1234号");
        assertThat(NaturalKey.of(cases, List.of(" "))).startsWith("#");
    }
}
