package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Cases that are one debt under several numbers: one file, whatever is heard first, and none of it left when it is taken back. */
class DebtTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "(2019)浙0102执9号";
    private static final String SECOND = "(2021)浙0102执恢5号";
    private static final String THIRD = "(2022)浙0102执恢6号";
    private static final String FOURTH = "(2023)浙0102执恢7号";
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private KernelRun kernel = new KernelRun();
    private long version;

    @Test
    void shouldMakeOneFileOfAChainInWhateverOrderItsLinksAreHeard() {
        Map<String, String> chain = new LinkedHashMap<>();
        chain.put(FIRST, null);
        chain.put(SECOND, FIRST);
        chain.put(THIRD, SECOND);
        chain.put(FOURTH, THIRD);
        for (List<String> order : orders(List.copyOf(chain.keySet()))) {
            kernel = new KernelRun();
            version = 0;
            for (String number : order) {
                row(number, chain.get(number), "2021-01-01", WANG);
                kernel.barrier(bound -> 0, 0);
            }

            assertThat(cases()).as("heard as %s", order).containsExactly("enforcement-case case:" + FIRST);
            assertThat(numbers(debt(FIRST))).containsExactly(FIRST, SECOND, THIRD, FOURTH);
        }
    }

    @Test
    void shouldSumTheMoneyOfAllNumbersAndRemindOfOneDebtOnce() throws Exception {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, FIRST, "2021-05-01", WANG);
        funds("M1", FIRST, "received", 1000L, 300L, 20L);
        funds("M2", SECOND, "received", 500L, 50L, 0L);
        funds("M3", SECOND, "paid-out", 1500L, 100L, 5L);
        line("E1", SECOND);

        JsonNode debt = debt(FIRST);
        ObjectNode money = debt.get("summary").deepCopy();
        assertThat(money.remove("parties")).isEqualTo(JSON.readTree("""
            [{"subject": "person:%s", "roles": ["applicant"], "name": "王伟"}]""".formatted(WANG)));
        assertThat(money).isEqualTo(JSON.readTree("""
            {"interestReceived": 350, "interestPaidOut": 100, "interestHeld": 250, "principalReceived": 1500, "principalPaidOut": 1500,
             "costsReceived": 20, "costsPaidOut": 5, "splitUnknown": false}"""));
        assertThat(debt.at("/sections/case-funds/count").asInt()).isEqualTo(3);
        assertThat(debt.at("/sections/bank-statement/items/0/presentedAs").asText())
                .isEqualTo("case:" + SECOND);
        assertThat(kernel.results().get("taxpayer person:" + WANG).get("debts"))
                .isEqualTo(JSON.readTree("""
            [{"case": "case:%s", "numbers": ["%s", "%s"]}]""".formatted(FIRST, FIRST, SECOND)));
        assertThat(reminders()).containsExactly("reminder case-interest-unpaid|person:" + WANG + "|case:" + FIRST);
        assertThat(kernel.results().get(reminders().get(0)).get("base").asInt()).isEqualTo(250);
        StrictMappings.assertAccept(kernel.results());
    }

    @Test
    void shouldStateNoInterestHeldWhenTheSplitOfAnyNumberIsUnknown() {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, FIRST, "2021-05-01", WANG);
        funds("M1", FIRST, "received", 1000L, 300L, 20L);
        funds("M2", SECOND, "received", null, 50L, 0L);

        assertThat(debt(FIRST).at("/summary/splitUnknown").asBoolean()).isTrue();
        assertThat(debt(FIRST).get("summary").has("interestHeld")).isFalse();
        assertThat(kernel.results().get(reminders().get(0)).get("askCourt").asBoolean())
                .isTrue();
    }

    @Test
    void shouldRemindWhoAppliesInTheNewestCaseOfTheDebt() {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, FIRST, "2021-05-01", LI);
        funds("M1", FIRST, "received", 1000L, 300L, 20L);

        debt(FIRST);
        assertThat(reminders()).containsExactly("reminder case-interest-unpaid|person:" + LI + "|case:" + FIRST);
        assertThat(kernel.results().get("taxpayer person:" + WANG).has("debts")).isTrue();
    }

    @Test
    void shouldSplitWithoutATraceWhenTheLinkIsTakenBack() {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, null, "2021-05-01", LI);
        row(THIRD, SECOND, "2022-05-01", LI);
        funds("M1", THIRD, "received", 1000L, 300L, 20L);
        kernel.barrier(bound -> 0, 0);
        Map<String, JsonNode> apart = withoutSource();

        row(SECOND, FIRST, "2021-05-01", LI);
        kernel.barrier(bound -> 0, 0);
        assertThat(cases()).containsExactly("enforcement-case case:" + FIRST);

        row(SECOND, null, "2021-05-01", LI);
        kernel.barrier(bound -> 0, 0);
        assertThat(withoutSource()).isEqualTo(apart);
    }

    @Test
    void shouldFollowACorrectedPredecessorWithAllThatComesBehind() {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, null, "2021-05-01", WANG);
        row(THIRD, FIRST, "2022-05-01", WANG);
        row(FOURTH, THIRD, "2023-05-01", WANG);
        assertThat(numbers(debt(FIRST))).containsExactly(FIRST, THIRD, FOURTH);

        row(THIRD, SECOND, "2022-05-01", WANG);

        assertThat(numbers(debt(FIRST))).containsExactly(FIRST);
        assertThat(numbers(debt(SECOND))).containsExactly(SECOND, THIRD, FOURTH);
    }

    @Test
    void shouldFileACaseUnderItsPredecessorThatTheCourtDoesNotList() {
        row(SECOND, FIRST, "2021-05-01", WANG);

        assertThat(numbers(debt(FIRST))).containsExactly(FIRST, SECOND);
    }

    @Test
    void shouldFileACircleUnderItsLowestNumberAndWriteNothingTwice() {
        row(FOURTH, THIRD, "2021-01-01", WANG);
        row(THIRD, SECOND, "2021-01-01", WANG);
        row(SECOND, THIRD, "2021-01-01", WANG);
        row(FIRST, FIRST, "2021-01-01", WANG);

        assertThat(numbers(debt(SECOND))).containsExactly(SECOND, THIRD, FOURTH);
        assertThat(numbers(debt(FIRST))).containsExactly(FIRST);
        int written = kernel.written();
        kernel.barrier(bound -> 0, 0);
        assertThat(kernel.written()).isEqualTo(written);

        row(SECOND, FIRST, "2021-01-01", WANG);
        assertThat(numbers(debt(FIRST))).as("the circle is mended").containsExactly(FIRST, SECOND, THIRD, FOURTH);
    }

    @Test
    void shouldFollowAChainOfAnyLength() {
        int length = 300;
        for (int n = length; n >= 1; n--) {
            row(number(n), n == 1 ? null : number(n - 1), "2021-01-01", WANG);
        }

        JsonNode debt = debt(number(1));
        assertThat(cases()).hasSize(1);
        assertThat(debt.at("/sections/enforcement-case/count").asInt()).isEqualTo(length);
        assertThat(debt.get("identifiers")).hasSize(FileDocument.LIMIT);
    }

    @Test
    void shouldKeepCasesOfOneJudgmentApartThatDoNotGoOnWithEachOther() {
        row(FIRST, null, "2019-05-01", WANG);
        row(SECOND, null, "2019-05-01", LI);

        debt(FIRST);
        assertThat(cases()).hasSize(2);
        assertThat(kernel.results().get("taxpayer person:" + WANG).has("debts")).isFalse();
    }

    @Test
    void shouldLeaveNothingWhenAllRowsAreGone() {
        row(FIRST, SECOND, "2019-05-01", WANG);
        row(SECOND, FIRST, "2021-05-01", WANG);
        row(THIRD, SECOND, "2021-05-01", WANG);
        funds("M1", SECOND, "received", 1000L, 300L, 20L);
        kernel.barrier(bound -> 0, 0);
        for (String number : List.of(SECOND, FIRST, THIRD)) {
            kernel.send(new SmallCity.Change("enforcement-case", number, ++version, null));
        }
        kernel.send(new SmallCity.Change("case-funds", "M1", ++version, null));
        kernel.barrier(bound -> 0, 0);

        assertThat(kernel.results()).isEmpty();
        assertThat(kernel.stateEntries()).isZero();
    }

    private static List<List<String>> orders(List<String> numbers) {
        if (numbers.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : numbers) {
            List<String> rest = new ArrayList<>(numbers);
            rest.remove(first);
            for (List<String> tail : orders(rest)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(tail);
                all.add(order);
            }
        }
        return all;
    }

    private static String number(int n) {
        return "(2021)浙0102执%d号".formatted(1000 + n);
    }

    private JsonNode debt(String number) {
        kernel.barrier(bound -> 0, 0);
        return kernel.results().get("enforcement-case case:" + number);
    }

    private static List<String> numbers(JsonNode debt) {
        List<String> numbers = new ArrayList<>();
        debt.get("identifiers").forEach(id -> numbers.add(id.asText().substring("case:".length())));
        return numbers;
    }

    private List<String> cases() {
        return kernel.results().keySet().stream()
                .filter(id -> id.startsWith("enforcement-case "))
                .toList();
    }

    private List<String> reminders() {
        return kernel.results().keySet().stream()
                .filter(id -> id.startsWith("reminder "))
                .toList();
    }

    /** The results, without what says by which version of its row a fact came. */
    private Map<String, JsonNode> withoutSource() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        kernel.results().forEach((id, document) -> {
            JsonNode copy = document.deepCopy();
            copy.findParents("source").forEach(item -> ((ObjectNode) item).remove("source"));
            all.put(id, copy);
        });
        return all;
    }

    private void row(String number, String predecessor, String filedOn, String applicant) {
        ObjectNode row = JSON.createObjectNode()
                .put("caseNo", number)
                .put("judgmentNo", "(2018)浙0102民初88号")
                .put("court", "某法院")
                .put("cause", "private-lending")
                .put("stage", "enforcing")
                .put("filedOn", filedOn);
        if (predecessor != null) {
            row.put("predecessorNo", predecessor);
        }
        row.putArray("parties")
                .addObject()
                .put("role", "applicant")
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", applicant);
        put("enforcement-case", number, row);
    }

    private void funds(String key, String number, String direction, Long principal, Long interest, Long costs) {
        ObjectNode row = JSON.createObjectNode()
                .put("movementId", key)
                .put("caseNo", number)
                .put("direction", direction)
                .put("amount", 5000L)
                .put("interest", interest)
                .put("costs", costs)
                .put("occurredOn", "2022-01-01");
        if (principal != null) {
            row.put("principal", principal);
        }
        put("case-funds", key, row);
    }

    private void line(String key, String number) {
        put(
                "bank-statement",
                key,
                JSON.createObjectNode()
                        .put("entryRef", key)
                        .put("statementId", "1")
                        .put("account", "33001")
                        .put("direction", "credit")
                        .put("currency", "CNY")
                        .put("amount", 5L)
                        .put("bookedOn", "2022-01-01")
                        .put("caseNo", number));
    }

    private void put(String dataset, String key, ObjectNode row) {
        kernel.send(new SmallCity.Change(dataset, key, ++version, row));
    }
}
