package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each join in both orders of arrival, and of leaving, with a checkpoint between: what is written then is held against the
 * {@link Recomputation} each time.
 */
class ArrivalOrdersTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();
    private static final String DJXH = "10113301000000000001";
    private static final String WANG_ID = "330106199001011234";
    private static final String WANG = "person:" + WANG_ID;
    private static final String CASE_NO = "(2021)浙0102执1234号";
    private static final String UNIT_NO = "330106001001GB00001F00010001";
    private static final String ARREARS_REMINDER = "reminder open-arrears|" + WANG + "|tax-arrears|QS1";
    private static final String INTEREST_REMINDER = "reminder case-interest-unpaid|" + WANG + "|case:" + CASE_NO;

    private static final Step REGISTER =
            row("taxpayer", DJXH, "{name: '王伟', idType: 'resident-id', id: '" + WANG_ID + "', office: '西湖税务所'}");
    private static final Step ARREARS = row("tax-arrears", "QS1", "{djxh: '" + DJXH + "', open: 1234}");
    private static final Step RESIDENT = row("resident", WANG_ID, "{name: '王大伟'}");
    private static final Step BILL =
            row("medical-settlement", "S1", "{residentId: '" + WANG_ID + "', name: '王伟', total: 100}");
    private static final Step RIGHT = right("R1", "{name: '王小伟', idType: 'resident-id', id: '" + WANG_ID + "'}", null);
    private static final Step OLD_RIGHT =
            right("R0", "{name: '李娜', idType: 'resident-id', id: '330106199001019999'}", "'2020-01-01'");
    private static final Step RIGHT_BY_DJXH = right("R2", "{name: '王伟', idType: 'djxh', id: '" + DJXH + "'}", null);
    private static final Step CASE = enforcementCase("resident-id", WANG_ID);
    private static final Step CASE_BY_DJXH = enforcementCase("djxh", DJXH);
    private static final Step FUNDS = funds("M1", "direction: 'received', interest: 30, occurredOn: '2025-01-05'");
    private static final Step PAYOUT = funds("M2", "direction: 'paid-out', interest: 10, occurredOn: '2025-02-05'");
    private static final Step STATEMENT = row("bank-statement", "E1", "{caseNo: '" + CASE_NO + "'}");

    private final Play play = new Play(new KernelRun());

    @Test
    void shouldFileAFactWithThePersonWhenTheAliasCameBefore() {
        come(REGISTER, ARREARS);
        assertArrearsOfWang();
    }

    @Test
    void shouldFileAFactWithThePersonWhenTheAliasComesAfter() {
        come(ARREARS);
        assertThat(sections("taxpayer djxh:" + DJXH)).containsExactly("tax-arrears");
        come(REGISTER);
        assertArrearsOfWang();
    }

    private void assertArrearsOfWang() {
        assertThat(sections("taxpayer " + WANG)).containsExactly("tax-arrears", "taxpayer");
        assertThat(result("taxpayer djxh:" + DJXH)).isNull();
        assertThat(result(ARREARS_REMINDER).path("office").textValue()).isEqualTo("西湖税务所");
    }

    @Test
    void shouldLeaveNoTraceOfAnAliasThatIsWithdrawnBeforeTheFactGoes() {
        come(REGISTER, ARREARS);
        go(REGISTER);
        assertThat(result("taxpayer " + WANG)).isNull();
        assertThat(result(ARREARS_REMINDER)).isNull();
        assertThat(sections("taxpayer djxh:" + DJXH)).containsExactly("tax-arrears");
        go(ARREARS);
        assertNothingIsLeft();
    }

    @Test
    void shouldLeaveNoTraceOfAnAliasThatIsWithdrawnAfterTheFactWent() {
        come(REGISTER, ARREARS);
        go(ARREARS);
        assertThat(sections("taxpayer " + WANG)).containsExactly("taxpayer");
        go(REGISTER);
        assertNothingIsLeft();
    }

    @Test
    void shouldSumACaseThatCameBeforeItsFunds() {
        come(CASE, FUNDS);
        assertInterestHeld(30);
    }

    @Test
    void shouldSumACaseThatComesAfterItsFunds() {
        come(FUNDS);
        assertThat(result(INTEREST_REMINDER)).isNull();
        come(CASE);
        assertInterestHeld(30);
    }

    @Test
    void shouldSumWhatIsPaidOutAfterItWasReceived() {
        come(CASE, FUNDS, PAYOUT);
        assertInterestHeld(20);
    }

    @Test
    void shouldSumWhatIsPaidOutBeforeItIsHeardOfAsReceived() {
        come(CASE, PAYOUT);
        assertThat(result(INTEREST_REMINDER)).isNull();
        come(FUNDS);
        assertInterestHeld(20);
    }

    private void assertInterestHeld(int fen) {
        JsonNode file = result("enforcement-case case:" + CASE_NO);
        assertThat(file.at("/summary/interestHeld").intValue()).isEqualTo(fen);
        assertThat(result(INTEREST_REMINDER).path("base").intValue()).isEqualTo(fen);
        assertThat(result("taxpayer " + WANG).path("reminders").path(0).textValue())
                .isEqualTo("case-interest-unpaid");
    }

    @Test
    void shouldTakeAReminderBackWhenTheFundsGoBeforeTheCase() {
        come(CASE, FUNDS);
        go(FUNDS);
        assertThat(result(INTEREST_REMINDER)).isNull();
        go(CASE);
        assertNothingIsLeft();
    }

    @Test
    void shouldTakeAReminderBackWhenTheCaseGoesBeforeTheFunds() {
        come(CASE, FUNDS);
        go(CASE);
        assertThat(result(INTEREST_REMINDER)).isNull();
        assertThat(sections("enforcement-case case:" + CASE_NO)).containsExactly("case-funds");
        go(FUNDS);
        assertNothingIsLeft();
    }

    @Test
    void shouldRemindAnApplicantWhoseAliasCameBeforeTheNotice() {
        come(REGISTER, CASE_BY_DJXH, FUNDS);
        assertInterestHeld(30);
    }

    @Test
    void shouldRemindAnApplicantWhoseAliasComesAfterTheNotice() {
        come(CASE_BY_DJXH, FUNDS);
        assertThat(result(INTEREST_REMINDER)).isNull();
        come(REGISTER);
        assertInterestHeld(30);
    }

    @Test
    void shouldRemindOfACaseWhoseNoticeOvertakesTheCaseRow() {
        CASE.play(play);
        FUNDS.play(play);
        // both rows reach the case, and its notice the applicant; the case row waits on its way to the applicant
        new Step.Deliver(List.of(0, 1, 0, 1)).play(play);
        new Step.Write(0).play(play);
        new Step.Deliver(List.of(1, 1)).play(play);
        new Step.Write(0).play(play);
        assertThat(play.kernel().results().keySet()).containsExactly("enforcement-case case:" + CASE_NO);
        play.barrier(List.of(), 0);
        assertInterestHeld(30);
    }

    @Test
    void shouldRemindOfACaseWhoseNoticeComesAfterTheCaseRow() {
        CASE.play(play);
        FUNDS.play(play);
        play.barrier(List.of(), 0);
        assertInterestHeld(30);
    }

    @Test
    void shouldNameTheOfficeInAReminderWhenTheRegisterRowCameBefore() {
        come(REGISTER, CASE, FUNDS);
        assertThat(result(INTEREST_REMINDER).path("office").textValue()).isEqualTo("西湖税务所");
    }

    @Test
    void shouldNameTheOfficeInAReminderWhenTheRegisterRowComesAfter() {
        come(CASE, FUNDS);
        assertThat(result(INTEREST_REMINDER).has("office")).isFalse();
        come(REGISTER);
        assertThat(result(INTEREST_REMINDER).path("office").textValue()).isEqualTo("西湖税务所");
    }

    @Test
    void shouldFileAStatementLineThatCameBeforeItsCase() {
        come(STATEMENT);
        assertThat(sections("enforcement-case case:" + CASE_NO)).containsExactly("bank-statement");
        come(CASE);
        assertThat(sections("enforcement-case case:" + CASE_NO)).containsExactly("bank-statement", "enforcement-case");
    }

    @Test
    void shouldFileAStatementLineThatComesAfterItsCase() {
        come(CASE, STATEMENT);
        assertThat(sections("enforcement-case case:" + CASE_NO)).containsExactly("bank-statement", "enforcement-case");
    }

    @Test
    void shouldFileAStatementLineThatComesBeforeTheFunds() {
        come(CASE, STATEMENT, FUNDS);
        assertInterestHeld(30);
    }

    @Test
    void shouldFileAStatementLineThatComesAfterTheFunds() {
        come(CASE, FUNDS, STATEMENT);
        assertInterestHeld(30);
    }

    @Test
    void shouldFileARightThatCameBeforeTheRegisterRow() {
        come(RIGHT_BY_DJXH);
        assertThat(sections("taxpayer djxh:" + DJXH)).containsExactly("property-right");
        come(REGISTER);
        assertThat(sections("taxpayer " + WANG)).containsExactly("property-right", "taxpayer");
    }

    @Test
    void shouldFileARightThatComesAfterTheRegisterRow() {
        come(REGISTER, RIGHT_BY_DJXH);
        assertThat(result("taxpayer djxh:" + DJXH)).isNull();
        assertThat(sections("taxpayer " + WANG)).containsExactly("property-right", "taxpayer");
    }

    @Test
    void shouldCountAUnitsRightsWhenTheCancelledOneCameBefore() {
        come(OLD_RIGHT, RIGHT);
        assertOneActiveRight();
    }

    @Test
    void shouldCountAUnitsRightsWhenTheCancelledOneComesAfter() {
        come(RIGHT, OLD_RIGHT);
        assertOneActiveRight();
    }

    private void assertOneActiveRight() {
        JsonNode file = result("property-unit unit:" + UNIT_NO);
        assertThat(file.at("/summary/activeRights").intValue()).isOne();
        assertThat(file.at("/sections/property-right/count").intValue()).isEqualTo(2);
    }

    @Test
    void shouldNameAPersonByTheResidentRegisterThatCameBeforeOtherFacts() {
        come(RESIDENT, BILL, RIGHT);
        assertThat(result("taxpayer " + WANG).path("name").textValue()).isEqualTo("王大伟");
    }

    @Test
    void shouldNameAPersonByTheResidentRegisterThatComesAfterOtherFacts() {
        come(BILL);
        assertThat(result("taxpayer " + WANG).path("name").textValue()).isEqualTo("王伟");
        come(RIGHT);
        assertThat(result("taxpayer " + WANG).path("name").textValue()).isEqualTo("王小伟");
        come(RESIDENT);
        assertThat(result("taxpayer " + WANG).path("name").textValue()).isEqualTo("王大伟");
    }

    private void come(Step... steps) {
        for (Step step : steps) {
            step.play(play);
            play.barrier(List.of(), 0);
        }
    }

    private void go(Step row) {
        Step.Put put = (Step.Put) row;
        come(new Step.Delete(put.dataset(), put.key()));
    }

    private void assertNothingIsLeft() {
        assertThat(play.kernel().results()).isEmpty();
        assertThat(play.kernel().stateEntries()).as("entries of state left").isZero();
    }

    private JsonNode result(String at) {
        return play.kernel().results().get(at);
    }

    private List<String> sections(String at) {
        List<String> sections = new ArrayList<>();
        result(at).get("sections").fieldNames().forEachRemaining(sections::add);
        return sections;
    }

    private static Step right(String key, String holder, String cancelledOn) {
        String holders = "{unitNo: '" + UNIT_NO + "', holders: [" + holder + ']';
        return row("property-right", key, holders + (cancelledOn == null ? "" : ", cancelledOn: " + cancelledOn) + '}');
    }

    private static Step enforcementCase(String idType, String id) {
        String party = "{name: '王伟', idType: '" + idType + "', id: '" + id + "', role: 'applicant'}";
        return row("enforcement-case", CASE_NO, "{cause: 'private-lending', parties: [" + party + "]}");
    }

    private static Step funds(String key, String movement) {
        return row("case-funds", key, "{caseNo: '" + CASE_NO + "', principal: 100, costs: 0, " + movement + '}');
    }

    /** The plainest row of the dataset, with what is given instead. */
    static Step row(String dataset, String key, String json) {
        ObjectNode row = SmallCity.row(dataset, key, bound -> 0);
        try {
            return new Step.Put(dataset, key, row.setAll((ObjectNode) JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
