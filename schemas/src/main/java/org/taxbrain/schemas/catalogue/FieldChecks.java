package org.taxbrain.schemas.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.value.Dates;
import org.taxbrain.schemas.value.Money;

/** That every check and hint of a field can be compiled, before a row is taken rather than when the first one comes. */
final class FieldChecks {
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
        switch (field.type()) {
            case STRING -> Checks.text(expression);
            case LONG, MONEY, DECIMAL -> Checks.number(expression);
            case DATE, TIMESTAMP -> Checks.date(expression);
            case BOOLEAN, LIST ->
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
        if (hint.format() != null) {
            Dates.of(hint.format());
        }
    }
}
