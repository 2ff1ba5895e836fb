package org.taxbrain.schemas.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;

class MaskingTest {
    private final Catalogue catalogue = Catalogue.load(List.of());

    @ParameterizedTest
    @CsvSource({
        "王伟, 王*",
        "王小明, 王**",
        "欧阳, 欧*",
        "欧阳修, 欧阳*",
        "欧阳娜娜, 欧阳**",
        "阿卜杜拉·艾则孜, 阿***·***",
        "John Smith, J*** S****",
        "王, *",
        "𠮷野家, 𠮷**"
    })
    void shouldKeepTheSurnameOfAName(String name, String masked) {
        assertThat(Masking.name(name)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "330106199001011234, 3301**********1234",
        "91330106MA2ABCDE1X, 9133**********DE1X",
        "10113301000012345678, 1011************5678",
        "E12345678, E1*****78",
        "H1234, *****"
    })
    void shouldKeepTheEndsOfAnIdentifierOnly(String identifier, String masked) {
        assertThat(Masking.identifier(identifier)).isEqualTo(masked);
    }

    @Test
    void shouldMaskASubjectButNotAThing() {
        assertThat(Masking.subject("person:330106199001011234")).isEqualTo("3301**********1234");
        assertThat(Masking.subject("unit:330106001001GB00001F00010001")).isEqualTo("330106001001GB00001F00010001");
        assertThat(Masking.subjectName("person:330106199001011234", "王伟")).isEqualTo("王*");
        assertThat(Masking.subjectName("business:91330106MA2ABCDE1X", "杭州某某有限公司"))
                .isEqualTo("杭州某某有限公司");
    }

    @Test
    void shouldMaskMobilesAndAddresses() {
        assertThat(Masking.mobile("13812341234")).isEqualTo("138****1234");
        assertThat(Masking.address("浙江省杭州市西湖区文三路1号")).isEqualTo("浙江省杭州市********");
        assertThat(Masking.address("文三路1号")).isEqualTo("文三***");
    }

    @Test
    void shouldLeaveNoPersonalValueInAMaskedFile() throws JsonProcessingException {
        JsonNode file = new ObjectMapper().readTree("""
                        {"subject":"person:330106199001011234","kind":"person","name":"王伟","names":["王伟"],
                         "identifiers":["djxh:10113301000012345678","person:330106199001011234"],
                         "positions":{"count":1,"items":[{"key":"RZ1","business":"djxh:10113301000099999999","name":"杭州某某有限公司"}]},
                         "positionHolders":{"count":1,"items":[{"key":"RZ2","holder":"person:330106199001019999","name":"李娜"}]},
                         "sections":{
                           "resident":{"count":1,"items":[{"key":"330106199001011234","presentedAs":"person:330106199001011234",
                             "data":{"residentId":"330106199001011234","name":"王伟","birthDate":"1990-01-01","status":"living"}}]},
                           "taxpayer":{"count":1,"items":[{"key":"10113301000012345678","presentedAs":"djxh:10113301000012345678",
                             "data":{"djxh":"10113301000012345678","name":"王伟","idType":"resident-id","id":"330106199001011234",
                                     "address":"浙江省杭州市西湖区文三路1号","mobile":"13812341234","office":"西湖税务所"}}]},
                           "enforcement-case":{"count":1,"items":[{"key":"(2021)浙0102执1234号","presentedAs":"person:330106199001011234",
                             "data":{"parties":[{"role":"debtor","name":"杭州某某有限公司","idType":"uscc","id":"91330106MA2ABCDE1X"},
                                                {"role":"applicant","name":"王伟","idType":"resident-id","id":"330106199001011234"}]}}]},
                           "not-declared-here":{"count":3,"items":[{"key":"王伟"}]}}}
                        """);
        JsonNode masked = new MaskedFile(id -> catalogue.datasets().stream()
                        .filter(d -> d.id().equals(id))
                        .findFirst())
                .mask(file);
        assertThat(masked.toString())
                .doesNotContain(
                        "330106199001011234",
                        "10113301000012345678\"]",
                        "王伟",
                        "文三路",
                        "13812341234",
                        "1990-01-01",
                        "李娜",
                        "330106199001019999",
                        "10113301000099999999")
                .contains("杭州某某有限公司", "西湖税务所", "person:3301**********1234", "(2021)浙0102执1234号");
        assertThat(masked.at("/sections/not-declared-here/count").asInt()).isEqualTo(3);
        assertThat(file.toString()).contains("王伟");
    }

    @Test
    void shouldKnowWhatIsPersonalInEveryDataset() {
        assertThat(kind("resident", "residentId")).isEqualTo(PersonalKind.IDENTIFIER);
        assertThat(kind("resident", "birthDate")).isEqualTo(PersonalKind.OTHER);
        assertThat(kind("property-right", "holders.id")).isEqualTo(PersonalKind.IDENTIFIER);
        assertThat(kind("property-right", "holders.name")).isEqualTo(PersonalKind.NAME);
        assertThat(kind("property-right", "address")).isEqualTo(PersonalKind.ADDRESS);
        assertThat(kind("taxpayer", "mobile")).isEqualTo(PersonalKind.MOBILE);
        assertThat(kind("medical-settlement", "hospital")).isEqualTo(PersonalKind.OTHER);
        assertThat(kind("tax-arrears", "open")).isEqualTo(PersonalKind.NONE);
    }

    private PersonalKind kind(String id, String path) {
        Dataset dataset = catalogue.dataset(id);
        return PersonalKind.of(dataset, dataset.field(path));
    }
}
