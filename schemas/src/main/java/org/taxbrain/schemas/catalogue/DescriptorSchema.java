package org.taxbrain.schemas.catalogue;

/** The JSON Schema (2020-12) of descriptors, by which editors complete and check them. */
public final class DescriptorSchema {
    private DescriptorSchema() {}

    /** The schema as it is published. */
    public static String text() {
        return Declaration.resource("catalogue/descriptor.schema.json");
    }
}
