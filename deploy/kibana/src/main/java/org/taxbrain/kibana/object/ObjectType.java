package org.taxbrain.kibana.object;

import java.util.Arrays;
import java.util.Optional;

/**
 * A type of saved object, with the version of its shape. An object without that version counts as one of Kibana's first days:
 * the import then runs every migration since, and some of them damage what is new already.
 */
public enum ObjectType {
    TAG("tag", "8.0.0"),
    DATA_VIEW("index-pattern", "7.11.0"),
    LENS("lens", "8.9.0"),
    MAP("map", "8.4.0"),
    DASHBOARD("dashboard", "8.9.0");

    /** The version of what all types have in common. */
    public static final String CORE_VERSION = "8.8.0";

    private final String id;
    private final String version;

    ObjectType(String id, String version) {
        this.id = id;
        this.version = version;
    }

    /** What Kibana calls it. */
    public String id() {
        return id;
    }

    /** The newest migration of the type that Kibana 8.19 knows, or an earlier one that nothing follows which changes us. */
    public String version() {
        return version;
    }

    /** The type that Kibana calls so. */
    public static Optional<ObjectType> find(String id) {
        return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
    }
}
