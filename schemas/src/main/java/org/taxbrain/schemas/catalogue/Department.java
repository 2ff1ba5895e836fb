package org.taxbrain.schemas.catalogue;

import java.util.Map;

/**
 * A department that provides data.
 *
 * @param name by language tag, {@code zh-CN} first
 * @param uscc its unified social credit code; null: not known here
 */
public record Department(Map<String, String> name, String uscc) {
    /** The tag of the language that catalogues are written in. */
    public static final String CHINESE = "zh-CN";

    public Department {
        name = name == null ? Map.of() : Map.copyOf(name);
    }
}
