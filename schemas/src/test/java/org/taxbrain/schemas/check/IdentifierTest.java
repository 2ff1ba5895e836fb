package org.taxbrain.schemas.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.record.SubjectId;

class IdentifierTest {
    private static final long LANDED = LocalDate.of(2026, 3, 1).toEpochDay();

    @ParameterizedTest
    @CsvSource({
        "case-no, (2021)浙0102执1234号, (2021)浙0102执1234号",
        "case-no, （2021）浙0102执001234号, (2021)浙0102执1234号",
        "case-no, 〔2021〕 浙 0102 执恢 7 号, (2021)浙0102执恢7号",
        "case-no, (2020)最高法民申12号, (2020)最高法民申12号",
        "case-no, (2020)浙01民终12号之一, (2020)浙01民终12号之一",
        "case-no, (2013)杭上执民字第00123号, (2013)杭上执民字第123号",
        "property-certificate, 浙【2021】杭州市不动产权第12345号, 浙(2021)杭州市不动产权第0012345号",
        "property-certificate, 浙(2021) 杭州市 不动产权第000012345号, 浙(2021)杭州市不动产权第0012345号",
        "property-certificate, 杭房权证上移字第12345678号, 杭房权证上移字第12345678号",
        "unit-no, 330106001001gb00001 F00010001, 330106001001GB00001F00010001",
        "djxh, 10113301000012345678, 10113301000012345678",
        "passport, e12345678, E12345678",
        "permit, h12345678, H12345678",
        "permit, M1234567801, M1234567801",
        "permit, 12345678, 12345678",
        "mobile, +86 138-0571-2345, 13805712345",
        "permanent-residence, usa330012345678, USA330012345678",
        "permanent-residence, 932682198501010017, 932682198501010017",
        "taxpayer-no, 310115591693856, 310115591693856",
        "taxpayer-no, 91310115591693856A, 91310115591693856A",
        "taxpayer-no, 33010219200403064x, 33010219200403064X",
        "taxpayer-no, 33010220040306401, 33010220040306401",
        "taxpayer-no, 33010219200403064x 01, 33010219200403064X01",
        "tax-assigned, 3301062026 00012345, 330106202600012345",
        "bank-account, 1202-0217-0990-0012345, 1202021709900012345",
        "bank-account, 60012 3456, 600123456",
        "bank-account, nra 44001234567890123, NRA44001234567890123",
        "bank-card, 6228 4804 0256 4890 018, 6228480402564890018",
        "cnaps, 102100099996, 102100099996",
        "cnaps, 103-1000-0002-6, 103100000026",
        "cnaps, 104100000004, 104100000004",
        "cnaps, 105100000017, 105100000017",
        "cnaps, 308584000013, 308584000013",
        "cnaps, 403100000004, 403100000004",
        "division, 330106, 330106",
        "division, 330106 003, 330106003",
        "division, 330113001002, 330113001002",
        "resident-id, 33010219200403064x, 33010219200403064X",
        "resident-id, 330102200403064, 33010219200403064X",
    })
    void shouldAcceptAndPutIntoOneForm(String kind, String text, String canonical) {
        Checked checked = Identifier.of(kind).check(text, LANDED);
        assertThat(checked.expected()).isNull();
        assertThat(checked.value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "case-no, (2021)浙0102执号",
        "case-no, (2070)浙0102执1号",
        "case-no, 浙0102执1号",
        "case-no, (2021)杭上执民字第123号",
        "property-certificate, 杭州市不动产权第12345号",
        "unit-no, 330106001001GB00001F0001000",
        "unit-no, 330106001001XB00001F00010001",
        "djxh, 1011330100001234567",
        "djxh, 1011330100001234567A",
        "passport, ABCDEFGH",
        "permit, H1234567",
        "mobile, 12805712345",
        "permanent-residence, USA33001234567",
        "permanent-residence, 932682198501010018",
        "permanent-residence, 330102199003071234",
        "taxpayer-no, 310115591693857",
        "taxpayer-no, 310199591693856",
        "taxpayer-no, 33010219200403065X01",
        "taxpayer-no, 3101155916938560",
        "tax-assigned, ABCDEFGHIJKLMNOPQR",
        "tax-assigned, 33010620260001",
        "bank-account, 12345678",
        "bank-account, 1202021709900012345A",
        "bank-card, 6228480402564890017",
        "bank-card, 622848040256",
        "cnaps, 102100099997",
        "cnaps, 10210009999",
        "division, 330199",
        "division, 3301",
        "division, 33010600A",
        "resident-id, 330102202604010011",
        "resident-id, 330199199003072312",
        "resident-id, 111111111111111",
        "uscc, 91330106MA2ABCDE1I",
    })
    void shouldRefuseWithoutRepeatingTheValue(String kind, String text) {
        Checked checked = Identifier.of(kind).check(text, LANDED);
        assertThat(checked.accepted()).isFalse();
        assertThat(checked.expected()).doesNotContain(text);
    }

    @ParameterizedTest
    @CsvSource({"330103, 下城区 until 2021", "321083, 兴化市 until 1996", "332825, 庆元县 until 2000"})
    void shouldTakeADivisionOfThePastWithARemarkAndInAResidentIdWithout(String code, String what) {
        assertThat(Identifier.DIVISION.check(code, LANDED))
                .as(what)
                .isEqualTo(Checked.remark(code, Divisions.NOT_IN_FORCE));
        String first17 = code + "19800101001";
        String id = first17 + ResidentId.checkDigit(first17);
        assertThat(Identifier.RESIDENT_ID.check(id, LANDED)).as(what).isEqualTo(Checked.accept(id));
    }

    @ParameterizedTest
    @CsvSource({"330103, 2020, true", "330103, 2022, false", "330113, 2020, false", "330113, 2021, true"})
    void shouldKnowInWhichYearsADivisionWasInForce(int code, int year, boolean inForce) {
        assertThat(Divisions.isInForce(code, year)).isEqualTo(inForce);
    }

    /** The standard's own example stands without an issuer; real cards differ in length too. */
    @Test
    void shouldRemarkACardOfNoKnownIssuer() {
        assertThat(BankCard.checkDigit("7992739871")).isEqualTo('3');
        assertThat(Identifier.BANK_CARD.check("4111111111111111", LANDED).remark())
                .isEqualTo(BankCard.UNKNOWN_ISSUER);
        assertThat(Identifier.BANK_CARD.check("6228480402564890018", LANDED).remark())
                .isNull();
    }

    @Test
    void shouldPresentAForeignersNumberOfEitherKindAsOnePerson() {
        assertThat(SubjectId.of("permanent-residence", "932682198501010017"))
                .isEqualTo(SubjectId.of("resident-id", "932682198501010017"));
        assertThat(SubjectId.of("permanent-residence", "USA330012345678"))
                .isEqualTo("permanent-residence:USA330012345678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resident-id",
                "uscc",
                "djxh",
                "passport",
                "permit",
                "permanent-residence",
                "taxpayer-no",
                "tax-assigned"
            })
    void shouldLetTheseAndOnlyTheseTypesPresentATaxpayer(String type) {
        assertThat(Identifier.ofTaxpayer(type)).isNotNull();
        assertThat(Identifier.taxpayerIds()).contains(type).hasSize(8);
        assertThat(Identifier.ofTaxpayer("unit-no")).isNull();
    }
}
