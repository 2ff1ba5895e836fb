package org.taxbrain.kibana.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.taxbrain.kibana.object.ObjectType;

/** A file of saved objects, as Kibana reads it. */
public record ObjectFile(List<ObjectNode> objects) {
    /** Text behind the JSON is an error to Kibana too. */
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public ObjectFile {
        objects = List.copyOf(objects);
    }

    /** @throws IllegalArgumentException if a line is no JSON object */
    public static ObjectFile parse(String ndjson) {
        return new ObjectFile(ndjson.lines().map(ObjectFile::object).toList());
    }

    private static ObjectNode object(String line) {
        if (json(line) instanceof ObjectNode object) {
            return object;
        }
        throw new IllegalArgumentException("not a JSON object: " + line);
    }

    /** JSON that stands as text within JSON. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }

    public List<ObjectNode> of(ObjectType type) {
        return objects.stream()
                .filter(object -> object.path("type").asText().equals(type.id()))
                .toList();
    }

    Optional<ObjectNode> find(String type, String id) {
        return objects.stream()
                .filter(o -> o.path("type").asText().equals(type)
                        && o.path("id").asText().equals(id))
                .findFirst();
    }

    /** What the object calls by this name. */
    Optional<ObjectNode> referred(JsonNode object, String name) {
        for (JsonNode reference : object.path("references")) {
            if (reference.path("name").asText().equals(name)) {
                return find(
                        reference.path("type").asText(), reference.path("id").asText());
            }
        }
        return Optional.empty();
    }

    /** What the object calls by this name; for files whose references were found to resolve. */
    ObjectNode required(JsonNode object, String name) {
        return referred(object, name)
                .orElseThrow(() -> new IllegalArgumentException(name(object) + " refers to nothing by " + name));
    }

    /** An object's name in messages. */
    static String name(JsonNode object) {
        return object.path("type").asText("no type") + " " + object.path("id").asText("no id");
    }
}
