package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.index.IndexDefinition;
import org.taxbrain.schemas.index.IndexDefinitions;

/** Whether every field of a document has a place in its index: a strict mapping refuses the rest. */
final class StrictMappings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StrictMappings() {}

    /** @param results documents by "index id" */
    static void assertAccept(Map<String, JsonNode> results) throws JsonProcessingException {
        for (IndexDefinition index :
                IndexDefinitions.of(Catalogue.load(List.of()).datasets())) {
            JsonNode mapping = JSON.readTree(index.mappings());
            results.forEach((id, document) -> {
                if (id.startsWith(index.alias() + ' ') && !index.alias().equals("reminder")) {
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
}
