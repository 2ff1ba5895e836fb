package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The history that docs/join.md tells: a home sold, the sale corrected, the seller's id changed. */
class WorkedHistoryTest {
    private static final String FORMER = "330106199001015678";
    private static final String SELLER = "330106199001011234";
    private static final String LI = "330106199001019999";
    private static final String ZHAO = "330106199003070034";
    private static final String UNIT = "330106001001GB00001F00010001";
    private static final String THE_UNIT = "property-unit unit:" + UNIT;

    private static final Step OWNED = right("R1", FORMER, null);
    private static final Step MORTGAGED =
            ArrivalOrdersTest.row("property-mortgage", "DY1", "{unitNo: '" + UNIT + "', secured: 100}");
    private static final Step CEASED = right("R1", FORMER, "2026-03-01");
    private static final Step SOLD_TO_LI = right("R2", LI, null);
    private static final Step SOLD_TO_ZHAO = right("R2", ZHAO, null);
    private static final Step ID_CHANGED =
            ArrivalOrdersTest.row("resident", SELLER, "{formerIds: [{idType: 'resident-id', id: '" + FORMER + "'}]}");

    private final KernelRun kernel = new KernelRun();
    private final Play play = new Play(kernel);

    @Test
    void shouldTellTheHistoryAsTheDocumentationDoes() {
        come(OWNED, MORTGAGED);
        assertThat(rights(FORMER)).containsExactly("R1");
        assertThat(taxpayer(FORMER).at("/units/0/secured").asLong()).isEqualTo(100);

        come(CEASED, SOLD_TO_LI);
        assertThat(taxpayer(FORMER).has("units"))
                .as("who has sold holds nothing")
                .isFalse();
        assertThat(rights(FORMER)).as("the ceased right is still told of").containsExactly("R1");
        assertThat(taxpayer(LI).at("/units/0/secured").asLong()).isEqualTo(100);
        assertThat(transfers()).containsExactly("R1", "R2");

        come(SOLD_TO_ZHAO);
        assertThat(taxpayer(LI)).as("the wrong buyer has no file").isNull();
        assertThat(taxpayer(ZHAO).at("/units/0/secured").asLong()).isEqualTo(100);

        Map<String, JsonNode> before = new TreeMap<>(kernel.results());
        come(ID_CHANGED);
        assertThat(taxpayer(FORMER)).isNull();
        assertThat(rights(SELLER)).containsExactly("R1");
        assertThat(taxpayer(SELLER).at("/identifiers").toString()).contains(FORMER, SELLER);
        assertThat(kernel.results())
                .as("the unit's file has not changed")
                .containsEntry(THE_UNIT, before.get(THE_UNIT));

        come(new Step.Delete("resident", SELLER));
        assertThat(kernel.results())
                .as("the register takes it back, without a trace")
                .isEqualTo(before);
    }

    /** The versions of one row keep their order, rows among each other need not. */
    @Property(tries = 50)
    void shouldEndTheSameInEveryOrderOfArrival(@ForAll Random random) {
        come(OWNED, MORTGAGED, CEASED, SOLD_TO_LI, SOLD_TO_ZHAO, ID_CHANGED);

        KernelRun other = new KernelRun();
        Play shuffled = new Play(other);
        List<List<Step>> rows = new ArrayList<>(List.of(
                List.of(OWNED, CEASED), List.of(MORTGAGED), List.of(SOLD_TO_LI, SOLD_TO_ZHAO), List.of(ID_CHANGED)));
        while (!rows.isEmpty()) {
            Collections.shuffle(rows, random);
            List<Step> row = rows.remove(0);
            row.get(0).play(shuffled);
            if (row.size() > 1) {
                rows.add(row.subList(1, row.size()));
            }
        }
        shuffled.barrier(List.of(), 0);
        assertThat(withoutSource(other)).isEqualTo(withoutSource(kernel));
    }

    /** In another order a row comes from another position. */
    private static Map<String, JsonNode> withoutSource(KernelRun run) {
        Map<String, JsonNode> results = new TreeMap<>();
        run.results().forEach((id, file) -> {
            JsonNode copy = file.deepCopy();
            copy.findParents("source").forEach(item -> ((ObjectNode) item).remove("source"));
            results.put(id, copy);
        });
        return results;
    }

    private void come(Step... steps) {
        for (Step step : steps) {
            step.play(play);
            play.barrier(List.of(), 0);
        }
    }

    private JsonNode taxpayer(String id) {
        return kernel.results().get("taxpayer person:" + id);
    }

    private List<String> rights(String id) {
        return taxpayer(id).at("/sections/property-right").findValuesAsText("key");
    }

    private List<String> transfers() {
        return kernel.results().get(THE_UNIT).at("/summary/transfers").findValuesAsText("rightNo");
    }

    private static Step right(String key, String holder, String cancelled) {
        return ArrivalOrdersTest.row(
                "property-right",
                key,
                "{unitNo: '%s', registeredOn: '%s', holders: [{name: '某', idType: 'resident-id', id: '%s'}]%s}"
                        .formatted(
                                UNIT,
                                key.equals("R1") ? "2020-02-29" : "2026-03-01",
                                holder,
                                cancelled == null ? "" : ", cancelledOn: '" + cancelled + "'"));
    }
}
