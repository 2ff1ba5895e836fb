package org.taxbrain.oracle.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.taxbrain.oracle.OracleException;

/**
 * What a dataset's two files say, as docs/contracts.md describes them.
 *
 * @param dataset its id
 * @param descriptor the YAML as a tree
 * @param fields in the schema's order
 */
public record Declaration(String dataset, JsonNode descriptor, List<PlainField> fields) {
    private static final String FOLDER = "/catalogue/";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    public Declaration {
        fields = List.copyOf(fields);
    }

    /** Every dataset of the product's catalogue. */
    public static List<Declaration> all() {
        List<Declaration> all = new ArrayList<>();
        for (String line : text(FOLDER + "index.txt").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                all.add(read(FOLDER + line.strip()));
            }
        }
        return all;
    }

    private static Declaration read(String path) {
        try {
            JsonNode descriptor = YAML.readTree(text(path + ".yaml"));
            Schema record = new IdlReader()
                            .parse(new ByteArrayInputStream(text(path + ".avdl").getBytes(StandardCharsets.UTF_8)))
                            .getNamedSchemas()
                            .values()
                            .stream()
                            .filter(s ->
                                    s.getName().equals(descriptor.path("record").asText()))
                            .findFirst()
                            .orElseThrow(
                                    () -> new OracleException(path + ".avdl has no record that the descriptor names"));
            List<PlainField> fields = new ArrayList<>();
            for (Schema.Field field : record.getFields()) {
                fields.add(PlainField.of(field, descriptor.path("fields").path(field.name())));
            }
            return new Declaration(descriptor.path("dataset").asText(), descriptor, fields);
        } catch (IOException e) {
            throw new OracleException("cannot read the declaration " + path + ": " + e.getMessage(), e);
        }
    }

    private static String text(String name) {
        try (InputStream in = Declaration.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new OracleException("the catalogue's " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new OracleException("cannot read the catalogue's " + name + ": " + e.getMessage(), e);
        }
    }

    /** The way in that the descriptor names: {@code cdc}, {@code files} or {@code http}. */
    public String wayIn() {
        return descriptor.path("source").fieldNames().next();
    }

    /** What it says of the way in. */
    public JsonNode source() {
        return descriptor.path("source").path(wayIn());
    }

    /** The fields that make the natural key, in order. */
    public List<PlainField> keys() {
        List<PlainField> keys = new ArrayList<>();
        descriptor.path("key").forEach(name -> keys.add(field(name.asText())));
        return keys;
    }

    /** A field by its name. */
    public PlainField field(String name) {
        return fields.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OracleException(dataset + " has no field " + name));
    }

    /** Number of a field among the values of a row, from 1. */
    int place(PlainField field) {
        return fields.indexOf(field) + 1;
    }
}
