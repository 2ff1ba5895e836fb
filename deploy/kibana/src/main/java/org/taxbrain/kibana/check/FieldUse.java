package org.taxbrain.kibana.check;

import java.util.Set;

/**
 * That an object needs a field of an index.
 *
 * @param who the object, for messages
 */
record FieldUse(String who, String index, String field, Need need) {
    private static final Set<String> NUMBERS =
            Set.of("long", "integer", "short", "byte", "double", "float", "unsigned_long");

    /** What for. */
    enum Need {
        /** It is only spoken of. */
        KNOWN,
        SEARCHED,
        GROUP_TEXT,
        GROUP_NUMBER,
        GROUP_YES_NO,
        CALENDAR,
        GRID,
        ADDED_UP,
        COUNTED_APART,
        LATEST;

        boolean suits(FieldCapabilities.Capability field) {
            return switch (this) {
                case KNOWN -> true;
                case SEARCHED -> field.searchable();
                case GROUP_TEXT -> field.aggregatable() && field.type().equals("keyword");
                case GROUP_NUMBER, ADDED_UP -> field.aggregatable() && NUMBERS.contains(field.type());
                case GROUP_YES_NO -> field.aggregatable() && field.type().equals("boolean");
                case GRID -> field.aggregatable() && field.type().equals("geo_point");
                case CALENDAR, LATEST -> field.aggregatable() && field.type().equals("date");
                case COUNTED_APART -> field.aggregatable();
            };
        }
    }
}
