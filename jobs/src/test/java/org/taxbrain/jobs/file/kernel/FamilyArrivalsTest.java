package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What relatives tell each other, and who somebody is whose id the register changed, in both orders of arrival and of leaving. */
class FamilyArrivalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DJXH = "10113301000000000001";
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private static final String FORMER = "330106199001015678";
    private static final String UNIT = "330106001001GB00001F00010001";

    private static final Step MARRIAGE = relation("GX0", "marriage", WANG, LI, null);
    private static final Step DIVORCE = relation("GX0", "marriage", WANG, LI, "2024-06-01");
    private static final Step HOME = home("R0", LI);
    private static final Step BILL = bill("S0", LI, 1200);
    private static final Step REVERSAL = bill("S1", LI, -200);

    private final KernelRun kernel = new KernelRun();
    private final Play play = new Play(kernel);

    @Test
    void shouldTellTheSpouseWhatCameBeforeTheMarriage() throws Exception {
        come(HOME, BILL, REVERSAL, MARRIAGE);
        assertLiTellsWang();
    }

    @Test
    void shouldTellTheSpouseWhatComesAfterTheMarriage() throws Exception {
        come(MARRIAGE, REVERSAL, BILL, HOME);
        assertLiTellsWang();
    }

    private void assertLiTellsWang() throws Exception {
        assertThat(file(WANG).get("relatives")).isEqualTo(JSON.readTree("""
            [{"relation": "spouse", "from": "2010-05-20", "person": "person:%s",
              "homes": {"count": 1, "units": ["unit:%s"]}, "medicalYears": [{"year": 2025, "selfPay": 1000}]}]""".formatted(LI, UNIT)));
        StrictMappings.assertAccept(kernel.results());
    }

    @Test
    void shouldTakeBackWhatWasToldWhenTheMarriageEndsAndKeepThatItWas() throws Exception {
        come(MARRIAGE, HOME, DIVORCE);
        assertThat(file(WANG).get("relatives")).isEqualTo(JSON.readTree("""
            [{"relation": "spouse", "from": "2010-05-20", "to": "2024-06-01", "person": "person:%s"}]""".formatted(LI)));
    }

    @Test
    void shouldTakeBackWhatWasToldWhenTheHomeIsSold() throws Exception {
        come(MARRIAGE, HOME, home("R0", FORMER));
        assertThat(file(WANG).at("/relatives/0/homes/count").asInt()).isZero();
    }

    @Test
    void shouldSayWhatEachIsToTheOther() throws Exception {
        come(relation("GX1", "parent-child", WANG, LI, null));
        assertThat(file(WANG).at("/relatives/0/relation").asText()).isEqualTo("child");
        assertThat(file(LI).at("/relatives/0/relation").asText()).isEqualTo("parent");
    }

    @Test
    void shouldTellNoFurtherThanOneHop() throws Exception {
        come(MARRIAGE, HOME, relation("GX1", "parent-child", WANG, FORMER, null));
        assertThat(file(FORMER).get("relatives")).hasSize(1);
        assertThat(file(FORMER).at("/relatives/0/person").asText()).isEqualTo("person:" + WANG);
        assertThat(file(FORMER).at("/relatives/0/homes/count").asInt()).isZero();
    }

    @Test
    void shouldFollowARelativeWhoseIdIsFoundToHaveChangedAfterTheMarriage() throws Exception {
        come(relation("GX0", "marriage", FORMER, LI, null), HOME, home("R1", FORMER), resident(WANG, FORMER));
        assertThat(file(FORMER)).isNull();
        assertThat(file(WANG).at("/relatives/0/homes/count").asInt()).isOne();
        assertThat(file(LI).at("/relatives/0/person").asText()).isEqualTo("person:" + WANG);

        come(resident(WANG));
        assertThat(file(FORMER).at("/relatives/0/homes/count").asInt()).isOne();
        assertThat(file(LI).at("/relatives/0/person").asText()).isEqualTo("person:" + FORMER);
        assertThat(file(WANG).has("relatives")).isFalse();
    }

    @Test
    void shouldFileUnderThePresentIdWhomTheTaxRegisterKnowsByAFormerOne() throws Exception {
        come(arrears(), resident(WANG, FORMER), register(FORMER));
        assertArrearsOfWang();
    }

    @Test
    void shouldFileUnderThePresentIdWhenTheResidentRegisterSpeaksLast() throws Exception {
        come(register(FORMER), arrears());
        assertThat(file(FORMER).at("/summary/openArrears").asInt()).isEqualTo(1234);
        come(resident(WANG, FORMER));
        assertArrearsOfWang();

        come(new Step.Delete("resident", WANG));
        assertThat(file(WANG)).isNull();
        assertThat(file(FORMER).at("/summary/openArrears").asInt()).isEqualTo(1234);
    }

    private void assertArrearsOfWang() {
        assertThat(file(FORMER)).isNull();
        assertThat(file(WANG).at("/summary/openArrears").asInt()).isEqualTo(1234);
        assertThat(kernel.results()).containsKey("reminder open-arrears|person:" + WANG + "|tax-arrears|QS0");
    }

    @Test
    void shouldLeaveWithItsHolderANumberThatWasGivenTwice() throws Exception {
        come(home("R0", FORMER), resident(WANG, FORMER));
        assertThat(file(FORMER)).isNull();
        come(resident(FORMER));
        assertThat(file(FORMER).at("/sections/property-right/count").asInt()).isOne();
        assertThat(file(WANG).at("/sections").has("property-right")).isFalse();
    }

    @Test
    void shouldTellNothingOfHealthAndFamilyInABusinesssFile() throws Exception {
        Step loan = ArrivalOrdersTest.row(
                "housing-loan", "DK0", "{borrowerIdType: 'uscc', borrowerId: '91330106MA2ABCDE1X'}");
        come(loan);
        assertThat(kernel.results()).containsOnlyKeys("property-unit unit:" + UNIT);
    }

    @Test
    void shouldLeaveNothingWhenAllRowsAreGone() throws Exception {
        come(MARRIAGE, HOME, BILL, resident(WANG, FORMER), register(FORMER), arrears());
        for (String row : List.of(
                "resident " + WANG,
                "family-relation GX0",
                "tax-arrears QS0",
                "property-right R0",
                "medical-settlement S0",
                "taxpayer " + DJXH)) {
            come(new Step.Delete(row.split(" ")[0], row.split(" ")[1]));
        }
        assertThat(kernel.results()).isEmpty();
        assertThat(kernel.stateEntries()).isZero();
    }

    /** What is written is held against the recomputation after each step. */
    private void come(Step... steps) {
        for (Step step : steps) {
            step.play(play);
            play.barrier(List.of(), 0);
        }
    }

    private JsonNode file(String id) {
        return kernel.results().get("taxpayer person:" + id);
    }

    private static Step relation(String key, String kind, String person, String relative, String to) {
        return ArrivalOrdersTest.row(
                "family-relation",
                key,
                "{kind: '%s', personIdType: 'resident-id', personId: '%s', relativeIdType: 'resident-id', relativeId: '%s'%s}"
                        .formatted(kind, person, relative, to == null ? "" : ", to: '" + to + "'"));
    }

    private static Step home(String key, String holder) {
        return ArrivalOrdersTest.row(
                "property-right",
                key,
                "{unitNo: '%s', use: '城镇住宅用地/住宅', holders: [{name: '某', idType: 'resident-id', id: '%s'}]}"
                        .formatted(UNIT, holder));
    }

    private static Step bill(String key, String patient, long selfPay) {
        return ArrivalOrdersTest.row(
                "medical-settlement", key, "{residentId: '%s', selfPay: %d}".formatted(patient, selfPay));
    }

    private static Step resident(String id, String... former) {
        String ids = List.of(former).stream()
                .map(f -> "{idType: 'resident-id', id: '" + f + "'}")
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return ArrivalOrdersTest.row("resident", id, ids.isEmpty() ? "{}" : "{formerIds: [" + ids + "]}");
    }

    private static Step register(String id) {
        return ArrivalOrdersTest.row("taxpayer", DJXH, "{idType: 'resident-id', id: '" + id + "'}");
    }

    private static Step arrears() {
        return ArrivalOrdersTest.row("tax-arrears", "QS0", "{djxh: '" + DJXH + "', open: 1234}");
    }
}
