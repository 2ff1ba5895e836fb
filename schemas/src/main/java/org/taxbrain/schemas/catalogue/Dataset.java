package org.taxbrain.schemas.catalogue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.taxbrain.schemas.text.Sm3;

/** A declared dataset: descriptor and schema together, checked, with the fields as the machinery needs them. Immutable. */
public final class Dataset {
    private final Descriptor descriptor;
    private final Schema schema;
    private final String hash;
    private final List<Field> fields;
    private final Map<String, Field> byPath;
    private final String descriptorText;
    private final String idlText;

    private Dataset(Descriptor descriptor, Schema schema, List<Field> fields, String descriptorText, String idlText) {
        this.descriptor = descriptor;
        this.schema = schema;
        this.fields = List.copyOf(fields);
        this.descriptorText = descriptorText;
        this.idlText = idlText;
        this.hash = Sm3.hex((descriptorText + '\u0000' + idlText).getBytes(StandardCharsets.UTF_8))
                .substring(0, 16);
        this.byPath = new LinkedHashMap<>();
        index(fields);
    }

    /**
     * Reads and checks a declaration.
     *
     * @param where name for messages, such as the file
     * @param descriptorText YAML
     * @param idlText Avro IDL that holds the record
     * @throws CatalogueException if anything in it can't be used; names every fault found
     */
    public static Dataset parse(String where, String descriptorText, String idlText) {
        List<Fault> faults = new ArrayList<>();
        Descriptor descriptor = DescriptorReader.read(where, descriptorText, faults);
        Schema schema = readSchema(where, idlText, descriptor, faults);
        List<Field> fields = Fields.of(schema, descriptor, faults);
        Dataset dataset = new Dataset(descriptor, schema, fields, descriptorText, idlText);
        DescriptorChecks.check(dataset, faults);
        if (!faults.isEmpty()) {
            throw new CatalogueException(where, faults, null);
        }
        return dataset;
    }

    private static Schema readSchema(String where, String idlText, Descriptor descriptor, List<Fault> faults) {
        try {
            var idl = new IdlReader().parse(new ByteArrayInputStream(idlText.getBytes(StandardCharsets.UTF_8)));
            Schema named = idl.getNamedSchemas().values().stream()
                    .filter(s -> s.getName().equals(descriptor.record()))
                    .findFirst()
                    .orElse(null);
            if (named == null || named.getType() != Schema.Type.RECORD) {
                faults.add(Fault.of("record", "the IDL has no record named " + descriptor.record()));
                throw new CatalogueException(where, faults, null);
            }
            return named;
        } catch (IOException | RuntimeException e) {
            if (e instanceof CatalogueException known) {
                throw known;
            }
            throw new CatalogueException(where, "the IDL can't be read: " + e.getMessage(), e);
        }
    }

    private void index(List<Field> level) {
        for (Field field : level) {
            byPath.put(field.path(), field);
            index(field.children());
        }
    }

    /** The dataset's id. */
    public String id() {
        return descriptor.dataset();
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** Schema of the clean row. */
    public Schema schema() {
        return schema;
    }

    /** Digest of descriptor and schema together: 16 hexadecimal digits of their SM3. */
    public String hash() {
        return hash;
    }

    /** Top-level fields, in the schema's order. */
    public List<Field> fields() {
        return fields;
    }

    /** The field at a dotted path, or null. */
    public Field field(String path) {
        return byPath.get(path);
    }

    /** The YAML as written. */
    public String descriptorText() {
        return descriptorText;
    }

    /** The IDL as written. */
    public String idlText() {
        return idlText;
    }

    @Override
    public String toString() {
        return id() + "@" + hash;
    }
}
