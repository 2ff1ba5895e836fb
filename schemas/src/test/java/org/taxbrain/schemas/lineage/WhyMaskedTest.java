package org.taxbrain.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.index.MaskedFile;
import org.taxbrain.schemas.lineage.Lineage.Value;
import org.taxbrain.schemas.rule.Rules;

/** Lineage shows no more than the masked file does. */
class WhyMaskedTest {
    /** The number of a registration is declared as not personal: the masked file shows it too. */
    private static final String[] PERSONAL = {
        "330106199001011234", "330106199202022345", "王伟", "王玮", "李娜", "文三路", "13812341234", "\"1990-01-01\""
    };

    @ParameterizedTest
    @MethodSource("org.taxbrain.schemas.lineage.WhyRefusalTest#everyPath")
    void shouldHoldNothingPersonalAnywhere(String field) throws JsonProcessingException {
        String json = Documents.JSON.writeValueAsString(Documents.why(true).of(Documents.person(), field));
        assertThat(json).doesNotContain(PERSONAL).contains("person:3301**********1234", "\"masked\":true");
        assertThat(Documents.JSON.writeValueAsString(Documents.why(false).of(Documents.person(), field)))
                .contains("person:330106199001011234");
    }

    @Test
    void shouldShowValuesExactlyAsTheMaskedFileDoes() {
        JsonNode file = new MaskedFile(Documents.CATALOGUE::find).mask(Documents.person());
        Value row = only("sections.resident.items[330106199001011234]");
        assertThat(row.value()).isEqualTo(file.at("/sections/resident/items/0/data"));
        assertThat(row.path()).isEqualTo("sections.resident.items[3301**********1234]");
        assertThat(row.rows().get(0).key()).isEqualTo("3301**********1234");
        assertThat(only("sections.taxpayer").value()).isEqualTo(file.at("/sections/taxpayer/items/0/data"));
        assertThat(only("name").value()).isEqualTo(file.path("name"));
        assertThat(only("sections.property-right.items[R1].holders").value())
                .isEqualTo(file.at("/sections/property-right/items/0/data/holders"));
    }

    /** The alias is found by the full ids, though only the masked ones are told. */
    @Test
    void shouldStillNameTheRegistersRow() {
        var through =
                only("sections.tax-arrears.items[QS000001].open").rows().get(0).through();
        assertThat(through.presentedAs()).isEqualTo("djxh:1011************5678");
        assertThat(through.register().dataset()).isEqualTo("taxpayer");
        assertThat(through.register().fields().get(2).value().asText()).isEqualTo("3301**********1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "names[王*]",
                "names[王伟]",
                "identifiers[djxh:1011************5678]",
                "identifiers[djxh:10113301000012345678]",
                "sections.resident.items[3301**********1234].name",
                "sections.resident.items[330106199001011234].name"
            })
    void shouldTakeAKeyInFullOrAsItIsShown(String field) {
        assertThat(Documents.why(true).of(Documents.person(), field).values()).isNotEmpty();
    }

    @Test
    void shouldTellNothingOfARowWhoseDatasetIsNotDeclaredButWhereItCameFrom() throws JsonProcessingException {
        Why why = new Why(
                id -> id.equals("resident") ? Optional.empty() : Documents.CATALOGUE.find(id),
                Rules.load(),
                Documents::file,
                true);
        ObjectNode file = (ObjectNode) Documents.person();
        Lineage lineage = why.of(file, "identifiers[person:330106199001011234]");
        assertThat(lineage.values().get(0).rows()).anySatisfy(row -> {
            assertThat(row.dataset()).isEqualTo("resident");
            assertThat(row.key()).isNull();
            assertThat(row.position()).isEqualTo("resident_20260301.csv:17");
            assertThat(row.fields()).isEmpty();
        });
        assertThat(Documents.JSON.writeValueAsString(lineage)).doesNotContain(PERSONAL);
    }

    private static Value only(String field) {
        return Documents.why(true).of(Documents.person(), field).values().get(0);
    }
}
