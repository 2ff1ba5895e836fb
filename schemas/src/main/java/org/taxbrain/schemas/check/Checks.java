package org.taxbrain.schemas.check;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The checks that a schema may name, compiled from expressions such as {@code min:0}: the one place that knows their names. */
public final class Checks {
    /** The check whose identifier type stands in a sibling field; whoever reads the row resolves it. */
    public static final String IDENTIFIER_OF = "identifier-of";

    /** Before a check: a row that fails it is taken, with a remark of the check's name. */
    private static final String WARN = "warn:";

    private static final List<String> OTHERS =
            List.of(IDENTIFIER_OF, "min", "max", "max-length", "from", "not-after-landing", "one-of", "matches");

    private Checks() {}

    /** All names, sorted. */
    public static Set<String> known() {
        Set<String> names = new TreeSet<>(OTHERS);
        Arrays.stream(Identifier.values()).map(Identifier::id).forEach(names::add);
        Arrays.stream(Relation.values()).map(Relation::id).forEach(names::add);
        return names;
    }

    /** Whether a row that fails the check is taken with a remark, rather than refused. */
    public static boolean isWarning(String expression) {
        return expression.startsWith(WARN);
    }

    /** The name of the check that an expression asks for: what stands before the colon, whatever its severity. */
    public static String name(String expression) {
        String check = withoutSeverity(expression);
        int colon = check.indexOf(':');
        return colon < 0 ? check : check.substring(0, colon);
    }

    /** The part of an expression after the name's colon; empty if there is none. */
    public static String argument(String expression) {
        String check = withoutSeverity(expression);
        int colon = check.indexOf(':');
        return colon < 0 ? "" : check.substring(colon + 1);
    }

    private static String withoutSeverity(String expression) {
        return isWarning(expression) ? expression.substring(WARN.length()) : expression;
    }

    /**
     * A check of text; not {@link #IDENTIFIER_OF}, and no {@link Relation}.
     *
     * @throws IllegalArgumentException if the expression can't be used on text; the message says why
     */
    public static TextCheck text(String expression) {
        String argument = argument(expression);
        Identifier identifier = Identifier.of(withoutSeverity(expression));
        if (identifier != null) {
            return identifier::check;
        }
        return switch (name(expression)) {
            case "max-length" -> maxLength(expression, argument);
            case "one-of" -> oneOf(expression, argument);
            case "matches" -> matches(expression, argument);
            default -> throw unusable(expression, "text");
        };
    }

    /**
     * A check of a number or an amount.
     *
     * @throws IllegalArgumentException if the expression can't be used on numbers; the message says why
     */
    public static Bound number(String expression) {
        String name = name(expression);
        if (!name.equals("min") && !name.equals("max")) {
            throw unusable(expression, "numbers");
        }
        try {
            return new Bound(name.equals("min"), new BigDecimal(argument(expression)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("check \"" + expression + "\": a number is needed after the colon", e);
        }
    }

    /**
     * A check of a date or of the day of a time.
     *
     * @throws IllegalArgumentException if the expression can't be used on dates; the message says why
     */
    public static DateCheck date(String expression) {
        return switch (name(expression)) {
            case "from" -> from(expression, argument(expression));
            case "not-after-landing" ->
                (day, landedDay) -> day <= landedDay ? null : "expected a date not after the day of landing";
            default -> throw unusable(expression, "dates");
        };
    }

    private static TextCheck maxLength(String expression, String argument) {
        int limit;
        try {
            limit = Integer.parseInt(argument);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("check \"" + expression + "\": a number is needed after the colon", e);
        }
        String expected = "expected at most " + limit + " characters";
        return (text, day) -> text.length() <= limit || text.codePointCount(0, text.length()) <= limit
                ? Checked.accept(text)
                : Checked.refuse(expected);
    }

    private static TextCheck oneOf(String expression, String argument) {
        List<String> allowed = List.of(argument.split(","));
        if (argument.isEmpty()) {
            throw new IllegalArgumentException("check \"" + expression + "\": words are needed after the colon");
        }
        return (text, day) ->
                allowed.contains(text) ? Checked.accept(text) : Checked.refuse("expected one of " + allowed);
    }

    private static TextCheck matches(String expression, String argument) {
        try {
            Pattern pattern = Pattern.compile(argument);
            return (text, day) -> pattern.matcher(text).matches()
                    ? Checked.accept(text)
                    : Checked.refuse("expected the form " + argument);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "check \"" + expression + "\": not a regular expression: " + e.getDescription(), e);
        }
    }

    private static DateCheck from(String expression, String argument) {
        try {
            long first = LocalDate.parse(argument).toEpochDay();
            return (day, landedDay) -> day >= first ? null : "expected a date from " + argument + " on";
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "check \"" + expression + "\": a date such as 1990-01-01 is needed after the colon", e);
        }
    }

    private static IllegalArgumentException unusable(String expression, String kind) {
        return known().contains(name(expression))
                ? new IllegalArgumentException("check \"" + expression + "\" can't be used on " + kind)
                : new IllegalArgumentException("unknown check \"" + expression + "\", known are " + known());
    }
}
