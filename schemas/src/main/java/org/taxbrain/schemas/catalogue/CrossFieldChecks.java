package org.taxbrain.schemas.catalogue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.taxbrain.schemas.check.CrossCheck;

/** That a check between fields names fields that are there and can be compared, before a row is taken. */
final class CrossFieldChecks {
    private static final Set<FieldType> DATES = EnumSet.of(FieldType.DATE, FieldType.TIMESTAMP);
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.LONG, FieldType.MONEY, FieldType.DECIMAL);
    private static final Set<FieldType> CONDITIONS = EnumSet.of(FieldType.STRING, FieldType.BOOLEAN, FieldType.LONG);

    private CrossFieldChecks() {}

    /** @throws IllegalArgumentException if it can't be used; the message says why */
    static void check(Field field, String expression, CrossCheck check, List<Field> siblings) {
        for (String name : check.others()) {
            Field other = siblings.stream()
                    .filter(s -> s.name().equals(name) && s != field)
                    .findFirst()
                    .orElseThrow(() -> unusable(expression, "no other field " + name + " stands beside it"));
            switch (check.relation()) {
                case NOT_BEFORE, NOT_AFTER -> {
                    if (!DATES.contains(field.type()) || !DATES.contains(other.type())) {
                        throw unusable(expression, "both fields must be dates or times");
                    }
                }
                case AT_LEAST, AT_MOST, SUM_OF -> {
                    if (!NUMBERS.contains(field.type()) || other.type() != field.type()) {
                        throw unusable(expression, "the fields must be numbers or amounts of one type");
                    }
                }
                case REQUIRED_IF -> condition(field, expression, check, other);
            }
        }
    }

    private static void condition(Field field, String expression, CrossCheck check, Field other) {
        if (!field.nullable()) {
            throw unusable(expression, "the field is required in every row as it is no union with null");
        }
        if (!CONDITIONS.contains(other.type())) {
            throw unusable(expression, "a " + other.type().name().toLowerCase(Locale.ROOT) + " can't be the condition");
        }
        for (String value : check.values()) {
            boolean possible = other.type() == FieldType.BOOLEAN
                    ? value.equals("true") || value.equals("false")
                    : other.codes().isEmpty() || other.codes().containsValue(value);
            if (!possible) {
                throw unusable(expression, other.name() + " never is " + value);
            }
        }
    }

    private static IllegalArgumentException unusable(String expression, String why) {
        return new IllegalArgumentException("check \"" + expression + "\": " + why);
    }
}
