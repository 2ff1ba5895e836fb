package org.taxbrain.schemas.check;

import java.util.List;

/**
 * A check that compares a field with others of its record.
 *
 * @param relation what must hold
 * @param others names of the fields compared with; at least one
 * @param values of {@code required-if}: the clean values of the other field that make this one needed; else empty
 * @param warning whether a row that fails it is taken with a remark
 */
public record CrossCheck(Relation relation, List<String> others, List<String> values, boolean warning) {

    /**
     * Reads an expression such as {@code not-before:openedOn}, {@code sum-of:principal+interest} or
     * {@code required-if:status=closed,revoked}.
     *
     * @return null if the expression asks for a check of the field alone
     * @throws IllegalArgumentException if it lacks a field or a value; the message says which
     */
    public static CrossCheck of(String expression) {
        Relation relation = Relation.of(expression);
        if (relation == null) {
            return null;
        }
        boolean warning = Checks.isWarning(expression);
        String argument = Checks.argument(expression);
        if (relation == Relation.REQUIRED_IF) {
            int equals = argument.indexOf('=');
            if (equals < 1 || equals == argument.length() - 1) {
                throw lacking(expression, "a field, = and a value");
            }
            List<String> values = List.of(argument.substring(equals + 1).split(","));
            return new CrossCheck(relation, List.of(argument.substring(0, equals)), values, warning);
        }
        List<String> others = List.of(argument.split("\\+"));
        boolean sum = relation == Relation.SUM_OF;
        if (argument.isEmpty() || (sum ? others.size() < 2 : others.size() > 1)) {
            throw lacking(expression, sum ? "two fields or more, with + between them," : "one field");
        }
        return new CrossCheck(relation, others, List.of(), warning);
    }

    private static IllegalArgumentException lacking(String expression, String what) {
        return new IllegalArgumentException("check \"" + expression + "\": " + what + " is needed after the colon");
    }
}
