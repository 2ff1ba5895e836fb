package org.taxbrain.schemas.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor.SubjectRef;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Operation;
import org.taxbrain.schemas.record.Remark;

class IndexDefinitionsTest {
    private static final Map<FieldType, String> TYPES = Map.of(
            FieldType.STRING, "keyword",
            FieldType.LONG, "long",
            FieldType.MONEY, "long",
            FieldType.DECIMAL, "double",
            FieldType.POINT, "geo_point",
            FieldType.DATE, "date",
            FieldType.TIMESTAMP, "date",
            FieldType.BOOLEAN, "boolean");
    private final Catalogue catalogue = Catalogue.load(List.of());

    @Test
    void shouldDefineAnIndexForEachKindOfFileForRemindersFindingsQuarantineAndHistory() {
        assertThat(definitions(catalogue.datasets()).keySet())
                .containsExactlyInAnyOrder(
                        "taxpayer",
                        "property-unit",
                        "enforcement-case",
                        "reminder",
                        "finding",
                        "quarantine",
                        "books",
                        "feed-health",
                        "fact-version",
                        "record-standard-address",
                        "record-utility-usage");
    }

    @Test
    void shouldGiveEveryCleanFieldAPlaceInTheSectionsItsDatasetRoutesTo() {
        Map<String, JsonNode> definitions = definitions(catalogue.datasets());
        for (Dataset dataset : catalogue.datasets()) {
            for (SubjectRef subject : dataset.descriptor().subjects()) {
                JsonNode items = definitions
                        .get(subject.kind())
                        .at("/properties/sections/properties/" + dataset.id() + "/properties/items");
                assertThat(items.path("type").asText()).isEqualTo("nested");
                assertFields(dataset, dataset.fields(), items.at("/properties/data"));
            }
        }
    }

    @Test
    void shouldGiveADatasetWhoseRowsAreDocumentsAnIndexWithEveryField() {
        Dataset declared = catalogue.dataset("property-right");
        Dataset records =
                Dataset.parse("property-right", declared.descriptorText() + "\nrecords: true\n", declared.idlText());
        JsonNode mapping = definitions(List.of(records)).get("record-property-right");
        assertThat(mapping.path("dynamic").asText()).isEqualTo("strict");
        assertFields(records, records.fields(), mapping.at("/properties/data"));
    }

    @Test
    void shouldGiveEverythingThatARowsSourceSaysAPlace() throws IOException {
        CleanRecord row = CleanRecord.newBuilder()
                .setDataset("taxpayer")
                .setDescriptorHash("0123456789abcdef")
                .setKey("K")
                .setOperation(Operation.UPSERT)
                .setOrder(List.of(1L))
                .setPosition("p:1")
                .setBatch("b")
                .setSourceTime(1L)
                .setLandedAt(2L)
                .setRemarks(List.of(new Remark("id", "uscc-early-code")))
                .build();
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            RowJson.source(json, row);
            json.writeEndObject();
        }
        JsonNode written = json(text.toString()).path("source");
        Dataset declared = catalogue.dataset("taxpayer");
        Dataset records =
                Dataset.parse("taxpayer", declared.descriptorText() + "\nrecords: true\n", declared.idlText());
        JsonNode mapped = definitions(List.of(records)).get("record-taxpayer").at("/properties/source/properties");
        assertThat(written.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(
                        mapped.properties().stream().map(Map.Entry::getKey).toList());
        assertThat(written.at("/remarks/0").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(mapped.at("/remarks/properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Test
    void shouldLetAddressesAndTheNamesOfOthersBeFoundByWords() {
        Map<String, JsonNode> definitions = definitions(catalogue.datasets());
        JsonNode registration = data(definitions, "taxpayer", "taxpayer");
        assertThat(registration.at("/address/fields/text/type").asText()).isEqualTo("text");
        assertThat(registration.at("/id/fields").isMissingNode()).isTrue();
        assertThat(data(definitions, "enforcement-case", "enforcement-case")
                        .at("/parties/properties/name/fields/text/type")
                        .asText())
                .isEqualTo("text");
    }

    @Test
    void shouldIndexTheWordsOfATaxpayersNameOnceForTheWholeFile() {
        Map<String, JsonNode> definitions = definitions(catalogue.datasets());
        assertThat(definitions
                        .get("taxpayer")
                        .at("/properties/names/fields/text/type")
                        .asText())
                .isEqualTo("text");
        assertThat(data(definitions, "taxpayer", "taxpayer").at("/name/fields").isMissingNode())
                .isTrue();
    }

    @Test
    void shouldOnlyKeepWithTheFileWhereItsRowsCameFrom() {
        JsonNode item = definitions(catalogue.datasets())
                .get("taxpayer")
                .at("/properties/sections/properties/taxpayer/properties/items/properties");
        assertThat(item.path("source").toString()).isEqualTo("{\"type\":\"object\",\"enabled\":false}");
        assertThat(item.at("/presentedAs/index").asBoolean(true)).isFalse();
    }

    private static JsonNode data(Map<String, JsonNode> definitions, String file, String dataset) {
        return definitions
                .get(file)
                .at("/properties/sections/properties/" + dataset + "/properties/items/properties/data/properties");
    }

    @Test
    void shouldRefuseUnknownFieldsAtEveryLevel() {
        definitions(catalogue.datasets()).values().forEach(IndexDefinitionsTest::assertStrict);
    }

    private static void assertStrict(JsonNode mapping) {
        assertThat(mapping.path("dynamic").asText()).isEqualTo("strict");
        for (JsonNode property : mapping.path("properties")) {
            if (property.has("properties")) {
                assertStrict(property);
            }
        }
    }

    private static void assertFields(Dataset dataset, List<Field> fields, JsonNode mapping) {
        assertThat(mapping.path("properties").properties())
                .as("fields of %s", dataset)
                .extracting(Map.Entry::getKey)
                .containsExactlyElementsOf(fields.stream().map(Field::name).toList());
        for (Field field : fields) {
            JsonNode property = mapping.path("properties").path(field.name());
            if (field.type() == FieldType.LIST) {
                assertFields(dataset, field.children(), property);
            } else {
                assertThat(property.path("type").asText())
                        .as("%s of %s", field.path(), dataset)
                        .isEqualTo(TYPES.get(field.type()));
            }
        }
    }

    private static Map<String, JsonNode> definitions(Iterable<Dataset> datasets) {
        List<Dataset> all = new ArrayList<>();
        datasets.forEach(all::add);
        return IndexDefinitions.of(all).stream()
                .collect(Collectors.toMap(IndexDefinition::alias, d -> json(d.mappings())));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("mappings are not JSON", e);
        }
    }
}
