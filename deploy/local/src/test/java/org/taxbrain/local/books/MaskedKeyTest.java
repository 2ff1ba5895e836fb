package org.taxbrain.local.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

class MaskedKeyTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldShowAKeyThatIsNoPersonalDataAsItIs() {
        assertThat(new MaskedKey(catalogue.dataset("tax-arrears")).mask("QS000001"))
                .isEqualTo("QS000001");
    }

    @Test
    void shouldMaskAKeyThatIsAPersonsIdentifier() {
        assertThat(new MaskedKey(catalogue.dataset("resident")).mask("330106199001011234"))
                .isEqualTo("3301**********1234");
    }

    @Test
    void shouldMaskThePartsOfAKeyThatArePersonal() {
        Dataset declared = catalogue.dataset("medical-settlement");
        Dataset two = Dataset.parse(
                "medical-settlement",
                declared.descriptorText().replace("key: [settlementId]", "key: [settlementId, residentId]"),
                declared.idlText());
        assertThat(new MaskedKey(two).mask("B\\|1|330106199001011234")).isEqualTo("B|1|3301**********1234");
    }
}
