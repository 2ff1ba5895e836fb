package org.taxbrain.schemas.catalogue;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.CrossCheck;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.value.Dates;
import org.taxbrain.schemas.value.Money;

/** That every check and hint of a field can be compiled, before a row is taken rather than when the first one comes. */
final class FieldChecks {
    private static final int LAST_FIRST_YEAR = 9900;
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.LONG, FieldType.DECIMAL, FieldType.MONEY);

    private FieldChecks() {}

    static void check(List<Field> fields, List<Fault> faults) {
        for (Field field : fields) {
            for (String expression : field.checks()) {
                try {
                    check(field, expression, fields);
                } catch (IllegalArgumentException e) {
                    faults.add(Fault.ofField(field.path(), "check", e.getMessage()));
                }
            }
            try {
                checkHint(field);
            } catch (PatternSyntaxException e) {
                faults.add(Fault.ofField(
                        field.path(), "hint", "pattern: not a regular expression: " + e.getDescription()));
            } catch (IllegalArgumentException e) {
                faults.add(Fault.ofField(field.path(), "hint", e.getMessage()));
            }
            check(field.children(), faults);
        }
    }

    private static void check(Field field, String expression, List<Field> siblings) {
        if (field.type() == FieldType.STRING && Checks.name(expression).equals(Checks.IDENTIFIER_OF)) {
            checkSibling(field, Checks.argument(expression), siblings);
            return;
        }
        CrossCheck cross = CrossCheck.of(expression);
        if (cross != null) {
            CrossFieldChecks.check(field, expression, cross, siblings);
            return;
        }
        switch (field.type()) {
            case STRING -> Checks.text(expression);
            case LONG, MONEY, DECIMAL -> Checks.number(expression);
            case DATE, TIMESTAMP -> Checks.date(expression);
            case POINT, BOOLEAN, LIST ->
                throw new IllegalArgumentException("check \"" + expression + "\": a " + field.type() + " takes none");
        }
    }

    /** A row is read in the schema's order, so the type must be known when its identifier is read. */
    private static void checkSibling(Field field, String name, List<Field> siblings) {
        Field type = siblings.stream()
                .filter(s -> s.name().equals(name) && s.position() < field.position())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "identifier-of:" + name + ": no field of that name stands before it in the schema"));
        if (type.type() != FieldType.STRING) {
            throw new IllegalArgumentException("identifier-of:" + name + ": that field is no string");
        }
        for (String canonical : type.codes().values()) {
            if (Identifier.ofTaxpayer(canonical) == null) {
                throw new IllegalArgumentException("identifier-of:" + name + ": its code " + canonical
                        + " is no identifier type, use one of " + Identifier.taxpayerIds());
            }
        }
    }

    private static void checkHint(Field field) {
        FieldHint hint = field.hint();
        Money.Unit.named(hint.unit());
        if (hint.pattern() != null) {
            Pattern.compile(hint.pattern());
        }
        Dates.of(hint.format(), hint.firstYear());
        if (hint.firstYear() != null && (hint.firstYear() < 1 || hint.firstYear() > LAST_FIRST_YEAR)) {
            throw new IllegalArgumentException("firstYear: give the first of a hundred years, such as 1900");
        }
        if (hint.numerals() != null && field.type() != FieldType.LONG) {
            throw new IllegalArgumentException("numerals: only a long is written in numerals, this is a "
                    + field.type().name().toLowerCase(Locale.ROOT));
        }
        if (!hint.zeroWords().isEmpty() && !NUMBERS.contains(field.type())) {
            throw new IllegalArgumentException("zeroWords: only of a long, a decimal or money, this is a "
                    + field.type().name().toLowerCase(Locale.ROOT));
        }
        hint.replace().forEach(FieldChecks::checkReplacement);
    }

    private static void checkReplacement(FieldHint.Replacement replacement) {
        if (replacement.find() == null || replacement.by() == null) {
            throw new IllegalArgumentException("replace: give find, a regular expression, and by; '' takes it away");
        }
        try {
            // the empty alternative always matches: whether the replacement can be made shows without a text
            Pattern.compile("(?:" + replacement.find() + ")|").matcher("").replaceFirst(replacement.by());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("replace: not a regular expression: " + e.getDescription(), e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "replace: \"" + replacement.by() + "\" names a group that find does not have: " + e.getMessage(),
                    e);
        }
    }
}
