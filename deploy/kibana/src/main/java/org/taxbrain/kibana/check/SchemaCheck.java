package org.taxbrain.kibana.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.taxbrain.kibana.object.ObjectType;

/** Compares attributes with what Kibana takes: the schemas say again, for what is used here, what its own code demands. */
final class SchemaCheck {
    private static final String FOLDER = "/org/taxbrain/kibana/schema/";
    private static final Map<ObjectType, Schema> SCHEMAS = new EnumMap<>(ObjectType.class);

    static {
        for (ObjectType type : ObjectType.values()) {
            SCHEMAS.put(
                    type,
                    SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                            .getSchema(text(type), InputFormat.JSON));
        }
    }

    private SchemaCheck() {}

    /** The schema of a type's attributes. */
    static String text(ObjectType type) {
        String file = FOLDER + type.id() + ".schema.json";
        try (InputStream in = SchemaCheck.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    static List<String> problems(ObjectType type, ObjectNode object) {
        ObjectNode attributes;
        try {
            attributes = Unfolded.attributes(object);
        } catch (IllegalArgumentException e) {
            return List.of(ObjectFile.name(object) + ": " + e.getMessage());
        }
        return SCHEMAS.get(type).validate(attributes.toString(), InputFormat.JSON).stream()
                .map(error -> ObjectFile.name(object) + ": " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
