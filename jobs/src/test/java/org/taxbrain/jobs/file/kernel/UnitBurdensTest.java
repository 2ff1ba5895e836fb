package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

/** Mortgages and seizures of one unit, in its file and in its holders' files. */
class UnitBurdensTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNIT = "330106001001GB00001F00010001";
    private static final String WANG = "330106199001011234";
    private static final String LI = "330106199001019999";
    private final KernelRun kernel = new KernelRun();
    private long version;

    @Test
    void shouldSumWhatActiveMortgagesSecureAndTellTheHolders() throws Exception {
        right("R1", WANG, null);
        mortgage("DY1", 1_000_000_00L, null);
        mortgage("DY2", 200_000_00L, null);
        mortgage("DY3", 50_00L, "2025-01-01");

        JsonNode summary = unit().get("summary");

        assertThat(summary.get("activeMortgages").asInt()).isEqualTo(2);
        assertThat(summary.get("secured").asLong()).isEqualTo(1_200_000_00L);
        assertThat(file(WANG).get("units")).isEqualTo(JSON.readTree("""
            [{"unit": "unit:%s", "mortgaged": true, "secured": 120000000, "seizures": []}]""".formatted(UNIT)));
    }

    @Test
    void shouldPutSeizuresInForceFirstAndWaitingOnesByRegistration() throws Exception {
        right("R1", WANG, null);
        seizure("CF3", "waiting", null, "2023-03-01", null);
        seizure("CF2", "waiting-pre-seizure", null, "2023-02-01", null);
        seizure("CF9", "seizure", null, "2023-05-01", "2026-04-30");
        seizure("CF1", "waiting", null, "2023-03-01", null);

        assertThat(unit().at("/summary/seizures")).isEqualTo(JSON.readTree("""
            [{"number": "CF9", "kind": "seizure", "from": "2023-05-01", "effectiveTo": "2026-04-30"},
             {"number": "CF2", "kind": "waiting-pre-seizure"}, {"number": "CF1", "kind": "waiting"}, {"number": "CF3", "kind": "waiting"}]"""));
        assertThat(file(WANG).at("/units/0/seizures"))
                .as("a waiting one does not burden the holder yet")
                .isEqualTo(JSON.readTree("""
            [{"number": "CF9", "kind": "seizure", "from": "2023-05-01", "effectiveTo": "2026-04-30"}]"""));
    }

    @Test
    void shouldMoveTheEndOfASeizureByRenewalsOfRenewals() throws Exception {
        right("R1", WANG, null);
        seizure("CF3", "renewal", "CF2", "2025-01-01", "2028-01-01");
        seizure("CF2", "renewal", "CF1", "2023-01-01", "2026-01-01");
        seizure("CF1", "seizure", null, "2020-01-01", "2023-01-01");

        assertThat(unit().at("/summary/seizures")).isEqualTo(JSON.readTree("""
            [{"number": "CF1", "kind": "seizure", "from": "2020-01-01", "effectiveTo": "2028-01-01"}]"""));

        kernel.send(new SmallCity.Change("property-seizure", "CF3", ++version, null));
        assertThat(unit().at("/summary/seizures/0/effectiveTo").asText()).isEqualTo("2026-01-01");
    }

    @Test
    void shouldLetARenewalStandForItselfWhenWhatItRenewsIsNotHere() throws Exception {
        right("R1", WANG, null);
        seizure("CF2", "renewal", "CF1", "2023-01-01", "2026-01-01");
        seizure("CF5", "renewal", "CF6", "2024-01-01", "2026-02-01");
        seizure("CF6", "renewal", "CF5", "2024-01-01", "2026-03-01");

        assertThat(unit().at("/summary/seizures").findValuesAsText("number")).containsExactly("CF2", "CF5", "CF6");
        assertThat(unit().at("/summary/seizures").findValuesAsText("effectiveTo"))
                .containsExactly("2026-01-01", "2026-02-01", "2026-03-01");
    }

    @Test
    void shouldTellNothingOfAUnitWithoutBurden() throws Exception {
        right("R1", WANG, null);
        mortgage("DY1", 1L, "2025-01-01");
        seizure("CF1", "waiting", null, "2023-03-01", null);

        assertThat(file(WANG).has("units")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeTheBurdenFromTheSellersFileWhicheverRowOfTheSaleComesFirst(boolean cancellationFirst)
            throws Exception {
        right("R1", WANG, null);
        mortgage("DY1", 100L, null);
        assertThat(file(WANG).has("units")).isTrue();

        if (cancellationFirst) {
            right("R1", WANG, "2025-06-01");
            kernel.barrier(bound -> 0, 0);
            right("R2", LI, null);
        } else {
            right("R2", LI, null);
            kernel.barrier(bound -> 0, 0);
            right("R1", WANG, "2025-06-01");
        }

        assertThat(file(WANG).has("units")).as("the seller's").isFalse();
        assertThat(file(LI).get("units")).as("the buyer's").hasSize(1);
        assertThat(unit().at("/summary/transfers").findValuesAsText("rightNo")).containsExactly("R1", "R2");
    }

    @Test
    void shouldTakeTheBurdenBackWhenTheHolderIsCorrected() throws Exception {
        mortgage("DY1", 100L, null);
        right("R1", WANG, null);
        right("R2", WANG, "2020-01-01");
        assertThat(file(WANG).has("units")).isTrue();

        right("R1", LI, null);

        assertThat(file(WANG).has("units")).isFalse();
        assertThat(file(LI).has("units")).isTrue();
    }

    @Test
    void shouldLeaveNothingWhenAllRowsAreGone() throws Exception {
        right("R1", WANG, null);
        mortgage("DY1", 100L, null);
        seizure("CF1", "seizure", null, "2023-03-01", "2026-02-28");
        kernel.barrier(bound -> 0, 0);
        for (String row : List.of("property-right R1", "property-mortgage DY1", "property-seizure CF1")) {
            kernel.send(new SmallCity.Change(row.split(" ")[0], row.split(" ")[1], ++version, null));
        }
        kernel.barrier(bound -> 0, 0);

        assertThat(kernel.results()).isEmpty();
        assertThat(kernel.stateEntries()).isZero();
    }

    @Test
    void shouldWriteNothingThatTheStrictMappingsRefuse() throws Exception {
        right("R1", WANG, null);
        right("R2", LI, "2025-01-01");
        mortgage("DY1", 100L, null);
        seizure("CF1", "seizure", null, "2023-03-01", "2026-02-28");
        kernel.barrier(bound -> 0, 0);

        assertPlaces(kernel);
    }

    /** Whether the strict mappings have a place for all that stands in the results. */
    static void assertPlaces(KernelRun kernel) throws Exception {
        for (IndexDefinition index :
                IndexDefinitions.of(Catalogue.load(List.of()).datasets())) {
            JsonNode mapping = JSON.readTree(index.mappings());
            kernel.results().forEach((id, document) -> {
                if (id.startsWith(index.alias() + ' ')) {
                    assertPlace(document, mapping, id);
                }
            });
        }
    }

    private static void assertPlace(JsonNode value, JsonNode mapping, String path) {
        if (!mapping.path("enabled").asBoolean(true)) {
            return;
        }
        if (value.isArray()) {
            value.forEach(element -> assertPlace(element, mapping, path));
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode property = mapping.path("properties").path(field.getKey());
                assertThat(property.isMissingNode())
                        .as("%s.%s has no place", path, field.getKey())
                        .isFalse();
                assertPlace(field.getValue(), property, path + '.' + field.getKey());
            });
        } else {
            assertThat(mapping.has("properties")).as("%s is a value", path).isFalse();
        }
    }

    private JsonNode unit() {
        kernel.barrier(bound -> 0, 0);
        return kernel.results().get("property-unit unit:" + UNIT);
    }

    private JsonNode file(String id) {
        kernel.barrier(bound -> 0, 0);
        return kernel.results().get("taxpayer person:" + id);
    }

    private void right(String number, String holder, String cancelled) {
        ObjectNode row = JSON.createObjectNode()
                .put("rightNo", number)
                .put("unitNo", UNIT)
                .put("rightKind", "building")
                .put("registeredOn", "2019-01-01");
        row.putArray("holders")
                .addObject()
                .put("name", "王伟")
                .put("idType", "resident-id")
                .put("id", holder);
        put("property-right", number, row, "cancelledOn", cancelled);
    }

    private void mortgage(String number, long secured, String cancelled) {
        ObjectNode row = JSON.createObjectNode()
                .put("mortgageNo", number)
                .put("unitNo", UNIT)
                .put("mortgageeName", "某银行")
                .put("mortgageeId", "91330106MA2ABCDE1X")
                .put("secured", secured)
                .put("registeredOn", "2020-01-01");
        put("property-mortgage", number, row, "cancelledOn", cancelled);
    }

    private void seizure(String number, String kind, String renews, String registered, String to) {
        ObjectNode row = JSON.createObjectNode()
                .put("seizureNo", number)
                .put("unitNo", UNIT)
                .put("kind", kind)
                .put("authority", "某法院")
                .put("registeredOn", registered);
        if (renews != null) {
            row.put("renews", renews);
        }
        if (to != null) {
            row.put("from", registered);
        }
        put("property-seizure", number, row, "to", to);
    }

    private void put(String dataset, String key, ObjectNode row, String field, String value) {
        if (value != null) {
            row.put(field, value);
        }
        kernel.send(new SmallCity.Change(dataset, key, ++version, row));
    }
}
