package org.taxbrain.schemas.parse;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.check.Bound;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.DateCheck;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;
import org.taxbrain.schemas.value.ChineseNumerals;
import org.taxbrain.schemas.value.Dates;
import org.taxbrain.schemas.value.Money;
import org.taxbrain.schemas.value.Numbers;
import org.taxbrain.schemas.value.Numerals;
import org.taxbrain.schemas.value.Points;
import org.taxbrain.schemas.value.Truth;

/** The writers of the field types, compiled once for each field. */
final class ValueWriters {
    private ValueWriters() {}

    static ValueWriter of(Field field, Schema schema, List<Field> siblings) {
        return switch (field.type()) {
            case STRING -> TextWriter.of(field, siblings);
            case LONG -> whole(field, siblings);
            case MONEY -> money(field, siblings);
            case DECIMAL -> decimal(field, siblings);
            case POINT -> point(field);
            case DATE -> date(field, siblings);
            case TIMESTAMP -> timestamp(field, siblings);
            case BOOLEAN -> truth(field, siblings);
            case LIST -> new ListWriter(field, schema.getElementType());
        };
    }

    private static ValueWriter whole(Field field, List<Field> siblings) {
        Named<Bound>[] bounds = named(field, Checks::number);
        boolean compared = CrossChecks.compare(field, siblings);
        Numerals numerals = field.hint().numerals();
        Fault type = Faults.type(
                field,
                numerals == null
                        ? "a whole number"
                        : numerals == Numerals.FLOOR
                                ? "a floor such as 四层, 地下一层 or 12"
                                : "a whole number in Chinese numerals or digits, such as 十二 or 12");
        ToLongFunction<String> reading =
                numerals == null ? Numbers::whole : new ChineseNumerals(numerals == Numerals.FLOOR)::whole;
        return (text, row) -> {
            long number = reading.applyAsLong(text);
            if (number == Numbers.NONE) {
                return type;
            }
            Fault fault = firstFault(field, bounds, number, row);
            if (fault == null) {
                row.out.writeLong(number);
                keep(compared, field, number, row);
            }
            return fault;
        };
    }

    private static ValueWriter money(Field field, List<Field> siblings) {
        Named<Bound>[] bounds = named(field, Checks::number);
        boolean compared = CrossChecks.compare(field, siblings);
        Money money = new Money(Money.Unit.named(field.hint().unit()));
        Fault type = Faults.type(field, "an amount without parts of a fen");
        return (text, row) -> {
            long fen = money.fen(text);
            if (fen == Money.NONE) {
                return type;
            }
            Fault fault = firstFault(field, bounds, fen, row);
            if (fault == null) {
                row.out.writeLong(fen);
                keep(compared, field, fen, row);
            }
            return fault;
        };
    }

    private static ValueWriter decimal(Field field, List<Field> siblings) {
        Named<Bound>[] bounds = named(field, Checks::number);
        boolean compared = CrossChecks.compare(field, siblings);
        Fault type = Faults.type(field, "a decimal number of at most 40 characters");
        return (text, row) -> {
            BigDecimal number = Numbers.decimal(text);
            if (number == null) {
                return type;
            }
            for (Named<Bound> bound : bounds) {
                Fault fault = bound.fault(field, bound.check.fault(number), row);
                if (fault != null) {
                    return fault;
                }
            }
            row.out.writeString(Numbers.canonical(number));
            if (compared) {
                row.values[field.position()] = number;
            }
            return null;
        };
    }

    private static ValueWriter point(Field field) {
        Fault type = Faults.type(field, "a longitude and a latitude in degrees, such as 120.153576,30.287459");
        return (text, row) -> {
            String point = Points.canonical(text);
            if (point == null) {
                return type;
            }
            row.out.writeString(point);
            return null;
        };
    }

    private static ValueWriter date(Field field, List<Field> siblings) {
        Named<DateCheck>[] checks = named(field, Checks::date);
        boolean compared = CrossChecks.compare(field, siblings);
        Dates dates = Dates.of(field.hint().format(), field.hint().firstYear());
        Fault type = Faults.type(field, "a date " + form(field, "such as 2026-03-01"));
        return (text, row) -> {
            long day = dates.epochDay(text);
            if (day == Dates.NONE) {
                return type;
            }
            Fault fault = firstDateFault(field, checks, day, row);
            if (fault == null) {
                row.out.writeInt((int) day);
                keep(compared, field, day, row);
            }
            return fault;
        };
    }

    private static ValueWriter timestamp(Field field, List<Field> siblings) {
        Named<DateCheck>[] checks = named(field, Checks::date);
        boolean compared = CrossChecks.compare(field, siblings);
        Dates dates = Dates.of(field.hint().format(), field.hint().firstYear());
        Fault type = Faults.type(field, "a time " + form(field, "such as 2026-03-01T10:00:00"));
        return (text, row) -> {
            long millis = dates.epochMillis(text);
            if (millis == Dates.NONE) {
                return type;
            }
            Fault fault = firstDateFault(field, checks, Dates.dayOf(millis), row);
            if (fault == null) {
                row.out.writeLong(millis);
                keep(compared, field, millis, row);
            }
            return fault;
        };
    }

    private static ValueWriter truth(Field field, List<Field> siblings) {
        Fault type = Faults.type(field, "yes or no");
        boolean compared = CrossChecks.compare(field, siblings);
        return (text, row) -> {
            Boolean truth = Truth.of(text);
            if (truth == null) {
                return type;
            }
            row.out.writeBoolean(truth);
            if (compared) {
                row.values[field.position()] = truth;
            }
            return null;
        };
    }

    private static Fault firstFault(Field field, Named<Bound>[] bounds, long number, Row row) {
        for (Named<Bound> bound : bounds) {
            Fault fault = bound.fault(field, bound.check.fault(number), row);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static Fault firstDateFault(Field field, Named<DateCheck>[] checks, long day, Row row) {
        for (Named<DateCheck> check : checks) {
            Fault fault = check.fault(field, check.check.fault(day, row.landedDay), row);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /** Boxed only where another field's check wants it. */
    private static void keep(boolean compared, Field field, long number, Row row) {
        if (compared) {
            row.values[field.position()] = number;
        }
    }

    private static String form(Field field, String otherwise) {
        return field.hint().format() == null
                ? otherwise
                : "of the form " + field.hint().format();
    }

    @SuppressWarnings("unchecked")
    private static <T> Named<T>[] named(Field field, Function<String, T> compiler) {
        return CrossChecks.without(field.checks()).stream()
                .map(e -> new Named<>(Checks.name(e), Checks.isWarning(e), compiler.apply(e)))
                .toArray(Named[]::new);
    }

    private record Named<T>(String name, boolean warning, T check) {

        /** @param expected what the check expected, or null if it is met */
        Fault fault(Field field, String expected, Row row) {
            if (expected == null) {
                return null;
            }
            if (warning) {
                row.remarks.add(new Remark(field.path(), name));
                return null;
            }
            return Faults.check(field, name, expected);
        }
    }
}
