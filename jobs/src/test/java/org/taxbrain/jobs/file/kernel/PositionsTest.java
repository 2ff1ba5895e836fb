package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Positions in the files of those who hold them and of the businesses at which they are held. */
class PositionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DJXH = "10113301000000000001";
    private static final String FIRM = "91330106MA2ABCDE1X";
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private static final int CLIENTS = 3_000;
    private final KernelRun kernel = new KernelRun();
    private long version;

    @Test
    void shouldLinkPersonAndBusinessByAPosition() throws Exception {
        register(DJXH, FIRM);
        position("RZ1", DJXH, "legal-representative", WANG, null);

        assertThat(file("person:" + WANG).get("positions")).isEqualTo(JSON.readTree("""
            {"count": 1, "items": [{"key": "RZ1", "business": "djxh:%s", "name": "某公司", "kind": "legal-representative",
              "from": "2020-01-02"}]}""".formatted(DJXH)));
        JsonNode business = file("business:" + FIRM);
        assertThat(business.get("positionHolders")).isEqualTo(JSON.readTree("""
            {"count": 1, "items": [{"key": "RZ1", "holder": "person:%s", "name": "王伟", "kind": "legal-representative",
              "from": "2020-01-02"}]}""".formatted(WANG)));
        StrictMappings.assertAccept(kernel.results());
        assertThat(business.get("identifiers"))
                .as("what the person's file points to")
                .contains(JSON.getNodeFactory().textNode("djxh:" + DJXH));
    }

    @Test
    void shouldFollowAPositionToItsNextHolderAndToTheBusinessThatTheRegisterNames() {
        position("RZ1", DJXH, "finance-head", WANG, null);
        assertThat(file("djxh:" + DJXH).has("positionHolders"))
                .as("while the register is silent")
                .isTrue();

        register(DJXH, FIRM);
        position("RZ1", DJXH, "finance-head", WANG, "2024-12-31");
        position("RZ2", DJXH, "finance-head", LI, null);

        assertThat(file("person:" + WANG).at("/positions/items/0/to").asText()).isEqualTo("2024-12-31");
        assertThat(kernel.results()).doesNotContainKey("taxpayer djxh:" + DJXH);
        assertThat(file("business:" + FIRM).at("/positionHolders/items").findValuesAsText("holder"))
                .containsExactly("person:" + WANG, "person:" + LI);
    }

    @Test
    void shouldKeepWhatIsAPersonsAloneOutOfABusinesssFile() {
        register(DJXH, FIRM);
        position("RZ1", DJXH, "legal-representative", WANG, null);
        bill("S1", WANG);
        loan("DK1", "resident-id", WANG);
        // CleanJob lets no such row pass; the kernel does not rely on it
        loan("DK2", "uscc", FIRM);

        JsonNode business = file("business:" + FIRM);
        assertThat(file("person:" + WANG).get("sections").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("position-holder", "medical-settlement", "housing-loan");
        assertThat(business.get("sections").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("taxpayer", "position-holder");
        assertThat(business.toString()).doesNotContain("浙江医院", "DK1", "DK2");
    }

    @Test
    void shouldCountAllClientsOfAnAgentAndListTheFirstOnes() {
        for (int i = 0; i < CLIENTS; i++) {
            String djxh = String.format("1011330100000%07d", i);
            position(String.format("RZ%05d", i), djxh, "accounting-agent", WANG, null);
        }

        JsonNode positions = file("person:" + WANG).get("positions");
        assertThat(positions.get("count").asInt()).isEqualTo(CLIENTS);
        assertThat(positions.get("items")).hasSize(FileDocument.LIMIT);
        assertThat(positions.at("/items/199/key").asText()).isEqualTo("RZ00199");

        int before = kernel.written();
        position("RZ00000", "10113301000000000000", "accounting-agent", WANG, "2024-12-31");
        kernel.barrier(bound -> 0, 0);
        assertThat(kernel.written() - before)
                .as("one client's change concerns two files")
                .isEqualTo(2);
    }

    private JsonNode file(String subject) {
        kernel.barrier(bound -> 0, 0);
        return kernel.results().get("taxpayer " + subject);
    }

    private void register(String djxh, String uscc) {
        put(
                "taxpayer",
                djxh,
                JSON.createObjectNode()
                        .put("djxh", djxh)
                        .put("name", "某公司")
                        .put("idType", "uscc")
                        .put("id", uscc)
                        .put("status", "normal")
                        .put("office", "西湖税务所")
                        .put("registeredOn", "2015-04-01"));
    }

    private void position(String key, String djxh, String kind, String holder, String to) {
        ObjectNode row = JSON.createObjectNode()
                .put("positionId", key)
                .put("djxh", djxh)
                .put("businessName", "某公司")
                .put("kind", kind)
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", holder)
                .put("from", "2020-01-02");
        if (to != null) {
            row.put("to", to);
        }
        put("position-holder", key, row);
    }

    private void bill(String key, String id) {
        ObjectNode row = JSON.createObjectNode()
                .put("settlementId", key)
                .put("residentId", id)
                .put("name", "王伟")
                .put("startedOn", "2025-05-01")
                .put("endedOn", "2025-05-02")
                .put("hospital", "浙江医院");
        for (String money : new String[] {"total", "fundPaid", "selfPay", "ownPay", "cashPay"}) {
            row.put(money, 100L);
        }
        put("medical-settlement", key, row);
    }

    private void loan(String key, String idType, String id) {
        put(
                "housing-loan",
                key,
                JSON.createObjectNode()
                        .put("loanNo", key)
                        .put("unitNo", "330106001001GB00001F00010001")
                        .put("borrowerName", "王伟")
                        .put("borrowerIdType", idType)
                        .put("borrowerId", id)
                        .put("firstHome", true)
                        .put("amount", 1_000_000_00L)
                        .put("status", "normal")
                        .put("from", "2022-06-07"));
    }

    private void put(String dataset, String key, ObjectNode row) {
        kernel.send(new SmallCity.Change(dataset, key, ++version, row));
    }
}
