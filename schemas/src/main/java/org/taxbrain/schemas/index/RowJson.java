package org.taxbrain.schemas.index;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.record.CleanRecord;
import org.taxbrain.schemas.record.Remark;

/** How a clean row stands in a document; docs/contracts.md says how for each type of field. */
public final class RowJson {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final long DAY_MILLIS = 86_400_000;
    /** The last one of four digits. */
    private static final int LAST_YEAR = 9_999;

    private RowJson() {}

    /** Writes the fields of a row, or of one element of its lists, into the open object; absent ones are left out. */
    public static void fields(JsonGenerator json, List<Field> fields, GenericRecord values) throws IOException {
        for (Field field : fields) {
            Object value = values.get(field.position());
            if (value != null) {
                json.writeFieldName(field.name());
                value(json, field, value);
            }
        }
    }

    /**
     * Writes the object {@code source} into the open object: where the row came from, how old it is, by which declaration
     * it was checked, and what was repaired.
     */
    public static void source(JsonGenerator json, CleanRecord record) throws IOException {
        json.writeObjectFieldStart("source");
        json.writeStringField("position", record.getPosition());
        json.writeStringField("batch", record.getBatch());
        if (record.getSourceTime() != null) {
            json.writeStringField("sourceTime", instant(record.getSourceTime()));
        }
        json.writeStringField("landedAt", instant(record.getLandedAt()));
        json.writeStringField("descriptorHash", record.getDescriptorHash());
        // most rows have none, and a document can hold thousands of rows
        if (!record.getRemarks().isEmpty()) {
            json.writeArrayFieldStart("remarks");
            for (Remark remark : record.getRemarks()) {
                json.writeStartObject();
                json.writeStringField("field", remark.getField());
                json.writeStringField("rule", remark.getRule());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** An instant with three decimals of the second. */
    public static String instant(long epochMillis) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochMillis, DAY_MILLIS));
        if (day.getYear() < 0 || day.getYear() > LAST_YEAR) {
            return INSTANT.format(Instant.ofEpochMilli(epochMillis));
        }
        // by hand: every row of a document has two, and the formatter took a sixth of a large document's time
        int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
        StringBuilder text = new StringBuilder(24).append(day).append('T');
        digits(text, millis / 3_600_000, 10).append(':');
        digits(text, millis / 60_000 % 60, 10).append(':');
        digits(text, millis / 1_000 % 60, 10).append('.');
        return digits(text, millis % 1_000, 100).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    private static void value(JsonGenerator json, Field field, Object value) throws IOException {
        switch (field.type()) {
            case STRING, POINT -> json.writeString(value.toString());
            case LONG, MONEY -> json.writeNumber((Long) value);
            case DECIMAL -> json.writeNumber(new BigDecimal(value.toString()).toPlainString());
            case DATE -> json.writeString(LocalDate.ofEpochDay((Integer) value).toString());
            case TIMESTAMP -> json.writeString(instant((Long) value));
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case LIST -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    json.writeStartObject();
                    fields(json, field.children(), (GenericRecord) element);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }
}
