package org.taxbrain.schemas.parse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.taxbrain.schemas.catalogue.Field;
import org.taxbrain.schemas.check.Checked;
import org.taxbrain.schemas.check.Checks;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.check.TextCheck;
import org.taxbrain.schemas.parse.CleanResult.Fault;
import org.taxbrain.schemas.record.Remark;

/** Writes a text after its checks, each of which may put it in its canonical form. */
final class TextWriter implements ValueWriter {
    private final Field field;
    private final String[] names;
    /** Null where the check is {@code identifier-of}: the sibling of the same index says which. */
    private final TextCheck[] checks;

    private final boolean[] warnings;
    private final int[] typeSiblings;
    private final boolean referredTo;

    private TextWriter(
            Field field,
            String[] names,
            TextCheck[] checks,
            boolean[] warnings,
            int[] typeSiblings,
            boolean referredTo) {
        this.field = field;
        this.names = names;
        this.checks = checks;
        this.warnings = warnings;
        this.typeSiblings = typeSiblings;
        this.referredTo = referredTo;
    }

    static TextWriter of(Field field, List<Field> siblings) {
        List<String> names = new ArrayList<>();
        List<TextCheck> checks = new ArrayList<>();
        List<String> expressions = CrossChecks.without(field.checks());
        int[] typeSiblings = new int[expressions.size()];
        boolean[] warnings = new boolean[expressions.size()];
        for (String expression : expressions) {
            boolean bySibling = Checks.name(expression).equals(Checks.IDENTIFIER_OF);
            if (bySibling) {
                typeSiblings[checks.size()] = position(siblings, Checks.argument(expression));
            }
            warnings[checks.size()] = Checks.isWarning(expression);
            names.add(Checks.name(expression));
            checks.add(bySibling ? null : Checks.text(expression));
        }
        return new TextWriter(
                field,
                names.toArray(String[]::new),
                checks.toArray(TextCheck[]::new),
                warnings,
                typeSiblings,
                isType(field, siblings) || CrossChecks.compare(field, siblings));
    }

    private static boolean isType(Field field, List<Field> siblings) {
        return siblings.stream()
                .flatMap(s -> s.checks().stream())
                .anyMatch(c -> Checks.name(c).equals(Checks.IDENTIFIER_OF)
                        && Checks.argument(c).equals(field.name()));
    }

    private static int position(List<Field> siblings, String name) {
        return siblings.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow()
                .position();
    }

    @Override
    public Fault write(String text, Row row) throws IOException {
        String value = text;
        for (int i = 0; i < checks.length; i++) {
            Checked checked = checks[i] == null
                    ? byType((String) row.values[typeSiblings[i]], value, row)
                    : checks[i].check(value, row.landedDay);
            if (!checked.accepted()) {
                if (!warnings[i]) {
                    return Faults.check(field, names[i], checked.expected());
                }
                row.remarks.add(new Remark(field.path(), names[i]));
                continue;
            }
            value = checked.value();
            if (checked.remark() != null) {
                row.remarks.add(new Remark(field.path(), checked.remark()));
            }
        }
        if (referredTo) {
            row.values[field.position()] = value;
        }
        row.out.writeString(value);
        return null;
    }

    private static Checked byType(String type, String value, Row row) {
        Identifier identifier = type == null ? null : Identifier.ofTaxpayer(type);
        return identifier == null
                ? Checked.refuse("its type is none of " + Identifier.taxpayerIds())
                : identifier.check(value, row.landedDay);
    }
}
