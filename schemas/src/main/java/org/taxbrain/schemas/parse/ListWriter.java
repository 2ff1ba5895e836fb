package org.taxbrain.schemas.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.SourceNames;
import org.taxbrain.schemas.parse.CleanResult.Fault;

/** Writes a list of records from JSON text; a child is found by its source name or by its own. */
final class ListWriter implements ValueWriter {
    private static final ObjectReader JSON = new ObjectMapper().reader();
    private final SourceNames sources;
    private final String[] names;
    private final FieldReader[] readers;
    private final CrossChecks crossChecks;
    private final Fault type;

    ListWriter(Field field, Schema element) {
        List<Field> children = field.children();
        this.sources = SourceNames.of(children);
        this.names = children.stream().map(Field::name).toArray(String[]::new);
        this.readers = FieldReader.of(children, element);
        this.crossChecks = CrossChecks.of(children);
        this.type = Faults.type(field, "a JSON array of objects");
    }

    @Override
    public Fault write(String text, Row row) throws IOException {
        List<String[]> elements;
        try (JsonParser json = JSON.createParser(text)) {
            elements = elements(json);
        } catch (JsonProcessingException e) {
            return type;
        }
        if (elements == null) {
            return type;
        }
        row.out.writeArrayStart();
        row.out.setItemCount(elements.size());
        for (String[] values : elements) {
            row.out.startItem();
            Row element = row.element(readers.length);
            for (int i = 0; i < readers.length; i++) {
                Fault fault = readers[i].read(values[i], element);
                if (fault != null) {
                    return fault;
                }
            }
            Fault fault = crossChecks.firstFault(element);
            if (fault != null) {
                return fault;
            }
        }
        row.out.writeArrayEnd();
        return null;
    }

    /** The texts of each element by the position of the child; null if the JSON is not an array of objects. */
    private List<String[]> elements(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String[]> elements = new ArrayList<>();
        JsonToken token;
        while ((token = json.nextToken()) == JsonToken.START_OBJECT) {
            String[] values = new String[readers.length];
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                int[] read = children(json.currentName());
                String value = value(json);
                for (int child : read) {
                    values[child] = value;
                }
            }
            elements.add(values);
        }
        return token == JsonToken.END_ARRAY && json.nextToken() == null ? elements : null;
    }

    private static String value(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        return token.isScalarValue() ? json.getText() : json.readValueAsTree().toString();
    }

    /** The fields that read what stands under a name; the landed row keeps what none reads. */
    private int[] children(String name) {
        int[] found = sources.positions(name);
        for (int i = 0; found.length == 0 && i < names.length; i++) {
            if (names[i].equals(name)) {
                return new int[] {i};
            }
        }
        return found;
    }
}
