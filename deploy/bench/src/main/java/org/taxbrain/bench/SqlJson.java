package org.taxbrain.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.taxbrain.schemas.rule.Rules;

/** Writes what SQL makes as JSON; rows that are taken back are tombstones. */
abstract class SqlJson implements ResultSink.Form<RowData> {
    private static final long serialVersionUID = 1L;
    private static final JsonFactory JSON = new JsonFactory();
    private static final Rules RULES = Rules.load();
    private static final int BYTES = 4_096;

    static Rules rules() {
        return RULES;
    }

    /** Writes the fields. */
    abstract void write(JsonGenerator json, RowData row) throws IOException;

    @Override
    public final String document(byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public final byte[] value(RowData row) {
        if (row.getRowKind() == RowKind.DELETE || row.getRowKind() == RowKind.UPDATE_BEFORE) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            write(json, row);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a document can't be written", e);
        }
        return bytes.toByteArray();
    }

    /** A field that is left out when its value is null. */
    static void text(JsonGenerator json, String name, Object value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    static void texts(JsonGenerator json, String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
