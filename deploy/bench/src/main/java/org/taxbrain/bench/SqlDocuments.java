package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.index.RowJson;

/** Writes SQL's rows as documents of the same shape as the job's. */
final class SqlDocuments implements ResultSink.Form<RowData> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();

    private final String sum;
    private final List<String> sections;

    SqlDocuments(String sum, List<String> sections) {
        this.sum = sum;
        this.sections = List.copyOf(sections);
    }

    @Override
    public String id(RowData row) {
        return row.getString(0).toString();
    }

    @Override
    public String document(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public byte[] value(RowData row) {
        if (row.getRowKind() == RowKind.DELETE) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("subject", id(row));
            json.writeObjectFieldStart("summary");
            json.writeNumberField(sum, row.getLong(1));
            json.writeEndObject();
            json.writeObjectFieldStart("sections");
            for (int i = 0; i < sections.size(); i++) {
                section(json, sections.get(i), row, 2 + 2 * i);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a document can't be written", e);
        }
        return bytes.toByteArray();
    }

    private static void section(JsonGenerator json, String dataset, RowData row, int column) throws IOException {
        if (row.isNullAt(column)) {
            return;
        }
        List<Field> fields = Side.CATALOGUE.dataset(dataset).fields();
        json.writeObjectFieldStart(dataset);
        json.writeNumberField("count", row.getLong(column));
        json.writeArrayFieldStart("items");
        ArrayData items = row.getArray(column + 1);
        int arity = 1 + FactRows.META.size() + fields.size();
        for (int i = 0; i < items.size(); i++) {
            item(json, fields, items.getRow(i, arity));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void item(JsonGenerator json, List<Field> fields, RowData item) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", item.getString(1).toString());
        json.writeStringField("presentedAs", item.getString(0).toString());
        json.writeObjectFieldStart("data");
        fields(json, fields, item, 1 + FactRows.META.size());
        json.writeEndObject();
        json.writeObjectFieldStart("source");
        json.writeStringField("position", item.getString(2).toString());
        json.writeStringField("batch", item.getString(3).toString());
        json.writeStringField("sourceTime", RowJson.instant(item.getLong(4)));
        json.writeStringField("landedAt", RowJson.instant(item.getLong(5)));
        json.writeStringField("descriptorHash", item.getString(6).toString());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, List<Field> fields, RowData row, int from) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (!row.isNullAt(from + i)) {
                json.writeFieldName(fields.get(i).name());
                value(json, fields.get(i), row, from + i);
            }
        }
    }

    private static void value(JsonGenerator json, Field field, RowData row, int at) throws IOException {
        switch (field.type()) {
            case STRING, POINT -> json.writeString(row.getString(at).toString());
            case LONG, MONEY -> json.writeNumber(row.getLong(at));
            case DECIMAL -> json.writeNumber(new BigDecimal(row.getString(at).toString()).toPlainString());
            case DATE -> json.writeString(LocalDate.ofEpochDay(row.getInt(at)).toString());
            case TIMESTAMP -> json.writeString(RowJson.instant(row.getLong(at)));
            case BOOLEAN -> json.writeBoolean(row.getBoolean(at));
            case LIST -> {
                json.writeStartArray();
                ArrayData elements = row.getArray(at);
                for (int i = 0; i < elements.size(); i++) {
                    json.writeStartObject();
                    fields(
                            json,
                            field.children(),
                            elements.getRow(i, field.children().size()),
                            0);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        }
    }
}
