package org.taxbrain.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.taxbrain.schemas.catalogue.CatalogueCheck.Finding;

class CatalogueCheckTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @TempDir
    private Path folder;

    private final Dataset arrears = Catalogue.load(List.of()).dataset("tax-arrears");

    @Test
    void shouldFindNothingWrongWithTheProduct() {
        CatalogueCheck check = CatalogueCheck.of(List.of(), TODAY);
        assertThat(check.findings()).isEmpty();
        assertThat(check.notes()).isEmpty();
        assertThat(check.checked())
                .isEqualTo(Catalogue.load(List.of()).datasets().size());
    }

    @Test
    void shouldRefuseEveryItemWithoutAPurposeALegalBasisASharingTypeAnExpiryAndARetention() throws IOException {
        for (String key : List.of("purpose", "legalBasis", "sharing", "agreementExpiry", "retention")) {
            write("tax-arrears", without(key, arrears.descriptorText()), arrears.idlText());
            assertThat(CatalogueCheck.of(List.of(folder), TODAY).findings())
                    .as(key)
                    .extracting(Finding::dataset, f -> Path.of(f.file()).getFileName(), f -> f.fault()
                            .rule())
                    .containsOnly(tuple("tax-arrears", Path.of("tax-arrears.yaml"), key));
            assertThat(CatalogueCheck.of(List.of(folder), TODAY).findings())
                    .extracting(f -> f.fault().field())
                    .containsExactly(
                            "arrearsId", "djxh", "tax", "periodFrom", "periodTo", "dueOn", "assessed", "open", "asOf");
            assertThatThrownBy(() -> Catalogue.load(List.of(folder)))
                    .isInstanceOf(CatalogueException.class)
                    .hasMessageContaining(
                            "fields arrearsId, djxh, tax, periodFrom, periodTo, dueOn, assessed, open, asOf: " + key
                                    + " is missing; say it for the dataset, or for the field under fields");
        }
    }

    @Test
    void shouldRefuseAnItemWhoseOwnTermIsBlank() throws IOException {
        write(
                "tax-arrears",
                arrears.descriptorText().replace("tax: {source: zsxm_mc}", "tax: {source: zsxm_mc, purpose: ' '}"),
                arrears.idlText());
        assertThat(CatalogueCheck.of(List.of(folder), TODAY).findings())
                .extracting(f -> f.fault().field(), f -> f.fault().rule())
                .containsExactly(tuple("tax", "purpose"));
    }

    @Test
    void shouldFindEveryFaultOfEveryFileAtOnce() throws IOException {
        write(
                "tax-arrears",
                without("purpose", arrears.descriptorText())
                        .replace("sharing: conditional", "sharing: perhaps")
                        .replace("retention: P10Y", "retention: ten years\nretentoin: P10Y\npersonOnly: perhaps")
                        .replace("revision: ", "revision: -")
                        .replace("tax: {source: zsxm_mc}", "tax: {sourze: zsxm_mc, code: {'1': a}, sharing: some}"),
                arrears.idlText());
        write("lonely", "dataset: lonely\n", null);
        write("broken", "dataset: [", "");
        Files.writeString(folder.resolve("departments.yaml"), "somebody: {name: {en: Somebody}, uscc: 1234}\n");
        List<Finding> findings = CatalogueCheck.of(List.of(folder), TODAY).findings();
        assertThat(findings)
                .extracting(f -> f.dataset() + " " + f.fault())
                .contains(
                        "null somebody.name: say at least zh-CN",
                        "lonely the schema lonely.avdl is missing beside it",
                        "tax-arrears field open: purpose is missing; say it for the dataset, or for the field under fields",
                        "tax-arrears revision: must be 1 or more")
                .anyMatch(f ->
                        f.matches("tax-arrears field tax: sourze: unknown key \\(line \\d+\\), known are .*source.*"))
                .anyMatch(f -> f.matches("tax-arrears field tax: code: unknown key .*"))
                .anyMatch(f -> f.matches("tax-arrears field tax: sharing: \"some\" can't be used \\(line .*"))
                .anyMatch(
                        f -> f.matches("tax-arrears personOnly: \"perhaps\" can't be used .*, expected true or false"))
                .anyMatch(f -> f.startsWith("broken not a descriptor: "))
                .anyMatch(f -> f.matches("tax-arrears sharing: \"perhaps\" can't be used \\(line \\d+\\), "
                        + "use one of \\[unconditional, conditional, none\\]"))
                .anyMatch(
                        f -> f.matches(
                                "tax-arrears retention: \"ten years\" can't be used \\(line \\d+\\), expected a period such as .*"))
                .anyMatch(
                        f -> f.matches("tax-arrears retentoin: unknown key \\(line \\d+\\), known are .*retention.*"));
    }

    @Test
    void shouldRefuseAResourceCodeAndAUsccThatAreNone() throws IOException {
        write(
                "tax-arrears",
                arrears.descriptorText() + "\n"
                        + "resource: {category: [某类], code: X1, related: ['2'], openCondition: 实名}\n",
                arrears.idlText());
        Files.writeString(folder.resolve("departments.yaml"), "tax-core: {name: {zh-CN: 某局}, uscc: X1}\n");
        assertThat(CatalogueCheck.of(List.of(folder), TODAY).findings())
                .extracting(f -> f.fault().rule())
                .contains("tax-core.uscc")
                .anyMatch(r -> r.equals("resource") || r.startsWith("resource."));
    }

    @Test
    void shouldRefuseAReferenceThatADeclaredDatasetCantMeetAndNoteOneToAnUndeclaredDataset() throws IOException {
        for (String[] wrong : new String[][] {
            {"taxpayer.dxjh", "the dataset taxpayer has no field dxjh, it has [djxh, name,"},
            {"taxpayer.office", "taxpayer.office does not keep its values; say fields.office.referenced: true"},
            {"enforcement-case.caseNo", "is of another type or identifier"}
        }) {
            declareReference(wrong[0]);
            assertThat(CatalogueCheck.of(List.of(folder), TODAY).findings())
                    .as(wrong[0])
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.fault().field()).isEqualTo("djxh");
                        assertThat(f.fault().rule()).isEqualTo("references");
                        assertThat(f.fault().message()).contains(wrong[1]);
                    });
        }
        declareReference("shop-sign.djxh");
        CatalogueCheck check = CatalogueCheck.of(List.of(folder), TODAY);
        assertThat(check.findings()).isEmpty();
        assertThat(check.notes())
                .anyMatch(n -> n.contains("the field djxh references shop-sign.djxh, and no such dataset"));
    }

    private void declareReference(String reference) throws IOException {
        write(
                "tax-arrears",
                arrears.descriptorText().replace("references: taxpayer.djxh", "references: " + reference),
                arrears.idlText());
    }

    @Test
    void shouldNoteADepartmentThatNobodyNames() throws IOException {
        write(
                "tax-arrears",
                arrears.descriptorText().replace("department: tax-core", "department: weather"),
                arrears.idlText());
        CatalogueCheck check = CatalogueCheck.of(List.of(folder), TODAY);
        assertThat(check.findings()).isEmpty();
        assertThat(check.notes()).anyMatch(n -> n.contains("weather is not in departments.yaml"));
        Files.writeString(folder.resolve("departments.yaml"), "weather: {name: {zh-CN: 气象局}}\n");
        assertThat(CatalogueCheck.of(List.of(folder), TODAY).notes()).noneMatch(n -> n.contains("weather is not"));
        assertThat(Departments.load(List.of(folder)).name("weather")).isEqualTo("气象局");
    }

    @Test
    void shouldNoteAnAgreementThatHasEndedAndADeclarationThatTakesTheProductsPlace() throws IOException {
        write(
                "tax-arrears",
                arrears.descriptorText()
                        .replace("{source: qsbh}", "{source: qsbh, agreementExpiry: 2026-02-28}")
                        .replace("{source: zsxm_mc}", "{source: zsxm_mc, agreementExpiry: 2026-03-01}"),
                arrears.idlText());
        CatalogueCheck check = CatalogueCheck.of(List.of(folder), TODAY);
        assertThat(check.findings()).isEmpty();
        assertThat(check.notes())
                .hasSize(2)
                .anyMatch(n -> n.contains("takes the place of catalogue/tax-core/tax-arrears.yaml"))
                .anyMatch(n -> n.contains("the agreement on arrearsId has ended"));
    }

    private static String without(String key, String descriptor) {
        return descriptor.replaceFirst("(?m)^" + key + ": .*\\R", "");
    }

    private void write(String name, String descriptor, String idl) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), descriptor);
        if (idl != null) {
            Files.writeString(folder.resolve(name + ".avdl"), idl);
        }
    }
}
