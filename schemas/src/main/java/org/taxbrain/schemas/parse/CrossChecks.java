package org.taxbrain.schemas.parse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.CrossCheck;
import org.taxbrain.schemas.check.Relation;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.value.Dates;

/** The checks between the fields of one record, looked at when all of them are read. */
final class CrossChecks {
    private final Compiled[] checks;

    private CrossChecks(Compiled[] checks) {
        this.checks = checks;
    }

    /** Those of a record's fields, in its schema's order. */
    static CrossChecks of(List<Field> fields) {
        List<Compiled> checks = new ArrayList<>();
        for (Field field : fields) {
            for (String expression : field.checks()) {
                CrossCheck check = CrossCheck.of(expression);
                if (check != null) {
                    List<Field> others = check.others().stream()
                            .map(name -> named(name, fields))
                            .toList();
                    checks.add(new Compiled(field, check, others));
                }
            }
        }
        return new CrossChecks(checks.toArray(Compiled[]::new));
    }

    /** Whether the value of a field must be kept until its record is read. */
    static boolean compare(Field field, List<Field> siblings) {
        return field.checks().stream().anyMatch(e -> Relation.of(e) != null)
                || siblings.stream()
                        .flatMap(s -> s.checks().stream())
                        .map(CrossCheck::of)
                        .filter(Objects::nonNull)
                        .anyMatch(c -> c.others().contains(field.name()));
    }

    /** The checks of a field alone. */
    static List<String> without(List<String> expressions) {
        return expressions.stream().filter(e -> Relation.of(e) == null).toList();
    }

    /** The first of them that the record breaks, or null; one that only warns leaves its remark. */
    Fault firstFault(Row row) {
        for (Compiled c : checks) {
            String expected = c.expected(row);
            if (expected != null) {
                String rule = c.check.relation().id();
                if (!c.check.warning()) {
                    return Faults.check(c.field, rule, expected);
                }
                row.remarks.add(new Remark(c.field.path(), rule));
            }
        }
        return null;
    }

    private static Field named(String name, List<Field> fields) {
        return fields.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    private record Compiled(Field field, CrossCheck check, List<Field> others) {

        /** What was expected, or null if it holds or has nothing to compare. */
        String expected(Row row) {
            Object own = row.values[field.position()];
            Object other = row.values[others.get(0).position()];
            return switch (check.relation()) {
                case NOT_BEFORE -> compare(own, other) >= 0 ? null : "expected one not before " + named();
                case NOT_AFTER -> compare(own, other) <= 0 ? null : "expected one not after " + named();
                case AT_LEAST -> compare(own, other) >= 0 ? null : "expected at least " + named();
                case AT_MOST -> compare(own, other) <= 0 ? null : "expected at most " + named();
                case SUM_OF -> own == null || isSum(own, row) ? null : "expected the sum of " + named();
                case REQUIRED_IF ->
                    own != null || other == null || !check.values().contains(other.toString())
                            ? null
                            : "it is empty, but needed where " + named() + " is one of " + check.values();
            };
        }

        /** Zero where one of them is absent. */
        private int compare(Object own, Object other) {
            if (own == null || other == null) {
                return 0;
            }
            FieldType otherType = others.get(0).type();
            if (field.type() == FieldType.DECIMAL) {
                return ((BigDecimal) own).compareTo((BigDecimal) other);
            }
            return field.type() == otherType
                    ? Long.compare((Long) own, (Long) other)
                    : Long.compare(day(field.type(), (Long) own), day(otherType, (Long) other));
        }

        /** A date and a time are compared by the day, in Asia/Shanghai. */
        private static long day(FieldType type, long value) {
            return type == FieldType.TIMESTAMP ? Dates.dayOf(value) : value;
        }

        private boolean isSum(Object own, Row row) {
            BigDecimal sum = null;
            for (Field other : others) {
                Object part = row.values[other.position()];
                if (part != null) {
                    sum = sum == null ? exact(part) : sum.add(exact(part));
                }
            }
            return sum == null || sum.compareTo(exact(own)) == 0;
        }

        private static BigDecimal exact(Object number) {
            return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) number);
        }

        private String named() {
            return String.join(" + ", check.others());
        }
    }
}
