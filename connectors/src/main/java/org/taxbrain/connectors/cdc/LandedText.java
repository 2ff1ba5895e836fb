package org.taxbrain.connectors.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.Date;
import io.debezium.time.MicroTime;
import io.debezium.time.MicroTimestamp;
import io.debezium.time.Timestamp;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A database's value as landed text: dates and timestamps in ISO, decimals plain, JSON as it is, arrays as JSON. A value
 * that no calendar holds lands as the database writes it ({@code infinity}); whether it may be is CleanJob's question.
 */
final class LandedText {
    /** What Debezium puts where the log did not carry a large value that had not changed. */
    static final String UNAVAILABLE = "__debezium_unavailable_value";

    private static final String UNAVAILABLE_BASE64 =
            Base64.getEncoder().encodeToString(UNAVAILABLE.getBytes(StandardCharsets.UTF_8));
    private static final long INFINITE_TIMESTAMP = 9223372036825200000L;
    private static final long MINUS_INFINITE_TIMESTAMP = -9223372036832400000L;
    private static final int SECOND = 1_000_000;

    private LandedText() {}

    /** The text of a value; null: none. */
    static String of(Schema schema, Object value) {
        if (value == null) {
            return null;
        }
        String meaning = schema.name();
        if (meaning != null) {
            switch (meaning) {
                case Date.SCHEMA_NAME:
                    // only in arrays: a column of its own has passed DateConverter
                    return LocalDate.ofEpochDay(((Number) value).longValue()).toString();
                case Timestamp.SCHEMA_NAME:
                    return timestamp(Math.multiplyExact(((Number) value).longValue(), 1_000L));
                case MicroTimestamp.SCHEMA_NAME:
                    return timestamp(((Number) value).longValue());
                case MicroTime.SCHEMA_NAME:
                    return LocalTime.ofNanoOfDay(((Number) value).longValue() % (86_400L * SECOND) * 1_000)
                            .toString();
                case VariableScaleDecimal.LOGICAL_NAME:
                    return VariableScaleDecimal.toLogical((Struct) value).toString();
                default:
                    break;
            }
        }
        return plain(schema, value);
    }

    private static String plain(Schema schema, Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return floating(((Number) value).doubleValue(), value.toString());
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof List || value instanceof Map || value instanceof Struct) {
            return json(schema, value).toString();
        }
        return value.toString();
    }

    private static String floating(double number, String shortest) {
        // the shortest text that reads back as the number, without an exponent
        return Double.isFinite(number) ? new BigDecimal(shortest).toPlainString() : shortest;
    }

    private static String timestamp(long micros) {
        if (micros == INFINITE_TIMESTAMP) {
            return "infinity";
        }
        if (micros == MINUS_INFINITE_TIMESTAMP) {
            return "-infinity";
        }
        Instant instant = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }

    private static JsonNode json(Schema schema, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(json(schema.valueSchema(), element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), json(schema.valueSchema(), element)));
            return object;
        }
        if (value instanceof Struct struct && schema.name() == null) {
            ObjectNode object = nodes.objectNode();
            for (Field field : struct.schema().fields()) {
                object.set(field.name(), json(field.schema(), struct.get(field)));
            }
            return object;
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            if (schema.name() == null) {
                return nodes.numberNode(((Number) value).longValue());
            }
        }
        return nodes.textNode(of(schema, value));
    }

    /** Whether the text stands for a value that the log did not carry. */
    static boolean isUnavailable(String text) {
        return text != null
                && text.length() >= UNAVAILABLE.length()
                && (text.equals(UNAVAILABLE)
                        || text.equals(UNAVAILABLE_BASE64)
                        || text.equals("[\"" + UNAVAILABLE + "\"]"));
    }
}
