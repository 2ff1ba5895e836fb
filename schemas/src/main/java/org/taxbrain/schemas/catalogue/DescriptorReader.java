package org.taxbrain.schemas.catalogue;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads a descriptor's YAML. What can't be read is noted and left out, so that whoever wrote it hears of everything at once. */
final class DescriptorReader {
    private static final JsonSetter.Value WITHOUT_NULLS = JsonSetter.Value.forContentNulls(Nulls.FAIL);
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .addModule(new JavaTimeModule())
            .withConfigOverride(Map.class, o -> o.setSetterInfo(WITHOUT_NULLS))
            .withConfigOverride(List.class, o -> o.setSetterInfo(WITHOUT_NULLS))
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private DescriptorReader() {}

    /**
     * Reads a descriptor.
     *
     * @param where name for messages, such as the file
     * @param faults gets what can't be read
     * @throws CatalogueException if it isn't YAML, or not of a descriptor's structure
     */
    static Descriptor read(String where, String text, List<Fault> faults) {
        try {
            Descriptor descriptor = YAML.readerFor(Descriptor.class)
                    .withHandler(new Noted(text, faults))
                    .readValue(text);
            if (descriptor == null) {
                throw new CatalogueException(where, List.of("not a descriptor: there is nothing in it"));
            }
            return descriptor;
        } catch (InvalidNullException e) {
            throw new CatalogueException(
                    where,
                    "not a descriptor: " + e.getPath().get(0).getFieldName()
                            + " holds a key or an element without a value (line "
                            + e.getLocation().getLineNr()
                            + "); put a text that has a comma or a colon between quotes",
                    e);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new CatalogueException(where, "not a descriptor: " + e.getOriginalMessage() + at, e);
        }
    }

    /** Notes what does not fit instead of stopping at it. */
    private static final class Noted extends DeserializationProblemHandler {
        private final String text;
        private final List<Fault> faults;

        Noted(String text, List<Fault> faults) {
            this.text = text;
            this.faults = faults;
        }

        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object beanOrClass,
                String property)
                throws IOException {
            Collection<Object> known = deserializer == null ? null : deserializer.getKnownPropertyNames();
            note(
                    parser,
                    "unknown key" + line(property)
                            + (known == null || known.isEmpty() ? "" : ", known are " + new TreeSet<>(known)));
            parser.skipChildren();
            return true;
        }

        @Override
        public Object handleWeirdStringValue(
                DeserializationContext context, Class<?> target, String value, String reason) {
            JsonParser parser = context.getParser();
            note(parser, "\"" + value + "\" can't be used" + line(parser) + ", " + expected(target));
            return null;
        }

        private void note(JsonParser parser, String message) {
            List<String> path = path(parser);
            String key = path.isEmpty() ? null : path.get(path.size() - 1);
            faults.add(
                    path.size() > 2 && path.get(0).equals("fields")
                            ? Fault.ofField(path.get(1), key, key + ": " + message)
                            : Fault.of(key == null ? null : String.join(".", path), message));
        }

        /** The keys that lead to where the parser stands. */
        private static List<String> path(JsonParser parser) {
            LinkedList<String> path = new LinkedList<>();
            JsonToken token = parser.currentToken();
            JsonStreamContext at = parser.getParsingContext();
            if (token != null && token.isStructStart()) {
                // at the beginning of an object the context is the object's already
                at = at.getParent();
            }
            for (; at != null; at = at.getParent()) {
                if (at.getCurrentName() != null) {
                    path.addFirst(at.getCurrentName());
                }
            }
            return path;
        }

        /** Unknown keys come when the object around them has been read: where they stood has to be looked for. */
        private String line(String property) {
            Pattern written = Pattern.compile("(?<![\\w.-])" + Pattern.quote(property) + "\\s*:");
            List<String> lines = text.lines().toList();
            int[] at = IntStream.range(0, lines.size())
                    .filter(n -> written.matcher(lines.get(n)).find())
                    .toArray();
            return at.length == 1 ? " (line " + (at[0] + 1) + ")" : "";
        }

        private static String line(JsonParser parser) {
            return " (line " + parser.currentTokenLocation().getLineNr() + ")";
        }

        private static String expected(Class<?> target) {
            if (target.isEnum()) {
                return "use one of "
                        + Arrays.stream(target.getEnumConstants())
                                .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
                                .toList();
            }
            return switch (target.getSimpleName()) {
                case "LocalDate" -> "expected a date such as 2028-12-31";
                case "Period" -> "expected a period such as P10Y or P6M";
                case "Duration" -> "expected a duration such as PT5S, PT26H or P8D";
                case "boolean", "Boolean" -> "expected true or false";
                default -> "expected a whole number";
            };
        }
    }
}
