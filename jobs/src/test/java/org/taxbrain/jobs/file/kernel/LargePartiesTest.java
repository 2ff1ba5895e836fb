package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;

/**
 * Who has very many facts: a change of one of them costs as much as it does for somebody with ten times fewer, no document
 * is without bound, and nothing is left when the facts are gone.
 */
class LargePartiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 400;
    private static final int VERY_MANY = 10 * MANY;
    /** Some counts have more digits, some lists are one entry longer. */
    private static final int SLACK = 10;
    /** A document with some full lists. */
    private static final int MOST_BYTES = 400_000;

    private static final String BANK = "91330106MA2BANK01X";
    private static final String DEVELOPER = "91330106MA2DEVEL1X";
    private static final String AGENT = "91330106MA2AGENT1X";

    /** Sends the rows of one of the many: a client, a unit, a case. */
    private interface Part {
        void send(City city, int number, int version);
    }

    /** A kernel, and the rows that it knows. */
    private static final class City {
        private final CountingHeap heap = new CountingHeap();
        private final KernelRun kernel = new KernelRun(heap, LargeSections.MOST);
        private final Map<String, Change> standing = new LinkedHashMap<>();
        private long order;

        void put(String dataset, String key, ObjectNode row) {
            Change change = new Change(dataset, key, ++order, row);
            standing.put(dataset + '|' + key, change);
            kernel.send(change);
        }

        void delete(String dataset, String key) {
            standing.remove(dataset + '|' + key);
            kernel.send(new Change(dataset, key, ++order, null));
        }

        void write() {
            kernel.barrier(bound -> 0, 0);
        }

        JsonNode file(String id) {
            return kernel.results().get(id);
        }

        /** Accesses of state that writing takes, with those of all that was sent. */
        long cost() {
            write();
            return heap.take();
        }

        void assertBounded(String subject) {
            kernel.results().forEach((id, document) -> {
                assertThat(document.toString().length()).as(id).isLessThan(MOST_BYTES);
                assertListsAreCut(id, document);
            });
            try {
                StrictMappings.assertAccept(Map.of(subject, file(subject)));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void assertListsAreCut(String id, JsonNode node) {
            if (node.isArray()) {
                assertThat(node.size()).as(id).isLessThanOrEqualTo(FileDocument.LIMIT);
            }
            node.forEach(child -> assertListsAreCut(id, child));
        }

        void assertNothingIsLeft() {
            for (Change change : Map.copyOf(standing).values()) {
                delete(change.dataset(), change.key());
            }
            write();
            assertThat(kernel.results()).isEmpty();
            kernel.comeBack();
            assertThat(kernel.stateEntries()).as("entries of state left").isZero();
        }
    }

    /** What a change costs: of one of the first, of one of the last, and for one more. */
    private record Costs(long first, long last, long more) {}

    /** The city with very many, when it has passed. */
    private static City assertBounded(Part part, String subject, Map<String, Integer> counts) {
        Costs many = costs(city(part, MANY), part, MANY);
        City large = city(part, VERY_MANY);
        large.assertBounded(subject);
        counts.forEach((pointer, perPart) ->
                assertThat(large.file(subject).at(pointer).asInt()).as(pointer).isEqualTo(perPart * VERY_MANY));
        Costs veryMany = costs(large, part, VERY_MANY);
        assertThat(veryMany.first).as("accesses for one of the first").isLessThanOrEqualTo(many.first + SLACK);
        assertThat(veryMany.last).as("accesses for one of the last").isLessThanOrEqualTo(many.last + SLACK);
        assertThat(veryMany.more).as("accesses for one more").isLessThanOrEqualTo(many.more + SLACK);
        return large;
    }

    private static City city(Part part, int number) {
        City city = new City();
        for (int i = 0; i < number; i++) {
            part.send(city, i, 1);
        }
        city.write();
        // what has just become large is settled by the next change
        part.send(city, 0, 2);
        city.cost();
        return city;
    }

    private static Costs costs(City city, Part part, int number) {
        part.send(city, 1, 2);
        long first = city.cost();
        part.send(city, number - 1, 2);
        long last = city.cost();
        part.send(city, number, 1);
        return new Costs(first, last, city.cost());
    }

    @Test
    void shouldKeepABankThatIsMortgageeOutOfAllButTheUnits() {
        City city = assertBounded(
                (to, i, version) -> {
                    to.put("property-right", "R" + i, right(i, "resident-id", person(i)));
                    to.put("property-mortgage", "DY" + i, mortgage(i, "DY" + i, version));
                },
                "property-unit " + unit(0),
                Map.of());
        assertThat(city.file("taxpayer business:" + BANK)).isNull();
        city.assertNothingIsLeft();
    }

    @Test
    void shouldKeepACourtThatSeizesAndEnforcesOutOfAllButTheUnitsAndCases() {
        City city = assertBounded(
                (to, i, version) -> {
                    to.put("property-right", "R" + i, right(i, "resident-id", person(i)));
                    to.put(
                            "property-seizure",
                            "CF" + i,
                            JSON.createObjectNode()
                                    .put("seizureNo", "CF" + i)
                                    .put("unitNo", unitNo(i))
                                    .put("kind", "seizure")
                                    .put("authority", "西湖区人民法院")
                                    .put("registeredOn", "2023-01-05")
                                    .put("from", "2023-01-05")
                                    .put("to", "2026-01-0" + version));
                    to.put(
                            "enforcement-case",
                            number(i, "执"),
                            enforcement(i, "执", "sale-contract", "resident-id", person(i)));
                },
                "property-unit " + unit(0),
                Map.of());
        assertThat(city.kernel.results().toString().length())
                .as("the court stands in each row, and nowhere else")
                .isLessThan(VERY_MANY * 8_000);
        city.assertNothingIsLeft();
    }

    @Test
    void shouldKeepAHospitalOutOfAllButThePatientsFiles() {
        assertBounded(
                        (to, i, version) -> to.put("medical-settlement", "JS" + i, bill(i, person(i), version)),
                        "taxpayer person:" + person(0),
                        Map.of())
                .assertNothingIsLeft();
    }

    @Test
    void shouldCountTheClientsOfAnAccountingAgentAndListTheFirst() {
        City city = assertBounded(
                (to, i, version) -> to.put("position-holder", "RZ" + at(i), position(i, version)),
                "taxpayer business:" + AGENT,
                Map.of("/positions/count", 1, "/sections/position-holder/count", 1));
        JsonNode agent = city.file("taxpayer business:" + AGENT);
        assertThat(agent.at("/positions/items/199/key").asText()).isEqualTo("RZ00199");
        assertThat(agent.at("/positions/items/1/to").asText()).isEqualTo("2024-12-02");
        city.assertNothingIsLeft();
    }

    @Test
    void shouldCountTheUnitsOfADeveloperAndWhatBurdensThem() {
        City city = assertBounded(
                (to, i, version) -> {
                    to.put("property-right", "R" + at(i), right(i, "uscc", DEVELOPER));
                    to.put("property-mortgage", "DY" + i, mortgage(i, "DY" + i, version));
                },
                "taxpayer business:" + DEVELOPER,
                Map.of("/unitCount", 1, "/sections/property-right/count", 1));
        JsonNode developer = city.file("taxpayer business:" + DEVELOPER);
        assertThat(developer.get("units")).hasSize(FileDocument.LIMIT);
        assertThat(developer.at("/units/1/secured").asLong()).isEqualTo(102);
        city.assertNothingIsLeft();
    }

    @Test
    void shouldCountTheCasesAndDebtsOfABankThatApplies() {
        City city = assertBounded(
                (to, i, version) -> {
                    // a lender hears of interest, too, but only a person is reminded of it
                    to.put("enforcement-case", number(i, "执"), enforcement(i, "执", "private-lending", "uscc", BANK));
                    ObjectNode resumed = enforcement(i, "执恢", "private-lending", "uscc", BANK);
                    to.put("enforcement-case", number(i, "执恢"), resumed.put("predecessorNo", number(i, "执")));
                    to.put("case-funds", "AK" + i, funds(i, "AK" + i, version));
                },
                "taxpayer business:" + BANK,
                Map.of("/debtCount", 1, "/sections/enforcement-case/count", 2));
        JsonNode bank = city.file("taxpayer business:" + BANK);
        assertThat(bank.get("debts")).hasSize(FileDocument.LIMIT);
        assertThat(bank.get("reminders")).isEmpty();
        city.assertNothingIsLeft();
    }

    @Test
    void shouldSumUpACaseWithVeryManyMovements() {
        City city = assertBounded(
                (to, i, version) -> {
                    if (i == 0) {
                        to.put(
                                "enforcement-case",
                                number(0, "执"),
                                enforcement(0, "执", "private-lending", "resident-id", person(1)));
                    }
                    to.put("case-funds", "AK" + at(i), funds(0, "AK" + at(i), version));
                },
                "enforcement-case case:" + number(0, "执"),
                Map.of("/sections/case-funds/count", 1));
        JsonNode summary = city.file("enforcement-case case:" + number(0, "执")).get("summary");
        assertThat(summary.get("interestReceived").asLong()).isEqualTo(3L * VERY_MANY + 3 + 3);
        assertThat(city.file("reminder case-interest-unpaid|person:" + person(1) + "|case:" + number(0, "执"))
                        .get("base"))
                .isEqualTo(summary.get("interestHeld"));
        city.assertNothingIsLeft();
    }

    @Test
    void shouldSumUpAUnitWithVeryManyApplicationsAndMortgages() {
        City city = assertBounded(
                (to, i, version) -> {
                    to.put("property-mortgage", "DY" + at(i), mortgage(0, "DY" + at(i), version));
                    to.put("property-application", "YW" + at(i), application(i, version == 1 ? "accepted" : "taxing"));
                },
                "property-unit " + unit(0),
                Map.of(
                        "/summary/activeMortgages", 1,
                        "/summary/openApplications", 1,
                        "/sections/property-application/count", 1));
        assertThat(city.file("property-unit " + unit(0)).at("/summary/secured").asLong())
                .isEqualTo(101L * VERY_MANY + 101 + 3);
        city.assertNothingIsLeft();
    }

    @Test
    void shouldMoveAllFactsOfAnIdWithTwoMessagesForEach() {
        long before = moved(MANY);
        long ofMore = moved(VERY_MANY);
        assertThat(ofMore).as("accesses to move ten times as many").isLessThan(11 * before);
    }

    /** What it costs when a register says who somebody with so many bills is. */
    private static long moved(int number) {
        City city = new City();
        for (int i = 0; i < number; i++) {
            city.put("medical-settlement", "JS" + i, bill(i, person(1), 1));
        }
        city.cost();
        ObjectNode resident =
                JSON.createObjectNode().put("residentId", person(2)).put("name", "王伟");
        resident.put("birthDate", "1990-01-01").put("status", "normal");
        resident.putArray("formerIds").addObject().put("idType", "resident-id").put("id", person(1));
        city.put("resident", person(2), resident);
        long cost = city.cost();
        String present = "taxpayer person:" + person(2);
        assertThat(city.file("taxpayer person:" + person(1))).isNull();
        city.assertBounded(present);
        assertThat(city.file(present).at("/sections/medical-settlement/count").asInt())
                .isEqualTo(number);
        city.delete("resident", person(2));
        city.cost();
        assertThat(city.kernel.results()).containsOnlyKeys("taxpayer person:" + person(1));
        city.assertNothingIsLeft();
        return cost;
    }

    private static String at(int i) {
        return String.format("%05d", i);
    }

    private static String person(int i) {
        return String.format("3301061990%08d", i);
    }

    private static String unitNo(int i) {
        return String.format("330106001001GB%05dF00010001", i);
    }

    private static String unit(int i) {
        return "unit:" + unitNo(i);
    }

    private static String number(int i, String kind) {
        return "(2021)浙0102" + kind + (10_000 + i) + "号";
    }

    private static ObjectNode right(int i, String idType, String holder) {
        ObjectNode right = JSON.createObjectNode()
                .put("rightNo", "R" + i)
                .put("unitNo", unitNo(i))
                .put("rightKind", "国有建设用地使用权/房屋所有权")
                .put("use", "城镇住宅用地/住宅")
                .put("registeredOn", "2020-02-29");
        right.putArray("holders")
                .addObject()
                .put("name", "某人")
                .put("idType", idType)
                .put("id", holder);
        return right;
    }

    private static ObjectNode mortgage(int unit, String number, int version) {
        return JSON.createObjectNode()
                .put("mortgageNo", number)
                .put("unitNo", unitNo(unit))
                .put("mortgageeName", "某银行")
                .put("mortgageeId", BANK)
                .put("secured", 100L + version)
                .put("registeredOn", "2020-02-29");
    }

    private static ObjectNode application(int number, String stage) {
        ObjectNode row = JSON.createObjectNode()
                .put("applicationNo", "YW" + at(number))
                .put("unitNo", unitNo(0))
                .put("kind", "transfer")
                .put("stage", stage)
                .put("acceptedOn", "2026-01-02");
        row.putArray("applicants")
                .addObject()
                .put("name", "某人")
                .put("idType", "resident-id")
                .put("id", person(number));
        return row;
    }

    private static ObjectNode bill(int i, String patient, int version) {
        ObjectNode row = JSON.createObjectNode()
                .put("settlementId", "JS" + i)
                .put("residentId", patient)
                .put("name", "王伟")
                .put("startedOn", "2025-05-01")
                .put("endedOn", "2025-05-02")
                .put("hospital", "浙江医院");
        for (String money : new String[] {"total", "fundPaid", "selfPay", "ownPay", "cashPay"}) {
            row.put(money, 100L + version);
        }
        return row;
    }

    private static ObjectNode position(int client, int version) {
        return JSON.createObjectNode()
                .put("positionId", "RZ" + at(client))
                .put("djxh", String.format("1011330100000%07d", client))
                .put("businessName", "某公司")
                .put("kind", "accounting-agent")
                .put("name", "某代理记账公司")
                .put("idType", "uscc")
                .put("id", AGENT)
                .put("from", "2020-01-02")
                .put("to", "2024-12-0" + version);
    }

    private static ObjectNode enforcement(int i, String kind, String cause, String idType, String applicant) {
        ObjectNode row = JSON.createObjectNode()
                .put("caseNo", number(i, kind))
                .put("court", "西湖区人民法院")
                .put("cause", cause)
                .put("amount", 1_000_000L)
                .put("stage", "enforcing")
                .put("filedOn", "2021-03-04");
        row.putArray("parties")
                .addObject()
                .put("role", "applicant")
                .put("name", "申请人")
                .put("idType", idType)
                .put("id", applicant);
        return row;
    }

    private static ObjectNode funds(int i, String key, int version) {
        return JSON.createObjectNode()
                .put("movementId", key)
                .put("caseNo", number(i, "执"))
                .put("direction", "received")
                .put("amount", 10L)
                .put("principal", 7L)
                .put("interest", 2L + version)
                .put("costs", 0L)
                .put(
                        "occurredOn",
                        LocalDate.of(2023, 1, 1).plusDays(key.hashCode() % 300).toString());
    }
}
