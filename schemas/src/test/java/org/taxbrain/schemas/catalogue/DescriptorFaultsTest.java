package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DescriptorFaultsTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldRefuseACheckThatDoesNotSuitTheFieldsType() {
        shouldRefuseIdl("tax-arrears", "@checks([\"min:0\"]) open", "@checks([\"max-length:5\"]) open", "on numbers");
    }

    @Test
    void shouldRefuseACheckWhoseArgumentCantBeRead() {
        shouldRefuseIdl("tax-arrears", "from:1994-01-01", "from:1994-1-1", "a date such as");
        shouldRefuseIdl("tax-arrears", "min:0", "min:none", "a number is needed");
    }

    @Test
    void shouldRefuseAnIdentifierWhoseTypeStandsBehindItOrIsNone() {
        shouldRefuseIdl("taxpayer", "identifier-of:idType", "identifier-of:office", "stands before it");
        Dataset taxpayer = catalogue.dataset("taxpayer");
        assertThatThrownBy(() -> Dataset.parse(
                        "taxpayer",
                        taxpayer.descriptorText().replace("\"201\": resident-id", "\"201\": residentid"),
                        taxpayer.idlText()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("residentid is no identifier type");
    }

    @Test
    void shouldRefuseHintsThatCantBeUsed() {
        Dataset arrears = catalogue.dataset("tax-arrears");
        for (String hint : List.of("unit: pound", "format: yyyy", "pattern: '('")) {
            assertThatThrownBy(() -> Dataset.parse(
                            "tax-arrears", arrears.descriptorText().replace("unit: yuan", hint), arrears.idlText()))
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining("field assessed: ")
                    .hasMessageContaining("field open: ");
        }
    }

    @Test
    void shouldRefuseAValidityThatIsNoDateOfTheRow() {
        Dataset rights = catalogue.dataset("property-right");
        for (String validity : List.of("{to: cancelledOn}", "{from: unitNo}", "{from: registeredOn, to: holders.id}")) {
            assertThatThrownBy(() -> Dataset.parse(
                            "property-right",
                            rights.descriptorText().replace("{from: registeredOn, to: cancelledOn}", validity),
                            rights.idlText()))
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining("the schema has no date ");
        }
    }

    @Test
    void shouldRefuseAChainOfIdsThatAreNotCheckedOrNotTheKey() {
        Dataset cases = catalogue.dataset("enforcement-case");
        String continues = "{id: caseNo, predecessor: predecessorNo, identifier: case-no}";
        for (String wrong : List.of(
                "{id: judgmentNo, predecessor: predecessorNo, identifier: case-no}",
                "{id: caseNo, predecessor: court, identifier: case-no}",
                "{id: caseNo, predecessor: predecessorNo, identifier: uscc}",
                "{id: caseNo, predecessor: predecessorNo}",
                "{id: caseNo, predecessor: nowhere, identifier: case-no}")) {
            assertThatThrownBy(() -> Dataset.parse(
                            "enforcement-case", cases.descriptorText().replace(continues, wrong), cases.idlText()))
                    .as(wrong)
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining("continues");
        }
    }

    @Test
    void shouldKeyARowByWhatItsIdentifierMeans() {
        Dataset residents = catalogue.dataset("resident");
        assertThat(NaturalKey.of(residents, List.of("330102200403064")))
                .isEqualTo(NaturalKey.of(residents, List.of("33010219200403064x ")))
                .isEqualTo("33010219200403064X");
    }

    @Test
    void shouldNotTakeAKeyWithAHashForUnreadable() {
        Dataset arrears = catalogue.dataset("tax-arrears");
        assertThat(NaturalKey.isUnreadable(NaturalKey.of(arrears, List.of("#17"))))
                .isFalse();
        assertThat(NaturalKey.isUnreadable(NaturalKey.of(arrears, List.of("")))).isTrue();
    }

    @Test
    void shouldRefuseAWayInThatCantBeUsed() {
        shouldRefuseSource("charset: GBK", "charset: GBQ", "knows no charset GBQ");
        shouldRefuseSource(
                "format: csv", "format: xls", "unknown format xls, use one of [csv, fixed, json, xml, camt.053]");
        shouldRefuseSource("delimiter: \",\"", "delimiter: \"123456789\"", "one to 8 characters");
        shouldRefuseSource("headerLines: 1", "headerLines: 3", "give 0, 1 or 2");
        shouldRefuseSource("totalField: total", "totalField: totel", "has no field totel");
        shouldRefuseSource("control: .ctl", "control: null", "needs a control file");
        shouldRefuseSource("(?<date>", "(?<date", "not a regular expression");
        shouldRefuseSource("system: healthcare-security", "system: ''", "source.files.system: is missing");
    }

    @Test
    void shouldRefuseAdviceThatCantBeJudged() {
        shouldRefuseUnique("[[visit]]", "the schema has no field visit of the row itself that is no list");
        shouldRefuseUnique("[[]]", "name at least one field");
        shouldRefuseUnique("[[result, result]]", "each once");
        shouldRefuseUnique("[[visitId, result]]", "holds the key");
        shouldRefuseUnique("[[result, uscc], [uscc, result]]", "is said twice");
        shouldRefuseHint(
                "site-visit", "addressCode: {references: standard-address}", "not written as <dataset>.<field>");
        shouldRefuseHint("site-visit", "addressCode: {references: site-visit.addressCode}", "can't reference itself");
        shouldRefuseHint("property-right", "holders: {references: taxpayer.djxh}", "only a field of the row itself");
        shouldRefuseHint("property-right", "holders.id: {referenced: true}", "only a field of the row itself");
    }

    @Test
    void shouldTakeAReferenceToADatasetThatIsDeclaredLater() {
        Dataset visits = catalogue.dataset("site-visit");
        Dataset declared = Dataset.parse(
                "site-visit",
                withHint(visits, "uscc: {references: shop-sign.uscc}") + "unique: [[photoDigest]]\n",
                visits.idlText());
        assertThat(Reference.of(declared.field("uscc"))).isEqualTo(new Reference("shop-sign", "uscc"));
        assertThat(declared.descriptor().unique()).containsExactly(List.of("photoDigest"));
    }

    private void shouldRefuseUnique(String unique, String message) {
        Dataset d = catalogue.dataset("site-visit");
        assertThatThrownBy(() -> Dataset.parse("site-visit", d.descriptorText() + "unique: " + unique, d.idlText()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining("unique: ")
                .hasMessageContaining(message);
    }

    private void shouldRefuseHint(String dataset, String hint, String message) {
        Dataset d = catalogue.dataset(dataset);
        assertThatThrownBy(() -> Dataset.parse(dataset, withHint(d, hint), d.idlText()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    /** The descriptor with a hint of a field in the place of the one that it has, if any. */
    private static String withHint(Dataset dataset, String hint) {
        String field = hint.substring(0, hint.indexOf(':'));
        return dataset.descriptorText()
                .replaceFirst("(?m)^  " + field.replace(".", "\\.") + ": .*\\R", "")
                .replaceFirst("(?m)^fields:\\R", "fields:\n  " + hint + "\n");
    }

    private void shouldRefuseSource(String good, String bad, String message) {
        Dataset d = catalogue.dataset("medical-settlement");
        assertThat(d.descriptorText()).contains(good);
        assertThatThrownBy(() ->
                        Dataset.parse("medical-settlement", d.descriptorText().replace(good, bad), d.idlText()))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    private void shouldRefuseIdl(String dataset, String good, String bad, String message) {
        Dataset d = catalogue.dataset(dataset);
        assertThat(d.idlText()).contains(good);
        assertThatThrownBy(() ->
                        Dataset.parse(dataset, d.descriptorText(), d.idlText().replace(good, bad)))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }
}
