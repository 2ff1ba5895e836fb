package org.taxbrain.connectors.files.sample;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects: in an array, in the longest array of a document, or one a line. */
final class JsonSample {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonSample() {}

    /** Empty: no two objects stand beside each other. */
    static Optional<Sample> of(String text, Charset charset) throws IOException {
        List<JsonNode> lines = lines(text);
        return lines.size() > 1
                ? Optional.of(sample("a JSON object a line", "", Map.of(), lines, charset))
                : new Document().read(text, charset);
    }

    /** The objects that are a line each; nothing where a line is none. */
    private static List<JsonNode> lines(String text) {
        List<JsonNode> rows = new ArrayList<>();
        for (String line :
                (Iterable<String>) text.lines().filter(l -> !l.isBlank()).limit(Sample.ROWS)::iterator) {
            try {
                JsonNode row = LINE.readTree(line);
                if (!row.isObject()) {
                    return List.of();
                }
                rows.add(row);
            } catch (JsonProcessingException e) {
                // a line that is cut, or broken; if it is the first, objects are not a line each
                if (rows.isEmpty()) {
                    return List.of();
                }
            }
        }
        return rows;
    }

    /** A document with one or more arrays of objects. */
    private static final class Document {
        private final Map<String, String> said = new LinkedHashMap<>();
        private Map<String, String> header = Map.of();
        private List<JsonNode> rows = List.of();
        private String place = "";

        Optional<Sample> read(String text, Charset charset) throws IOException {
            try (JsonParser json = JSON.createParser(text)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    JsonPointer at = json.getParsingContext().pathAsPointer();
                    if (token == JsonToken.START_ARRAY) {
                        array(json, json.getParsingContext().getParent().pathAsPointer());
                    } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                        said.put("#" + at, json.getText());
                    }
                }
            } catch (JsonProcessingException e) {
                // cut, as only the beginning of a large file is read: what came before is the sample
                return found(charset);
            }
            return found(charset);
        }

        private Optional<Sample> found(Charset charset) {
            String form = place.isEmpty() ? "a JSON array" : "a JSON array at " + place;
            return rows.size() < 2 ? Optional.empty() : Optional.of(sample(form, place, header, rows, charset));
        }

        private void array(JsonParser json, JsonPointer at) throws IOException {
            List<JsonNode> elements = new ArrayList<>();
            Map<String, String> before = new LinkedHashMap<>(said);
            try {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode element = json.readValueAsTree();
                    if (element.isObject() && elements.size() < Sample.ROWS) {
                        elements.add(element);
                    }
                }
            } finally {
                if (elements.size() > rows.size()) {
                    rows = elements;
                    place = at.toString();
                    header = before;
                }
            }
        }
    }

    private static Sample sample(
            String form, String place, Map<String, String> header, List<JsonNode> objects, Charset charset) {
        TableOfRows table = new TableOfRows();
        for (JsonNode object : objects) {
            Map<String, String> cells = new LinkedHashMap<>();
            flatten(JsonPointer.empty(), object, cells, table);
            cells.putAll(header);
            table.add(cells);
        }
        List<String> files = new ArrayList<>(List.of("format: json", "charset: " + Sample.named(charset)));
        if (!place.isEmpty()) {
            files.add("row: " + DeclarationDraft.quoted(place));
        }
        return table.sample(
                charset + ", " + form,
                files,
                source -> source.startsWith("#/") ? source.substring(2) : source.substring(1),
                JsonSample::source);
    }

    private static void flatten(JsonPointer at, JsonNode object, Map<String, String> cells, TableOfRows table) {
        object.properties().forEach(member -> {
            JsonPointer place = at.appendProperty(member.getKey());
            JsonNode value = member.getValue();
            if (value.isObject()) {
                flatten(place, value, cells, table);
            } else if (value.isArray()) {
                table.repeats(place.toString());
            } else {
                cells.put(place.toString(), value.isNull() ? null : value.asText());
            }
        });
    }

    /** A member of the row itself is named as it is. */
    private static String source(String place) {
        String name = place.substring(1);
        return place.startsWith("#") || name.contains("/") || name.contains("~") ? place : name;
    }
}
