package org.taxbrain.jobs.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.file.FunctionsRun.Snapshot;
import org.taxbrain.jobs.file.kernel.SmallCity.Change;

/** A person and a case with more rows than a file shows, in Flink's state. */
class LargeFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StateBackend ROCKSDB = new EmbeddedRocksDBStateBackend();
    private static final StateBackend MAPS = new HashMapStateBackend();
    private static final String PERSON = "330106199001011234";
    private static final String CASE = "(2021)浙0102执1234号";
    private static final int BILLS = 600;
    private static final int SHOWN = 200;

    private long version;

    @Test
    void shouldShowTheFirstBillsInTheSameOrderOverBothStateBackendsAndAfterEachChange() throws Exception {
        try (FunctionsRun rocks = new FunctionsRun(ROCKSDB, 1, null);
                FunctionsRun maps = new FunctionsRun(MAPS, 1, null)) {
            for (int bill = 0; bill < BILLS; bill++) {
                apply(rocks, maps, bill(bill, 100));
            }
            assertSame(rocks, maps, BILLS);
            apply(rocks, maps, bill(100, 999));
            assertThat(assertSame(rocks, maps, BILLS).at("/3/data/total").asLong())
                    .isEqualTo(999);
            apply(rocks, maps, gone(1));
            assertThat(assertSame(rocks, maps, BILLS - 1).at("/1/key").asText()).isEqualTo("JS10");
            apply(rocks, maps, gone(99));
            assertSame(rocks, maps, BILLS - 2);
        }
    }

    @Test
    void shouldKeepALargeFileOverASavepointAndLeaveNothingOfItInTheEnd() throws Exception {
        Snapshot savepoint;
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 2, null)) {
            for (int bill = 0; bill < BILLS; bill++) {
                run.apply(bill(bill, 100));
            }
            run.barrier();
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 1, savepoint)) {
            run.apply(bill(0, 999));
            run.barrier();
            assertThat(section(run).at("/items/0/data/total").asLong()).isEqualTo(999);
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(ROCKSDB, 3, savepoint)) {
            run.apply(gone(0));
            run.barrier();
            assertThat(section(run).get("count").asInt()).isEqualTo(BILLS - 1);
            savepoint = run.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 1, savepoint)) {
            for (int bill = 1; bill < BILLS; bill++) {
                run.apply(gone(bill));
            }
            run.barrier();
            assertThat(run.results()).isEqualTo(Map.of());
            run.comeBack();
            assertThat(run.stateEntries()).as("entries of state left").isZero();
        }
    }

    @Test
    void shouldKeepSumsDaysAndListsOfPositionsOverASavepointAndLeaveNothingOfThemInTheEnd() throws Exception {
        Snapshot savepoint;
        try (FunctionsRun rocks = new FunctionsRun(ROCKSDB, 2, null);
                FunctionsRun maps = new FunctionsRun(MAPS, 1, null)) {
            for (int i = 0; i < BILLS; i++) {
                apply(rocks, maps, movement(i, 1));
                apply(rocks, maps, position(i, "2020-01-02"));
            }
            rocks.barrier();
            maps.barrier();
            assertThat(rocks.results()).isEqualTo(maps.results());
            savepoint = rocks.savepoint();
        }
        try (FunctionsRun run = new FunctionsRun(MAPS, 1, savepoint)) {
            run.apply(movement(7, 1_000));
            run.apply(position(7, "2021-02-03"));
            run.barrier();
            JsonNode summary =
                    run.results().get("enforcement-case case:" + CASE).get("summary");
            assertThat(summary.get("interestReceived").asLong()).isEqualTo(BILLS - 1 + 1_000);
            JsonNode positions = run.results().get("taxpayer person:" + PERSON).get("positions");
            assertThat(positions.get("count").asInt()).isEqualTo(BILLS);
            assertThat(positions.at("/items/7/from").asText()).isEqualTo("2021-02-03");
            for (int i = 0; i < BILLS; i++) {
                run.apply(new Change("case-funds", key("AK", i), ++version, null));
                run.apply(new Change("position-holder", key("RZ", i), ++version, null));
            }
            run.barrier();
            assertThat(run.results()).isEqualTo(Map.of());
            run.comeBack();
            assertThat(run.stateEntries()).as("entries of state left").isZero();
        }
    }

    private static String key(String prefix, int i) {
        return String.format("%s%03d", prefix, i);
    }

    private Change movement(int i, long interest) {
        ObjectNode row = JSON.createObjectNode()
                .put("movementId", key("AK", i))
                .put("caseNo", CASE)
                .put("direction", "received")
                .put("amount", 10)
                .put("principal", 1)
                .put("interest", interest)
                .put("costs", 1)
                .put("occurredOn", "2023-01-" + (10 + i % 20));
        return new Change("case-funds", key("AK", i), ++version, row);
    }

    private Change position(int i, String from) {
        ObjectNode row = JSON.createObjectNode()
                .put("positionId", key("RZ", i))
                .put("djxh", String.format("1011330100000%07d", i))
                .put("businessName", "某公司")
                .put("kind", "accounting-agent")
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", PERSON)
                .put("from", from);
        return new Change("position-holder", key("RZ", i), ++version, row);
    }

    private static void apply(FunctionsRun one, FunctionsRun other, Change change) throws Exception {
        one.apply(change);
        other.apply(change);
    }

    /** The items that both show. */
    private static JsonNode assertSame(FunctionsRun rocks, FunctionsRun maps, int count) throws Exception {
        rocks.barrier();
        maps.barrier();
        assertThat(rocks.results()).isEqualTo(maps.results());
        JsonNode section = section(rocks);
        assertThat(section.get("count").asInt()).isEqualTo(count);
        assertThat(section.get("items")).hasSize(SHOWN);
        assertThat(section.get("items").findValuesAsText("key")).isSorted();
        return section.get("items");
    }

    private static JsonNode section(FunctionsRun run) {
        return run.results().get("taxpayer person:" + PERSON).at("/sections/medical-settlement");
    }

    private Change gone(int bill) {
        return new Change("medical-settlement", "JS" + bill, ++version, null);
    }

    private Change bill(int bill, long total) {
        ObjectNode row = JSON.createObjectNode()
                .put("settlementId", "JS" + bill)
                .put("residentId", PERSON)
                .put("name", "王伟")
                .put("startedOn", "2026-01-01")
                .put("endedOn", "2026-01-02")
                .put("hospital", "医院")
                .put("total", total)
                .put("fundPaid", 1)
                .put("selfPay", 1)
                .put("ownPay", 1)
                .put("cashPay", 1);
        return new Change("medical-settlement", "JS" + bill, ++version, row);
    }
}
