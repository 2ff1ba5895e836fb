package org.taxbrain.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What contracts, licences, auctions and meters must come to, written by hand from their declarations. */
class DeclaredDocumentsTest {
    private static final String WANG = "330106198503122015";
    private static final String LI = "330106198607043020";
    private static final String FIRM = "91350100M000100Y43";
    private static final String UNIT = "330106001001GB00001F00010001";
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

    @AfterEach
    void truthAndChecksAgree() throws Exception {
        assertThat(sources.query("SELECT at || coalesce(line::text, ''), to_jsonb(d)::text FROM oracle.disagreement d"))
                .isEmpty();
    }

    @Test
    void aContractStandsInTheFilesOfItsUnitOfTheSellerAndOfTheBuyer() throws Exception {
        String parties = "[{\"role\":\"出卖人\",\"name\":\"王伟\",\"idType\":\"身份证\",\"id\":\"" + WANG + "\"},"
                + "{\"role\":\"买受人\",\"name\":\"李娜\",\"idType\":\"身份证\",\"id\":\"" + LI + "\"}]";
        sources.contract("WQ1", UNIT, parties, "1,100,000.00")
                .contract("WQ2", UNIT, parties.replace("买受人", "见证人"), "1.00")
                .dirty("sale-contract", "/api/sale-contracts", "WQ2", "parties.role", "code-unknown");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents)
                .containsOnlyKeys("taxpayer person:" + WANG, "taxpayer person:" + LI, "property-unit unit:" + UNIT);
        same(documents.get("taxpayer person:" + LI).at("/sections/sale-contract/items/0"), """
            {"key": "WQ1", "roles": ["buyer"], "presentedAs": "person:%2$s", "data": {"contractNo": "WQ1", "unitNo": "%3$s",
             "kind": "second-hand", "parties": [{"role": "seller", "name": "王伟", "idType": "resident-id", "id": "%1$s"},
               {"role": "buyer", "name": "李娜", "idType": "resident-id", "id": "%2$s"}],
             "price": 110000000, "area": 89.5, "signedOn": "2026-01-05", "status": "signed"}}""".formatted(
                        WANG, LI, UNIT));
    }

    @Test
    void aLicenceStatesItsCapitalInTenThousands() throws Exception {
        sources.licence(FIRM, "杭州茶叶有限公司", WANG, "500.00");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents).containsOnlyKeys("taxpayer business:" + FIRM, "taxpayer person:" + WANG);
        same(documents.get("taxpayer business:" + FIRM).at("/sections/business-licence/items/0"), """
            {"key": "%2$s", "roles": ["licensee"], "presentedAs": "business:%2$s", "data": {"uscc": "%2$s", "name": "杭州茶叶有限公司",
             "kind": "limited-company", "representativeName": "王伟", "representativeIdType": "resident-id", "representativeId": "%1$s",
             "capital": 500000000, "status": "active", "establishedOn": "2019-05-06"}}""".formatted(
                        WANG, FIRM));
    }

    @Test
    void anAuctionStandsInTheFilesOfItsUnitOfTheCaseAndOfTheBuyerIfThereIsOne() throws Exception {
        String auction = "<Auction no=\"%s\"><Unit><No>" + UNIT + "</No></Unit><Case><No>" + CASE
                + "</No><Court>西湖区人民法院</Court></Case><Round>一拍</Round>"
                + "<Price><Appraised>100.00</Appraised><Starting>70.00</Starting>%s</Price><Result>%s</Result>%s"
                + "<HeldOn>2026-02-03</HeldOn></Auction>";
        String buyer = "<Buyer idType=\"身份证\"><Name>李娜</Name><Id>" + LI + "</Id></Buyer>";
        sources.auctions(
                        "2026-03-02",
                        auction.formatted("PM1", "<Deal>71.00</Deal>", "成交", buyer),
                        auction.formatted("PM2", "", "流拍", ""),
                        auction.formatted("PM3", "", "中止", ""))
                .dirty("judicial-auction", "judicial-auction_20260302.xml", "PM3", 3, 1, "result", "code-unknown");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents)
                .containsOnlyKeys(
                        "taxpayer person:" + LI, "property-unit unit:" + UNIT, "enforcement-case case:" + CLEAN_CASE);
        assertThat(documents
                        .get("property-unit unit:" + UNIT)
                        .at("/sections/judicial-auction/count")
                        .asInt())
                .isEqualTo(2);
        same(documents.get("taxpayer person:" + LI).at("/sections/judicial-auction/items/0"), """
            {"key": "PM1", "roles": ["buyer"], "presentedAs": "person:%1$s", "data": {"auctionNo": "PM1", "unitNo": "%2$s", "caseNo": "%3$s",
             "court": "西湖区人民法院", "round": "first", "appraised": 10000, "starting": 7000, "result": "sold", "price": 7100,
             "buyerName": "李娜", "buyerIdType": "resident-id", "buyerId": "%1$s", "heldOn": "2026-02-03"}}""".formatted(
                        LI, UNIT, CLEAN_CASE));
    }

    @Test
    void ofAMeterEachMonthIsARowOfItsOwnAndOneWithoutACodeIsInNoFile() throws Exception {
        String meter = "M1,%s,电,杭州茶叶有限公司," + FIRM + ",文三路1号,%s,89.60,%s";
        sources.meters(
                        "2026-01",
                        meter.formatted("202601", "120.50", "20260120"),
                        "M2,202601,水,王记小吃,,文三路2号,8,1.00,20260121")
                .meters(
                        "2026-02",
                        meter.formatted("202602", "8", "20260220"),
                        ",202602,电,无名," + FIRM + ",文三路1号,1,1.00,20260220")
                .dirty("utility-usage", "utility-usage_202602.csv", "", 3, 1, "meterNo", "key-unreadable");

        Map<String, JsonNode> documents = sources.documents();

        assertThat(documents)
                .containsOnlyKeys(
                        "taxpayer business:" + FIRM,
                        "record-utility-usage M1|202601",
                        "record-utility-usage M1|202602",
                        "record-utility-usage M2|202601");
        JsonNode section = documents.get("taxpayer business:" + FIRM).at("/sections/utility-usage");
        assertThat(section.get("count").asInt()).isEqualTo(2);
        assertThat(section.at("/items/0/key").asText()).isEqualTo("M1|202601");
        same(section.at("/items/0/data"), """
            {"meterNo": "M1", "month": "202601", "kind": "electricity", "customer": "杭州茶叶有限公司", "uscc": "%s",
             "address": "文三路1号", "usage": 120.5, "amount": 8960, "readOn": "2026-01-20"}""".formatted(FIRM));
    }

    private static void same(JsonNode actual, String expected) throws Exception {
        assertThat(SmallSources.JSON.readTree(actual.toString())).isEqualTo(SmallSources.JSON.readTree(expected));
    }
}
