package org.taxbrain.jobs.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.clean.CatalogueAccess;
import org.taxbrain.jobs.common.OutRecord;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;
import org.taxbrain.schemas.record.LandedRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.OutcomeKind;
import org.taxbrain.schemas.record.Transport;
import org.taxbrain.schemas.record.Wire;

class HealthFunctionTest {
    private static final long LANDED_AT = Instant.parse("2026-03-01T17:00:00Z").toEpochMilli();
    private static final CatalogueAccess CATALOGUE = () -> new CatalogueAccess.Lookup() {
        @Override
        public Dataset dataset(String hash) {
            return Catalogue.load(List.of()).datasets().stream()
                    .filter(dataset -> dataset.hash().equals(hash))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void close() {
            // holds nothing
        }
    };
    private final Dataset rights = Catalogue.load(List.of()).dataset("property-right");

    private LandedRecord row(String kind) {
        String[] values = new String[rights.fields().size()];
        values[rights.field("rightNo").position()] = "R1";
        values[rights.field("rightKind").position()] = kind;
        return LandedRecord.newBuilder()
                .setDataset(rights.id())
                .setDescriptorHash(rights.hash())
                .setDepartment("natural-resources")
                .setTransport(Transport.CDC)
                .setPosition("p")
                .setBatch("stream-1")
                .setLandedAt(LANDED_AT)
                .setOperation(Operation.UPSERT)
                .setKey("R1")
                .setOrder(List.of(1L))
                .setValues(Arrays.asList(values))
                .setExtra(Map.of("new_column", "x"))
                .build();
    }

    @Test
    void shouldWriteADaysHealthWithAPlaceForItInTheIndexAndNoContent() throws Exception {
        DayProfile part = DayProfile.of(rights.id(), PartialDays.dayOf(LANDED_AT));
        Shape shape = new Shape(rights);
        part.add(shape.of(row("4")), LANDED_AT);
        part.add(shape.of(row("secret")), LANDED_AT);
        part.add(OutcomeKind.CLEAN);
        part.add(OutcomeKind.QUARANTINED);
        assertThat(part.codes).containsOnlyKeys("rightKind=4", "rightKind=(other)");

        JsonNode health = health(part, part);

        assertThat(health.path("day").asText()).isEqualTo("2026-03-02");
        assertThat(health.path("rows").asLong()).isEqualTo(4);
        assertThat(health.path("rejectedShare").asDouble()).isEqualTo(0.5);
        assertThat(health.path("extraColumns")).extracting(JsonNode::asText).containsExactly("new_column");
        assertThat(health.toString()).doesNotContain("secret", "R1");
        JsonNode mapped = new ObjectMapper()
                .readTree(IndexDefinitions.of(List.of()).stream()
                        .filter(index -> index.alias().equals("feed-health"))
                        .map(IndexDefinition::mappings)
                        .findFirst()
                        .orElseThrow())
                .path("properties");
        assertThat(health.properties()).extracting(Map.Entry::getKey).allMatch(mapped::has);
    }

    /** Parts of one day, as two checkpoints hand them on. */
    private JsonNode health(DayProfile... parts) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, DayProfile, OutRecord>(
                new KeyedProcessOperator<>(new HealthFunction(CATALOGUE)), part -> part.dataset, Types.STRING);
        try {
            harness.getExecutionConfig()
                    .configure(
                            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
                            getClass().getClassLoader());
            harness.open();
            for (DayProfile part : parts) {
                harness.processElement(new StreamRecord<>(part));
            }
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.setProcessingTime(Duration.ofSeconds(3).toMillis());
            List<OutRecord> written = harness.extractOutputValues();
            assertThat(written).hasSize(1);
            return new ObjectMapper()
                    .readTree(Wire.result().decode(written.get(0).value).getBody());
        } finally {
            harness.close();
        }
    }
}
