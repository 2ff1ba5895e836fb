package org.taxbrain.kibana.lens;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** That a field has a value: as much of Kibana's query language as panels here need. */
public record Condition(String field, String value) {
    private static final Pattern KUERY = Pattern.compile("([\\w.-]+): \"([^\"\\\\]+)\"");

    public Condition {
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(value, "value is null");
    }

    /** As Kibana reads it. */
    public String kuery() {
        return field + ": \"" + value + "\"";
    }

    /** What {@link #kuery} wrote. */
    public static Condition parse(String kuery) {
        Matcher matcher = KUERY.matcher(kuery);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a condition of the form field: \"value\": " + kuery);
        }
        return new Condition(matcher.group(1), matcher.group(2));
    }
}
