package org.taxbrain.connectors.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.catalogue.Field;

/**
 * JSON: an array of objects, at the root or where the descriptor's {@code row} points, or one object a line. A field is the
 * member that its {@code source} names, or what a JSON pointer such as {@code /holder/name} finds in the row; the pointer
 * {@code #/header/date}, from the root of the document, finds what stands there once before the array.
 */
final class JsonFormat implements RowFormat {
    private static final int MAX_LINE = 1 << 22;
    /** Beyond it a number is no amount, and written out it would fill memory. */
    private static final int MAX_SCALE = 100;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader LINE = JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Descriptor.Files files;
    private final JsonPointer rows;
    private final List<Field> fields;
    /** By field: where it may stand. */
    private final List<List<JsonPointer>> places = new ArrayList<>();

    JsonFormat(Dataset dataset) {
        this.files = dataset.descriptor().source().files();
        this.rows = files.row() == null ? JsonPointer.empty() : JsonPointer.compile(files.row());
        this.fields = dataset.fields();
        for (Field field : fields) {
            places.add(field.sourceNames().stream()
                    .filter(s -> !files.isInHeader(s))
                    .map(JsonFormat::pointer)
                    .toList());
        }
    }

    private static JsonPointer pointer(String source) {
        return source.startsWith("/")
                ? JsonPointer.compile(source)
                : JsonPointer.empty().appendProperty(source);
    }

    @Override
    public Optional<Trailer> read(FileContent file, Consumer<ParsedRow> accept) {
        try (BufferedReader in = new BufferedReader(FallbackReader.open(file.open(), files))) {
            if (files.row() != null || first(in) == '[') {
                array(in, accept);
            } else {
                lines(in, accept);
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new FileRefusedException(
                    "the JSON is cut or not well formed at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr()
                            + "; nothing of the file was taken, send it again whole",
                    withoutContent(e));
        } catch (IOException e) {
            throw new UncheckedIOException("the local copy " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The parser's message would quote the file. */
    private static IOException withoutContent(JsonProcessingException e) {
        return new IOException(e.getClass().getSimpleName());
    }

    private static int first(BufferedReader in) throws IOException {
        int c;
        do {
            in.mark(1);
            c = in.read();
        } while (c >= 0 && Character.isWhitespace(c));
        if (c >= 0) {
            in.reset();
        }
        return c;
    }

    private void array(Reader in, Consumer<ParsedRow> accept) throws IOException {
        FileHeader header = new FileHeader(files, fields);
        long number = 0;
        boolean found = false;
        try (JsonParser json = JSON.createParser(in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    String source = "#" + json.getParsingContext().pathAsPointer();
                    if (header.isAsked(source) && token != JsonToken.VALUE_NULL) {
                        header.put(source, text(json.readValueAsTree()));
                    }
                }
                if (found
                        || token != JsonToken.START_ARRAY
                        || !json.getParsingContext().getParent().pathAsPointer().equals(rows)) {
                    continue;
                }
                found = true;
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    accept.accept(row(++number, json.readValueAsTree(), header));
                }
            }
        }
        if (!found) {
            throw new FileRefusedException("the JSON has no array" + (files.row() == null ? "" : " at " + files.row())
                    + "; send the file that was agreed on");
        }
    }

    private void lines(BufferedReader in, Consumer<ParsedRow> accept) throws IOException {
        FileHeader header = new FileHeader(files, fields);
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.length() > MAX_LINE) {
                throw new FileRefusedException("line " + number + " is longer than " + MAX_LINE
                        + " characters; check the line ends, then send the file again");
            }
            if (!line.isBlank()) {
                JsonNode node;
                try {
                    node = LINE.readTree(line);
                } catch (JsonProcessingException e) {
                    accept.accept(invalid(number, line));
                    continue;
                }
                accept.accept(row(number, node, header));
            }
        }
    }

    private ParsedRow row(long number, JsonNode node, FileHeader header) {
        if (!node.isObject()) {
            return invalid(number, node.toString());
        }
        String[] values = new String[fields.size()];
        for (int i = 0; i < values.length; i++) {
            for (JsonPointer place : places.get(i)) {
                values[i] = values[i] == null ? text(node.at(place)) : values[i];
            }
        }
        header.complete(values);
        places.forEach(some -> some.forEach(place -> takeOut(node, place)));
        Map<String, String> extra = new LinkedHashMap<>();
        node.properties().forEach(e -> {
            if (!e.getValue().isNull()
                    && !(e.getValue().isContainerNode() && e.getValue().isEmpty())) {
                extra.put(e.getKey(), text(e.getValue()));
            }
        });
        return checked(number, values, extra, null);
    }

    /** What a field has read is not extra; what stands beside it in an object of the row is. */
    private static void takeOut(JsonNode node, JsonPointer place) {
        if (node.at(place.head()) instanceof ObjectNode around) {
            around.remove(place.last().getMatchingProperty());
        }
    }

    private ParsedRow invalid(long number, String text) {
        return checked(number, new String[fields.size()], Map.of("item", text), ParsedRow.JSON_INVALID);
    }

    /** Bytes that are not of the charset are told, whatever else is wrong. */
    private static ParsedRow checked(long number, String[] values, Map<String, String> extra, String defect) {
        boolean malformed = false;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && values[i].indexOf(StrictReader.MALFORMED) >= 0) {
                malformed = true;
                values[i] = values[i].replace(StrictReader.MALFORMED, '\uFFFD');
            }
        }
        return new ParsedRow(
                number, new ArrayList<>(Arrays.asList(values)), extra, malformed ? ParsedRow.CHARSET : defect);
    }

    /** The text of a leaf as it came; lists and objects as JSON. */
    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            return Math.abs(number.scale()) <= MAX_SCALE ? number.toPlainString() : number.toString();
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
