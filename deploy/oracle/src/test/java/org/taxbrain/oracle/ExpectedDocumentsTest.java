package org.taxbrain.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small sources, and the documents that they must come to, written by hand from docs/contracts.md. */
class ExpectedDocumentsTest {
    private static final String WANG = "330106198503122015";
    private static final String LI = "330106198607043020";
    private static final String ZHOU = "33010619560101003X";
    private static final String OLD_ZHOU = "330106560101003";
    private static final String FIRM = "91350100M000100Y43";
    private static final String UNIT = "330106001001GB00001F00010001";
    private static final String DJXH = "10113301000012345678";
    private static final String CASE = "（2021）浙0106执1234号";
    private static final String CLEAN_CASE = "(2021)浙0106执1234号";

    @TempDir
    static Path folder;

    private static SmallSources sources;

    @BeforeAll
    static void start() throws Exception {
        sources = new SmallSources(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        sources.close();
    }

    @BeforeEach
    void clear() throws Exception {
        sources.clear();
    }

    @Test
    void aCoupleThatSharesAHomeHasItInBothFilesAndOnceInTheUnits() throws Exception {
        sources.right(
                "R1",
                UNIT,
                holder("王伟", "1", WANG, "1/2")
                        .replace("]", "," + holder("李娜", "1", LI, "1/2").substring(1)),
                "2021-06-01",
                null);

        Map<String, JsonNode> documents = sources.documents();

        String data = """
            {"rightNo": "R1", "unitNo": "%s", "certificateNo": "浙(2021)杭州市不动产权第0012345号", "rightKind": "building",
             "holders": [{"name": "王伟", "idType": "resident-id", "id": "%s", "share": "1/2"},
                         {"name": "李娜", "idType": "resident-id", "id": "%s", "share": "1/2"}],
             "area": 89.50, "use": "住宅", "address": "文三路1号", "price": 110000000, "registeredOn": "2021-06-01"}""".formatted(UNIT, WANG, LI);
        assertThat(documents)
                .containsOnlyKeys("taxpayer person:" + WANG, "taxpayer person:" + LI, "property-unit unit:" + UNIT);
        same(documents.get("taxpayer person:" + WANG), """
            {"subject": "person:%1$s", "kind": "person", "name": "王伟", "names": ["王伟"], "identifiers": ["person:%1$s"],
             "summary": {"openArrears": 0}, "reminders": [],
             "sections": {"property-right": {"count": 1, "items": [
               {"key": "R1", "roles": ["holder"], "presentedAs": "person:%1$s", "data": %2$s}]}}}""".formatted(WANG, data));
        same(documents.get("property-unit unit:" + UNIT), """
            {"subject": "unit:%1$s", "kind": "property-unit", "names": [], "identifiers": ["unit:%1$s"],
             "summary": {"division": "330106", "activeRights": 1, "activeHolders": 2, "activeShares": 2, "activeMortgages": 0, "secured": 0, "openApplications": 0,
                "seizures": [], "transfers": [{"rightNo": "R1", "registeredOn": "2021-06-01"}]}, "reminders": [],
             "sections": {"property-right": {"count": 1, "items": [
               {"key": "R1", "roles": ["unit"], "presentedAs": "unit:%1$s", "data": %2$s}]}}}""".formatted(UNIT, data));
    }

    @Test
    void aHomeThatWasSoldLeavesTheSellersFileAndStandsInTheBuyers() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2011-06-01", null)
                .right("R2", UNIT.replace("F0001", "F0002"), holder("王伟", "1", WANG, null), "2012-06-01", null);
        sources.execute(
                "property_register", "UPDATE bdc_ql SET qlr = '" + holder("李娜", "1", LI, null) + "' WHERE ywh = 'R1'");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(keys(documents.get("taxpayer person:" + WANG), "property-right"))
                .containsExactly("R2");
        assertThat(keys(documents.get("taxpayer person:" + LI), "property-right"))
                .containsExactly("R1");
    }

    @Test
    void aCancelledRightStaysInTheFileAndIsNotActive() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2011-06-01", "2021-06-01")
                .right("R2", UNIT, holder("李娜", "1", LI, null), "2021-06-01", null);

        JsonNode unit = sources.documents().get("property-unit unit:" + UNIT);

        assertThat(keys(unit, "property-right")).containsExactly("R1", "R2");
        assertThat(unit.at("/summary/activeRights").asInt()).isEqualTo(1);
    }

    @Test
    void aPositionStandsInThePersonsFileAndInTheBusinesss() throws Exception {
        sources.registration(DJXH, "某公司", "100", FIRM)
                .position("RZ1", DJXH, "01", "王伟", "201", WANG, "2024-12-31")
                .position("RZ2", DJXH, "01", "李娜", "201", LI, null)
                .position("RZ3", DJXH, "04", "某公司", "100", FIRM, null)
                .position("RZ4", DJXH, "09", "王伟", "201", WANG, null)
                .dirty("position-holder", "public.dj_rzxx", "RZ4", "kind", "code-unknown");

        Map<String, JsonNode> documents = sources.documents();

        JsonNode firm = documents.get("taxpayer business:" + FIRM);
        same(documents.get("taxpayer person:" + WANG).get("positions"), """
            {"count": 1, "items": [{"key": "RZ1", "business": "djxh:%s", "name": "某公司", "kind": "legal-representative",
              "from": "2020-01-02", "to": "2024-12-31"}]}""".formatted(DJXH));
        same(firm.get("positionHolders"), """
            {"count": 3, "items": [
              {"key": "RZ1", "holder": "person:%s", "name": "王伟", "kind": "legal-representative", "from": "2020-01-02", "to": "2024-12-31"},
              {"key": "RZ2", "holder": "person:%s", "name": "李娜", "kind": "legal-representative", "from": "2020-01-02"},
              {"key": "RZ3", "holder": "business:%s", "name": "某公司", "kind": "accounting-agent", "from": "2020-01-02"}]}""".formatted(WANG, LI, FIRM));
        assertThat(firm.at("/positions/count").asInt()).isEqualTo(1);
        assertThat(documents.get("taxpayer person:" + WANG).has("positionHolders"))
                .isFalse();
    }

    @Test
    void whatBurdensAUnitStandsInItsFileAndInThoseWhoHoldItNow() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2011-06-01", "2021-06-01")
                .right("R2", UNIT, holder("李娜", "1", LI, null), "2021-06-01", null)
                .mortgage("DY1", UNIT, "1000000.00", null)
                .mortgage("DY2", UNIT, "200000.00", null)
                .mortgage("DY3", UNIT, "50.00", "2024-01-01")
                .seizure("CF1", UNIT, "1", null, "2020-01-05", "2020-01-05", "2023-01-04")
                .seizure("CF2", UNIT, "5", "CF1", "2023-01-03", "2023-01-05", "2026-01-04")
                .seizure("CF3", UNIT, "5", "CF2", "2026-01-03", "2026-01-05", "2029-01-04")
                .seizure("CF4", UNIT, "2", null, "2021-03-01", null, null)
                .seizure("CF5", UNIT, "4", null, "2021-02-01", null, null)
                .seizure("CF6", UNIT, "5", "CF0", "2022-02-01", "2022-02-01", "2025-01-31");

        Map<String, JsonNode> documents = sources.documents();

        same(documents.get("property-unit unit:" + UNIT).get("summary"), """
            {"division": "330106", "activeRights": 1, "activeHolders": 1, "activeShares": 0, "activeMortgages": 2, "secured": 120000000, "openApplications": 0,
             "seizures": [{"number": "CF1", "kind": "seizure", "from": "2020-01-05", "effectiveTo": "2029-01-04"},
                          {"number": "CF6", "kind": "renewal", "from": "2022-02-01", "effectiveTo": "2025-01-31"},
                          {"number": "CF5", "kind": "waiting-pre-seizure"}, {"number": "CF4", "kind": "waiting"}],
             "transfers": [{"rightNo": "R1", "registeredOn": "2011-06-01", "cancelledOn": "2021-06-01"},
                           {"rightNo": "R2", "registeredOn": "2021-06-01"}]}""");
        same(documents.get("taxpayer person:" + LI).get("units"), """
            [{"unit": "unit:%s", "mortgaged": true, "secured": 120000000,
              "seizures": [{"number": "CF1", "kind": "seizure", "from": "2020-01-05", "effectiveTo": "2029-01-04"},
                           {"number": "CF6", "kind": "renewal", "from": "2022-02-01", "effectiveTo": "2025-01-31"}]}]""".formatted(UNIT));
        assertThat(documents.get("taxpayer person:" + WANG).has("units"))
                .as("who has sold")
                .isFalse();
    }

    @Test
    void aHolderOfMoreUnitsThanAFileShowsHasAllOfThemCounted() throws Exception {
        for (int i = 1; i <= 201; i++) {
            String unit = UNIT.replace("00010001", String.format("0001%04d", i));
            sources.right("R" + i, unit, holder("王伟", "1", WANG, null), "2011-06-01", null)
                    .mortgage("DY" + i, unit, "1.00", null);
        }
        sources.right("L1", UNIT, holder("李娜", "1", LI, null), "2011-06-01", null);

        Map<String, JsonNode> documents = sources.documents();

        JsonNode holder = documents.get("taxpayer person:" + WANG);
        assertThat(holder.get("units")).hasSize(200);
        assertThat(holder.get("unitCount").asInt()).isEqualTo(201);
        assertThat(documents.get("taxpayer person:" + LI).has("unitCount")).isFalse();
    }

    @Test
    void aUnitThatOnlyWaitsOrWasPaidOffBurdensNobody() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2011-06-01", null)
                .mortgage("DY1", UNIT, "1.00", "2024-01-01")
                .seizure("CF1", UNIT, "2", null, "2021-03-01", null, null);

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents.get("taxpayer person:" + WANG).has("units")).isFalse();
        assertThat(documents.get("property-unit unit:" + UNIT).at("/summary/seizures"))
                .hasSize(1);
    }

    @Test
    void aCaseOfTheCounterStandsInTheFilesOfItsUnitAndItsApplicantsAndIsOpenUntilItEnds() throws Exception {
        String applicants = "[{\"sqrmc\": \"王伟\", \"zjzl\": \"1\", \"zjh\": \"" + WANG + "\"}]";
        sources.application("SL1", UNIT, applicants, "3")
                .application("SL2", UNIT, applicants, "4")
                .application("SL3", UNIT, applicants, "9");

        Map<String, JsonNode> documents = sources.documents();

        JsonNode unit = documents.get("property-unit unit:" + UNIT);
        assertThat(keys(unit, "property-application")).containsExactly("SL1", "SL2", "SL3");
        assertThat(unit.at("/summary/openApplications").asInt()).isEqualTo(1);
        JsonNode file = documents.get("taxpayer person:" + WANG);
        assertThat(file.get("name").asText()).isEqualTo("王伟");
        same(file.at("/sections/property-application/items/0"), """
            {"key": "SL1", "roles": ["applicant"], "presentedAs": "person:%1$s", "data": {"applicationNo": "SL1", "unitNo": "%2$s", "kind": "transfer",
             "applicants": [{"name": "王伟", "idType": "resident-id", "id": "%1$s"}], "acceptedOn": "2026-03-02", "stage": "taxing"}}""".formatted(WANG, UNIT));
    }

    @Test
    void aLoanStandsInTheFilesOfItsUnitAndOfBothBorrowersAsTheBankToldLast() throws Exception {
        String loan = "DK1," + UNIT + ",王伟,身份证," + WANG + ",李娜,身份证," + LI + ",是,\"1,000,000.00\",";
        sources.loans("2026-03-02", loan + "正常,20200102,20400102", "DK2," + UNIT + ",某人,身份证,1,,,,是,1.00,正常,20200102,")
                .loans("2026-03-07", loan + "结清,20200102,20260306")
                .dirty("housing-loan", "housing-loan_20260302.csv", "DK2", 3, 1, "borrowerId", "identifier-of");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents)
                .containsOnlyKeys("taxpayer person:" + WANG, "taxpayer person:" + LI, "property-unit unit:" + UNIT);
        assertThat(documents.get("taxpayer person:" + LI).get("name").asText()).isEqualTo("李娜");
        same(documents.get("taxpayer person:" + LI).at("/sections/housing-loan/items/0"), """
            {"key": "DK1", "roles": ["borrower"], "presentedAs": "person:%2$s", "data": {"loanNo": "DK1", "unitNo": "%3$s",
             "borrowerName": "王伟", "borrowerIdType": "resident-id", "borrowerId": "%1$s",
             "coBorrowerName": "李娜", "coBorrowerIdType": "resident-id", "coBorrowerId": "%2$s", "firstHome": true, "amount": 100000000,
             "status": "settled", "from": "2020-01-02", "to": "2026-03-06"}}""".formatted(
                        WANG, LI, UNIT));
        assertThat(sources.query("SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d"))
                .isEmpty();
    }

    @Test
    void dirtyBurdensReachNoFile() throws Exception {
        sources.mortgage("DY1", UNIT, "-1.00", null)
                .dirty("property-mortgage", "public.bdc_dyaq", "DY1", "secured", "min")
                .seizure("CF1", UNIT, "9", null, "2021-03-01", null, null)
                .dirty("property-seizure", "public.bdc_cf", "CF1", "kind", "code-unknown")
                .application("SL1", UNIT, "[]", "77")
                .dirty("property-application", "public.bdc_sq", "SL1", "stage", "code-unknown");

        assertThat(sources.documents()).isEmpty();
        assertThat(sources.query("SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d"))
                .isEmpty();
    }

    @Test
    void arrearsUnderARegistrationNumberStandInTheFileOfWhomTheRegisterNames() throws Exception {
        sources.registration(DJXH, "杭州茶叶有限公司", "100", FIRM)
                .arrears("QS1", DJXH, "2025-06-15", "1234.56")
                .arrears("QS2", DJXH, "2025-07-15", "0.00");

        JsonNode file = sources.documents().get("taxpayer business:" + FIRM);

        same(file.get("identifiers"), "[\"business:" + FIRM + "\", \"djxh:" + DJXH + "\"]");
        assertThat(file.get("kind").asText()).isEqualTo("business");
        assertThat(file.at("/summary/openArrears").asLong()).isEqualTo(123456);
        same(file.get("reminders"), "[\"open-arrears\"]");
        same(file.at("/sections/tax-arrears/items/0"), """
            {"key": "QS1", "roles": ["debtor"], "presentedAs": "djxh:%1$s", "data": {"arrearsId": "QS1", "djxh": "%1$s", "tax": "增值税",
             "periodFrom": "2025-01-01", "periodTo": "2025-03-31", "dueOn": "2025-06-15", "assessed": 500000, "open": 123456, "asOf": "2026-03-01"}}""".formatted(DJXH));
        Map<String, JsonNode> reminders = sources.reminders();
        assertThat(reminders).containsOnlyKeys("open-arrears business:" + FIRM + " tax-arrears|QS1");
        same(reminders.values().iterator().next(), """
            {"base": 123456, "rate": "0.0005", "from": "2025-06-16", "asOf": "2026-03-01", "office": "西湖区税务局"}""");
    }

    @Test
    void arrearsOfARegistrationThatTheRegisterDoesNotKnowStandInAFileOfTheNumberItself() throws Exception {
        sources.arrears("QS1", DJXH, "2025-06-15", "1234.56");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer djxh:" + DJXH);
        JsonNode file = documents.get("taxpayer djxh:" + DJXH);
        assertThat(file.get("kind").asText()).isEqualTo("djxh");
        assertThat(file.has("name")).isFalse();
        assertThat(sources.reminders()).containsOnlyKeys("open-arrears djxh:" + DJXH + " tax-arrears|QS1");
    }

    @Test
    void aNumberRegisteredLateMovesItsFactsToThePersonWhateverTheOrder() throws Exception {
        sources.arrears("QS1", DJXH, "2025-06-15", "1234.56")
                .residents("2026-03-01", 1, WANG + "|王伟|19850312|1")
                .registration(DJXH, "王伟（个体）", "201", WANG);

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer person:" + WANG);
        JsonNode file = documents.get("taxpayer person:" + WANG);
        assertThat(file.get("name").asText())
                .as("the tax core's name ranks first")
                .isEqualTo("王伟(个体)");
        same(file.get("names"), "[\"王伟\", \"王伟(个体)\"]");
        assertThat(file.get("sections").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("resident", "tax-arrears", "taxpayer");
    }

    @Test
    void aPersonIsOneInFifteenDigitsInFullWidthAndWithASmallX() throws Exception {
        sources.residents("2026-03-01", 1, OLD_ZHOU + "|周 建国|19560101|1")
                .medical("2026-03-01", 1, SmallSources.bill("JS1", "33010619560101003x", "周建国"))
                .right("R1", UNIT, holder("周建国", "1", "３３０１０６１９５６０１０１００３Ｘ", null), "2011-06-01", null);

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer person:" + ZHOU, "property-unit unit:" + UNIT);
        JsonNode file = documents.get("taxpayer person:" + ZHOU);
        assertThat(keys(file, "resident")).containsExactly(ZHOU);
        same(file.at("/sections/medical-settlement/items/0/data"), """
            {"settlementId": "JS1", "residentId": "%s", "name": "周建国", "startedOn": "2026-01-05", "endedOn": "2026-01-06",
             "hospital": "市一医院,城站", "total": 100000, "fundPaid": 60000, "selfPay": 30000, "ownPay": 10000, "cashPay": 0}""".formatted(ZHOU));
    }

    @Test
    void aCorrectedFileReplacesTheEarlierOne() throws Exception {
        sources.medical(
                        "2026-03-01",
                        1,
                        SmallSources.bill("JS1", WANG, "王伟"),
                        SmallSources.bill("JS2", WANG, "王伟"),
                        SmallSources.bill("JS3", LI, "李娜"))
                .medical("2026-03-02", 1, SmallSources.bill("JS4", LI, "李娜"))
                .medical("2026-03-01", 2, SmallSources.bill("JS2", LI, "李娜"), SmallSources.bill("JS1", WANG, "王伟"));

        Map<String, JsonNode> documents = sources.documents();

        assertThat(keys(documents.get("taxpayer person:" + WANG), "medical-settlement"))
                .containsExactly("JS1");
        assertThat(keys(documents.get("taxpayer person:" + LI), "medical-settlement"))
                .containsExactly("JS2", "JS4");
    }

    @Test
    void anUnreadableRowOfACorrectedFileKeepsWhatSeemsAbsent() throws Exception {
        sources.medical("2026-03-01", 1, SmallSources.bill("JS1", WANG, "王伟"), SmallSources.bill("JS2", LI, "李娜"))
                .medical("2026-03-01", 2, SmallSources.bill("JS1", WANG, "王伟"), "JS2," + LI)
                .dirty("medical-settlement", "medical-settlement_20260301.csv", "JS2", 3, 2, null, "columns-missing");

        OracleRun run = OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        assertThat(keys(sources.documents(run).get("taxpayer person:" + LI), "medical-settlement"))
                .containsExactly("JS2");
        assertThat(run.expectedCounts()).containsEntry("quarantine.medical-settlement", 1L);
    }

    @Test
    void aBrokenRowThatTheNextFileLacksLeavesQuarantineOnlyWhereAFileIsTheWhole() throws Exception {
        sources.residents("2026-03-01", 1, WANG + "|王伟|19850312|1", LI)
                .dirty("resident", "resident_20260301.csv", LI, 3, 1, null, "columns-missing")
                .residents("2026-03-08", 1, WANG + "|王伟|19850312|1")
                .medical("2026-03-01", 1, SmallSources.bill("JS1", WANG, "王伟"))
                .medical("2026-03-02", 1, SmallSources.bill("JS2", WANG, "王伟"), "JS1," + WANG)
                .dirty("medical-settlement", "medical-settlement_20260302.csv", "JS1", 3, 1, null, "columns-missing")
                .medical("2026-03-02", 2, SmallSources.bill("JS2", WANG, "王伟"));

        OracleRun run = OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        assertThat(keys(sources.documents(run).get("taxpayer person:" + WANG), "medical-settlement"))
                .containsExactly("JS1", "JS2");
        assertThat(sources.query("SELECT dataset, outranked::text FROM oracle.truth"))
                .containsOnlyKeys("resident", "medical-settlement")
                .satisfies(
                        truth -> assertThat(truth.get("resident").asBoolean()).isTrue())
                .satisfies(truth ->
                        assertThat(truth.get("medical-settlement").asBoolean()).isFalse());
    }

    @Test
    void whoIsAbsentFromTheNextFullFileIsGone() throws Exception {
        sources.residents("2026-03-01", 1, WANG + "|王伟|19850312|1", LI + "|李娜|19860704|1")
                .residents("2026-03-08", 1, WANG + "|王伟|19850312|2");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer person:" + WANG);
        assertThat(documents
                        .get("taxpayer person:" + WANG)
                        .at("/sections/resident/items/0/data/status")
                        .asText())
                .isEqualTo("deceased");
    }

    @Test
    void aCoupleAndTheirChildAreToldWhatTheOthersHoldAndPaid() throws Exception {
        String child = "330106201503020013";
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2021-06-01", null)
                .right("R2", UNIT.replace("F0001", "F0002"), holder("李娜", "1", LI, null), "2021-06-01", "2024-01-01")
                .medical("2026-03-01", 1, SmallSources.bill("JS1", LI, "李娜"), SmallSources.bill("JS2", LI, "李娜"))
                .families(
                        "2026-03-01",
                        "GX1|1|王伟|111|" + WANG + "|李娜|111|" + LI + "|20100520|",
                        "GX2|2|王伟|111|" + WANG + "|王小|111|" + child + "|20150302|",
                        "GX3|1|李娜|111|" + LI + "|周建国|111|" + OLD_ZHOU + "|20000101|20080101");

        Map<String, JsonNode> documents = sources.documents();

        same(documents.get("taxpayer person:" + WANG).get("relatives"), """
            [{"relation": "spouse", "from": "2010-05-20", "person": "person:%s", "homes": {"count": 0, "units": []},
              "medicalYears": [{"year": 2026, "selfPay": 60000}]},
             {"relation": "child", "from": "2015-03-02", "person": "person:%s", "homes": {"count": 0, "units": []}, "medicalYears": []}]""".formatted(LI, child));
        same(documents.get("taxpayer person:" + LI).get("relatives"), """
            [{"relation": "spouse", "from": "2010-05-20", "person": "person:%s", "homes": {"count": 1, "units": ["unit:%s"]}, "medicalYears": []},
             {"relation": "spouse", "from": "2000-01-01", "to": "2008-01-01", "person": "person:%s"}]""".formatted(WANG, UNIT, ZHOU));
        same(documents.get("taxpayer person:" + child).at("/relatives/0/relation"), "\"parent\"");
    }

    @Test
    void whoseIdTheResidentRegisterChangedHasOneFileUnderThePresentId() throws Exception {
        sources.registration(DJXH, "李娜", "201", LI)
                .arrears("QS1", DJXH, "2025-06-15", "1.00")
                .right("R1", UNIT, holder("李娜", "1", LI, null), "2021-06-01", null)
                .right("R2", UNIT, holder("周建国", "1", ZHOU, null), "2021-06-01", null)
                .residentsWithFormerIds(
                        "2026-03-01",
                        1,
                        WANG + "|李娜|19850312|1|" + former("111", LI),
                        ZHOU + "|周建国|19560101|1|" + former("111", ZHOU));

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents)
                .containsOnlyKeys("taxpayer person:" + WANG, "taxpayer person:" + ZHOU, "property-unit unit:" + UNIT);
        JsonNode file = documents.get("taxpayer person:" + WANG);
        same(file.get("identifiers"), """
            ["djxh:%s", "person:%s", "person:%s"]""".formatted(DJXH, WANG, LI));
        same(file.at("/summary/openArrears"), "100");

        sources.residents("2026-03-08", 1, WANG + "|李娜|19850312|1", LI + "|李娜|19860704|1");

        assertThat(sources.documents())
                .as("the register took it back")
                .containsKeys("taxpayer person:" + WANG, "taxpayer person:" + LI);
    }

    @Test
    void whoHasARowInTheResidentRegisterIsNobodyElse() throws Exception {
        sources.right("R1", UNIT, holder("李娜", "1", LI, null), "2021-06-01", null)
                .residentsWithFormerIds(
                        "2026-03-01", 1, WANG + "|王伟|19850312|1|" + former("111", LI), LI + "|李娜|19860704|1|");

        assertThat(keys(sources.documents().get("taxpayer person:" + LI), "property-right"))
                .containsExactly("R1");
    }

    @Test
    void aListOfFormerIdsThatIsNoArrayOfObjectsMakesTheRowDirty() throws Exception {
        String child = "330106201503020013";
        sources.residentsWithFormerIds(
                "2026-03-01",
                1,
                WANG + "|王伟|19850312|1|20260301",
                LI + "|李娜|19860704|1|[1]",
                ZHOU + "|周建国|19560101|1|[{",
                child + "|王小|20150302|1|[]");
        for (int line = 2; line <= 4; line++) {
            sources.dirty(
                    "resident",
                    "resident_20260301.csv",
                    List.of(WANG, LI, ZHOU).get(line - 2),
                    line,
                    1,
                    "formerIds",
                    "type");
        }

        OracleRun run = OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        assertThat(sources.documents(run)).containsOnlyKeys("taxpayer person:" + child);
        assertThat(sources.query("SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d"))
                .isEmpty();
    }

    private static String former(String type, String id) {
        return "\"[{\"\"zjzl\"\":\"\"" + type + "\"\",\"\"zjhm\"\":\"\"" + id + "\"\"}]\"";
    }

    @Test
    void whoIsAbsentFromABrokenFullFileIsGoneOnlyWithTheNextWholeOne() throws Exception {
        sources.residents("2026-02-22", 1, WANG + "|王伟|19850312|1", LI + "|李娜|19860704|1", ZHOU + "|周建国|19560101|1")
                .residents("2026-03-01", 1, WANG + "|王伟|19850312|1", ZHOU);

        assertThat(sources.documents())
                .as("the cut row may be anybody's")
                .containsKeys("taxpayer person:" + LI, "taxpayer person:" + ZHOU);

        sources.residents("2026-03-08", 1, WANG + "|王伟|19850312|1");

        assertThat(sources.documents()).containsOnlyKeys("taxpayer person:" + WANG);
    }

    @Test
    void ofAKeyTwiceInOneFileTheLaterLineHolds() throws Exception {
        sources.medical("2026-03-01", 1, SmallSources.bill("JS1", WANG, "王伟"), SmallSources.bill("JS1", LI, "李娜"));

        assertThat(sources.documents()).containsOnlyKeys("taxpayer person:" + LI);
    }

    @Test
    void dirtyRowsReachNoFileAndTruthTellsOfEach() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", "330106198503122014", null), "2011-06-01", null)
                .dirty("property-right", "public.bdc_ql", "R1", "holders.id", "identifier-of")
                .right("R2", UNIT, holder("王伟", "5", WANG, null), "2011-06-01", null)
                .dirty("property-right", "public.bdc_ql", "R2", "holders.idType", "code-unknown")
                .right("R3", UNIT, holder("王伟", "1", WANG, null), "2070-01-01", null)
                .dirty("property-right", "public.bdc_ql", "R3", "registeredOn", "not-after-landing")
                .registration(DJXH, "某公司", "100", "91350100M000100Y34")
                .dirty("taxpayer", "public.dj_nsrxx", DJXH, "id", "identifier-of")
                .medical("2026-03-01", 1, SmallSources.bill("JS1", "1", "王伟"), SmallSources.bill("", WANG, "王伟"))
                .dirty(
                        "medical-settlement",
                        "medical-settlement_20260301.csv",
                        "JS1",
                        2,
                        1,
                        "residentId",
                        "resident-id")
                .dirty("medical-settlement", "medical-settlement_20260301.csv", "", 3, 1, null, "key-unreadable");

        OracleRun run = OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        assertThat(sources.documents(run)).isEmpty();
        assertThat(sources.query("SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d"))
                .isEmpty();
    }

    @Test
    void truthThatIsWrongIsFoundOut() throws Exception {
        sources.right("R1", UNIT, holder("王伟", "1", WANG, null), "2011-06-01", null)
                .dirty("property-right", "public.bdc_ql", "R1", "holders.id", "identifier-of")
                .right("R2", UNIT, holder("王伟", "1", "1", null), "2011-06-01", null);
        OracleRun.prepare(sources.config(URI.create("http://127.0.0.1:1")), Progress.NONE);

        Map<String, JsonNode> found = sources.query(
                "SELECT coalesce(found, '') || ' / ' || coalesce(told, ''), 'null' FROM oracle.disagreement");

        assertThat(found).containsOnlyKeys(" / holders.id|identifier-of", "holders.id|identifier-of / ");
    }

    @Test
    void interestHeldInAPrivateLendingCaseRemindsEachApplicantThatIsAPerson() throws Exception {
        sources.enforcementCase(
                        CASE,
                        "民间借贷纠纷",
                        parties(
                                party("申请执行人", "王伟", "身份证", WANG),
                                party("申请执行人", "李娜", "身份证", LI),
                                party("申请执行人", "某公司", "统一社会信用代码", FIRM),
                                party("被执行人", "周建国", "身份证", ZHOU)))
                .funds("M1", CASE, "收", "1000.00", "0", "-", "2026-01-05")
                .funds("M2", CLEAN_CASE, "收", "500.00", "200.00", "0", "2026-01-10")
                .funds("M3", CASE, "付", "500.00", "50.00", "0", "2026-02-10")
                .statement(
                        "2026-03-01",
                        SmallSources.entry("E1", "700.00", "执行款（2021）浙0106执1234号利息"),
                        SmallSources.entry("E2", "1.00", "手续费"));

        Map<String, JsonNode> documents = sources.documents();

        JsonNode file = documents.get("enforcement-case case:" + CLEAN_CASE);
        same(money(file), """
            {"interestReceived": 20000, "interestPaidOut": 5000, "interestHeld": 15000, "principalReceived": 150000, "principalPaidOut": 50000, "costsReceived": 0, "costsPaidOut": 0, "splitUnknown": false}""");
        assertThat(keys(file, "case-funds")).containsExactly("M1", "M2", "M3");
        assertThat(keys(file, "bank-statement"))
                .as("a line without a case number goes nowhere")
                .containsExactly("E1");
        same(file.at("/sections/bank-statement/items/0"), """
            {"key": "E1", "roles": ["statement-line"], "presentedAs": "case:%1$s", "data": {"entryRef": "E1", "statementId": "S1", "account": "3301001",
             "direction": "credit", "currency": "CNY", "amount": 70000, "bookedOn": "2026-03-01", "remittance": "执行款(2021)浙0106执1234号利息", "caseNo": "%1$s"}}""".formatted(CLEAN_CASE));
        Map<String, JsonNode> reminders = sources.reminders();
        assertThat(reminders)
                .containsOnlyKeys(
                        "case-interest-unpaid person:" + WANG + " enforcement-case|" + CLEAN_CASE,
                        "case-interest-unpaid person:" + LI + " enforcement-case|" + CLEAN_CASE);
        same(reminders.values().iterator().next(), """
            {"base": 15000, "rate": "0.20", "from": "2026-01-10", "asOf": "2026-02-10"}""");
        same(documents.get("taxpayer person:" + LI).get("reminders"), "[\"case-interest-unpaid\"]");
        same(documents.get("taxpayer person:" + ZHOU).get("reminders"), "[]");
        same(documents.get("taxpayer business:" + FIRM).get("reminders"), "[]");
    }

    @Test
    void casesThatGoOnWithEachOtherAreOneDebtUnderTheFirstNumber() throws Exception {
        String second = "（2023）浙0106执恢5号";
        String third = "（2024）浙0106执恢6号";
        sources.enforcementCase(CASE, "民间借贷纠纷", parties(party("申请执行人", "王伟", "身份证", WANG)))
                .enforcementCase(second, "民间借贷纠纷", parties(party("申请执行人", "王伟", "身份证", WANG)))
                .enforcementCase(third, "民间借贷纠纷", parties(party("申请执行人", "李娜", "身份证", LI)))
                .continues(second, CASE, "2023-02-01")
                .continues(third, second, "2024-02-01")
                .funds("M1", CASE, "收", "500.00", "200.00", "1.00", "2026-01-05")
                .funds("M2", third, "付", "500.00", "50.00", "0", "2026-01-10")
                .statement("2026-03-02", SmallSources.entry("E1", "700.00", "执行款(2023)浙0106执恢5号"));

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents.keySet().stream().filter(d -> d.startsWith("enforcement-case")))
                .containsExactly("enforcement-case case:" + CLEAN_CASE);
        JsonNode file = documents.get("enforcement-case case:" + CLEAN_CASE);
        same(file.get("identifiers"), """
            ["case:%s", "case:(2023)浙0106执恢5号", "case:(2024)浙0106执恢6号"]""".formatted(CLEAN_CASE));
        same(money(file), """
            {"interestReceived": 20000, "interestPaidOut": 5000, "interestHeld": 15000, "principalReceived": 50000, "principalPaidOut": 50000,
             "costsReceived": 100, "costsPaidOut": 0, "splitUnknown": false}""");
        assertThat(keys(file, "case-funds")).containsExactly("M1", "M2");
        assertThat(keys(file, "bank-statement")).containsExactly("E1");
        assertThat(sources.reminders())
                .as("who applies in the newest case")
                .containsOnlyKeys("case-interest-unpaid person:" + LI + " enforcement-case|" + CLEAN_CASE);
        same(documents.get("taxpayer person:" + WANG).get("debts"), """
            [{"case": "case:%1$s", "numbers": ["%1$s", "(2023)浙0106执恢5号", "(2024)浙0106执恢6号"]}]""".formatted(CLEAN_CASE));
        same(file.at("/summary/parties"), """
            [{"subject": "person:%s", "roles": ["applicant"], "name": "王伟"},
             {"subject": "person:%s", "roles": ["applicant"], "name": "李娜"}]""".formatted(WANG, LI));
    }

    @Test
    void linksThatRunInACircleAreOneDebtUnderTheLowestNumber() throws Exception {
        String second = "（2023）浙0106执恢5号";
        String third = "（2024）浙0106执恢6号";
        for (String number : List.of(CASE, second, third)) {
            sources.enforcementCase(number, "民间借贷纠纷", parties(party("申请执行人", "王伟", "身份证", WANG)));
        }
        sources.continues(CASE, second, "2023-02-01")
                .continues(second, CASE, "2023-02-01")
                .continues(third, second, "2024-02-01");

        assertThat(sources.documents().keySet().stream().filter(d -> d.startsWith("enforcement-case")))
                .containsExactly("enforcement-case case:" + CLEAN_CASE);
    }

    @Test
    void aSplitThatTheCourtHasNotStatedStatesNoAmountAndAsks() throws Exception {
        sources.enforcementCase(CASE, "民间借贷纠纷", parties(party("申请执行人", "王伟", "身份证", WANG)))
                .funds("M1", CASE, "收", null, null, null, "2026-01-05")
                .funds("M2", CASE, "收", "500.00", "200.00", "0", "2026-01-10");

        Map<String, JsonNode> documents = sources.documents();

        same(money(documents.get("enforcement-case case:" + CLEAN_CASE)), """
            {"interestReceived": 20000, "interestPaidOut": 0, "principalReceived": 50000, "principalPaidOut": 0, "costsReceived": 0, "costsPaidOut": 0, "splitUnknown": true}""");
        same(sources.reminders().values().iterator().next(), """
            {"rate": "0.20", "from": "2026-01-05", "asOf": "2026-01-10", "askCourt": true}""");
    }

    @Test
    void interestRemindsNobodyInAnotherCauseOrWithoutACase() throws Exception {
        sources.enforcementCase(CASE, "买卖合同纠纷", parties(party("申请执行人", "王伟", "身份证", WANG)))
                .funds("M1", CASE, "收", "0", "200.00", "0", "2026-01-05")
                .funds("M2", "（2021）浙0106执999号", "收", null, null, null, "2026-01-05");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(sources.reminders()).isEmpty();
        assertThat(documents).containsKey("enforcement-case case:(2021)浙0106执999号");
    }

    @Test
    void whoIsBothSidesOfACaseHasItOnceWithBothRoles() throws Exception {
        sources.enforcementCase(
                CASE, "劳动争议", parties(party("被执行人", "王伟", "身份证", WANG), party("申请执行人", "王伟", "身份证", WANG)));

        JsonNode file = sources.documents().get("taxpayer person:" + WANG);

        same(file.at("/sections/enforcement-case/items/0/roles"), "[\"applicant\", \"debtor\"]");
        assertThat(file.at("/sections/enforcement-case/count").asInt()).isEqualTo(1);
    }

    @Test
    void aCaseThatTheCourtDeletedIsGone() throws Exception {
        sources.enforcementCase(CASE, "劳动争议", parties(party("被执行人", "王伟", "身份证", WANG)));
        sources.execute("court", "UPDATE enforcement_case SET deleted = true, seq = seq + 1");

        assertThat(sources.documents()).isEmpty();
    }

    @Test
    void itemsAreCutAtTwoHundredAndCountedAll() throws Exception {
        for (int i = 0; i < 201; i++) {
            sources.arrears("QS%04d".formatted(i), DJXH, "2025-06-15", "1.00");
        }

        JsonNode section = sources.documents().get("taxpayer djxh:" + DJXH).at("/sections/tax-arrears");

        assertThat(section.get("count").asInt()).isEqualTo(201);
        assertThat(section.get("items")).hasSize(200);
        assertThat(section.at("/items/199/key").asText()).isEqualTo("QS0199");
    }

    private static String holder(String name, String idType, String id, String share) {
        return "[{\"qlrmc\": \"%s\", \"zjzl\": \"%s\", \"zjh\": \"%s\", \"qlbl\": %s}]"
                .formatted(name, idType, id, share == null ? "null" : "\"" + share + "\"");
    }

    /** The summary of a case without its parties. */
    private static JsonNode money(JsonNode caseFile) {
        return ((ObjectNode) caseFile.get("summary").deepCopy()).without("parties");
    }

    private static String party(String role, String name, String idType, String id) {
        return "{\"role\": \"%s\", \"name\": \"%s\", \"idType\": \"%s\", \"id\": \"%s\"}"
                .formatted(role, name, idType, id);
    }

    private static String parties(String... parties) {
        return "[" + String.join(",", parties) + "]";
    }

    private static Iterable<String> keys(JsonNode file, String dataset) {
        return file.at("/sections/" + dataset + "/items").findValuesAsText("key");
    }

    private static void same(JsonNode actual, String expected) throws Exception {
        assertThat(SmallSources.JSON.readTree(actual.toString())).isEqualTo(SmallSources.JSON.readTree(expected));
    }
}
