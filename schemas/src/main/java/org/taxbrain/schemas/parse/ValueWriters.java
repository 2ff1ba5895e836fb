package org.taxbrain.schemas.parse;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.check.Bound;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.DateCheck;
import org.taxbrain.schemas.parse.CleanResult.Fault;
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
            case LONG -> whole(field);
            case MONEY -> money(field);
            case DECIMAL -> decimal(field);
            case POINT -> point(field);
            case DATE -> date(field);
            case TIMESTAMP -> timestamp(field);
            case BOOLEAN -> truth(field);
            case LIST -> new ListWriter(field, schema.getElementType());
        };
    }

    private static ValueWriter whole(Field field) {
        String[] names = names(field);
        Bound[] bounds = bounds(field);
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
            Fault fault = firstFault(field, names, bounds, number);
            if (fault == null) {
                row.out.writeLong(number);
            }
            return fault;
        };
    }

    private static ValueWriter money(Field field) {
        String[] names = names(field);
        Bound[] bounds = bounds(field);
        Money money = new Money(Money.Unit.named(field.hint().unit()));
        Fault type = Faults.type(field, "an amount without parts of a fen");
        return (text, row) -> {
            long fen = money.fen(text);
            if (fen == Money.NONE) {
                return type;
            }
            Fault fault = firstFault(field, names, bounds, fen);
            if (fault == null) {
                row.out.writeLong(fen);
            }
            return fault;
        };
    }

    private static ValueWriter decimal(Field field) {
        String[] names = names(field);
        Bound[] bounds = bounds(field);
        Fault type = Faults.type(field, "a decimal number of at most 40 characters");
        return (text, row) -> {
            BigDecimal number = Numbers.decimal(text);
            if (number == null) {
                return type;
            }
            for (int i = 0; i < bounds.length; i++) {
                String expected = bounds[i].fault(number);
                if (expected != null) {
                    return Faults.check(field, names[i], expected);
                }
            }
            row.out.writeString(Numbers.canonical(number));
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

    private static ValueWriter date(Field field) {
        String[] names = names(field);
        DateCheck[] checks = dateChecks(field);
        Dates dates = Dates.of(field.hint().format(), field.hint().firstYear());
        Fault type = Faults.type(field, "a date " + form(field, "such as 2026-03-01"));
        return (text, row) -> {
            long day = dates.epochDay(text);
            if (day == Dates.NONE) {
                return type;
            }
            Fault fault = firstFault(field, names, checks, day, row);
            if (fault == null) {
                row.out.writeInt((int) day);
            }
            return fault;
        };
    }

    private static ValueWriter timestamp(Field field) {
        String[] names = names(field);
        DateCheck[] checks = dateChecks(field);
        Dates dates = Dates.of(field.hint().format(), field.hint().firstYear());
        Fault type = Faults.type(field, "a time " + form(field, "such as 2026-03-01T10:00:00"));
        return (text, row) -> {
            long millis = dates.epochMillis(text);
            if (millis == Dates.NONE) {
                return type;
            }
            Fault fault = firstFault(field, names, checks, Dates.dayOf(millis), row);
            if (fault == null) {
                row.out.writeLong(millis);
            }
            return fault;
        };
    }

    private static ValueWriter truth(Field field) {
        Fault type = Faults.type(field, "yes or no");
        return (text, row) -> {
            Boolean truth = Truth.of(text);
            if (truth == null) {
                return type;
            }
            row.out.writeBoolean(truth);
            return null;
        };
    }

    private static Fault firstFault(Field field, String[] names, Bound[] bounds, long number) {
        for (int i = 0; i < bounds.length; i++) {
            String expected = bounds[i].fault(number);
            if (expected != null) {
                return Faults.check(field, names[i], expected);
            }
        }
        return null;
    }

    private static Fault firstFault(Field field, String[] names, DateCheck[] checks, long day, Row row) {
        for (int i = 0; i < checks.length; i++) {
            String expected = checks[i].fault(day, row.landedDay);
            if (expected != null) {
                return Faults.check(field, names[i], expected);
            }
        }
        return null;
    }

    private static String form(Field field, String otherwise) {
        return field.hint().format() == null
                ? otherwise
                : "of the form " + field.hint().format();
    }

    private static String[] names(Field field) {
        return field.checks().stream().map(Checks::name).toArray(String[]::new);
    }

    private static Bound[] bounds(Field field) {
        return field.checks().stream().map(Checks::number).toArray(Bound[]::new);
    }

    private static DateCheck[] dateChecks(Field field) {
        return field.checks().stream().map(Checks::date).toArray(DateCheck[]::new);
    }
}
