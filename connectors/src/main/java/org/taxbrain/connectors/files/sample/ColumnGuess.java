package org.taxbrain.connectors.files.sample;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.FieldType;
import org.taxbrain.schemas.check.BankCard;
import org.taxbrain.schemas.check.Checked;
import org.taxbrain.schemas.check.Identifier;
import org.taxbrain.schemas.text.Text;
import org.taxbrain.schemas.value.ChineseNumerals;
import org.taxbrain.schemas.value.Dates;
import org.taxbrain.schemas.value.Numerals;

/**
 * What a column seems to hold.
 *
 * @param name as the file has it
 * @param type what nearly all of its values are
 * @param format pattern of its dates; null: ISO, or no dates
 * @param numerals how its numbers are written; null: in digits, or no numbers
 * @param identifier what nearly all of its values are by the standard's check; null: none
 * @param isOptional whether some values are missing
 * @param nullWords words that stand for a missing value
 * @param codes all its values, where they are few; empty: they are many
 * @param longest most characters of a value
 * @param isPersonal whether its name or its values speak of a person
 */
record ColumnGuess(
        String name,
        FieldType type,
        String format,
        Numerals numerals,
        Identifier identifier,
        boolean isOptional,
        List<String> nullWords,
        List<String> codes,
        int longest,
        boolean isPersonal) {

    private static final List<String> NULL_WORDS = List.of("-", "--", "NULL", "null", "N/A", "n/a", "NA", "无", "空");
    /** In the order in which they are tried: those that can't be taken for each other first. */
    private static final List<String> DATE_PATTERNS = List.of(
            "yyyyMMdd",
            "yyyy/M/d",
            "yyyy年M月d日",
            "roc:yyy年M月d日",
            "roc:yyy/M/d",
            "d.M.yyyy",
            "d/M/yyyy",
            "M/d/yyyy",
            "yyMMdd",
            "roc:yyyMMdd");

    private static final Pattern DATE_NAME = Pattern.compile("(?i).*(date|day|time|日期|时间|日|年月|on$|at$).*");
    private static final Pattern MONEY_NAME =
            Pattern.compile("(?i).*(amount|price|cost|fee|paid|total|balance|payment|sum|tax|金额|价|费|款|额|元).*");
    private static final Pattern PERSON_NAME =
            Pattern.compile("(?i).*(name|phone|mobile|e-?mail|birth|passport|ssn|姓名|人员|电话|手机|证件|身份证|出生|联系).*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(0|[1-9]\\d{0,17})");
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+|\\d{1,3}(,\\d{3})+)\\.\\d+");
    private static final Pattern CENTS = Pattern.compile("[+-]?(\\d+|\\d{1,3}(,\\d{3})+)(\\.\\d{1,2}0*)?");
    /** What breaks the form in so few rows is dirt, and will be quarantined. */
    private static final double NEARLY_ALL = 0.99;

    private static final double IDENTIFIED = 0.6;
    private static final int MOST_CODES = 15;
    private static final int LONGEST_CODE = 20;
    private static final int CODES_OF_ROWS = 20;

    static ColumnGuess of(String name, List<String> cells) {
        Set<String> nulls = new TreeSet<>();
        List<String> values = new ArrayList<>();
        int missing = 0;
        for (String cell : cells) {
            String text = Text.normalise(cell);
            if (text == null || text.isEmpty()) {
                missing++;
            } else if (NULL_WORDS.contains(text)) {
                nulls.add(text);
                missing++;
            } else {
                values.add(text);
            }
        }
        Identifier identifier = identifier(values);
        String format = identifier == null ? dateFormat(name, values) : null;
        Numerals numerals = identifier == null && format == null ? numerals(values) : null;
        FieldType type =
                identifier != null ? FieldType.STRING : numerals != null ? FieldType.LONG : type(name, values, format);
        Set<String> distinct = new HashSet<>(values);
        boolean few = type == FieldType.STRING
                && identifier == null
                && distinct.size() > 1
                && distinct.size() <= MOST_CODES
                && distinct.stream().allMatch(v -> v.length() <= LONGEST_CODE)
                && values.size() >= distinct.size() * CODES_OF_ROWS;
        return new ColumnGuess(
                name,
                type,
                format == null || format.isEmpty() ? null : format,
                numerals,
                identifier,
                missing > 0 || values.isEmpty(),
                List.copyOf(nulls),
                few ? List.copyOf(new TreeSet<>(distinct)) : List.of(),
                values.stream()
                        .mapToInt(v -> v.codePointCount(0, v.length()))
                        .max()
                        .orElse(1),
                identifier != null && Identifier.taxpayerIds().contains(identifier.id())
                        || identifier == Identifier.MOBILE
                        || identifier == Identifier.BANK_CARD
                        || PERSON_NAME.matcher(name).matches());
    }

    private static Identifier identifier(List<String> values) {
        long today = Dates.dayOf(System.currentTimeMillis());
        for (Identifier candidate : List.of(
                Identifier.RESIDENT_ID,
                Identifier.USCC,
                Identifier.UNIT_NO,
                Identifier.CASE_NO,
                Identifier.MOBILE,
                Identifier.CNAPS,
                Identifier.BANK_CARD)) {
            if (share(values, v -> isOf(candidate, candidate.check(v, today))) >= IDENTIFIED) {
                return candidate;
            }
        }
        return null;
    }

    /** A tenth of all numbers have a card's check digit: only one of an issuer that is known is a card. */
    private static boolean isOf(Identifier candidate, Checked checked) {
        return checked.accepted()
                && (candidate != Identifier.BANK_CARD || !BankCard.UNKNOWN_ISSUER.equals(checked.remark()));
    }

    /** Null: no dates; empty: ISO. */
    private static String dateFormat(String name, List<String> values) {
        if (fits(values, v -> v.length() == 10 && Dates.of(null).epochDay(v) != Dates.NONE)
                || fits(values, v -> v.length() > 15 && Dates.of(null).epochMillis(v) != Dates.NONE)) {
            return "";
        }
        boolean digitsAlone = fits(values, v -> NUMBER.matcher(v).matches());
        for (String pattern : DATE_PATTERNS) {
            // digits alone are a date only where the name says so
            if ((!digitsAlone || DATE_NAME.matcher(name).matches())
                    && fits(values, v -> Dates.of(pattern).epochDay(v) != Dates.NONE)) {
                return pattern;
            }
        }
        return null;
    }

    /** Null: its values are digits, or no numbers. */
    private static Numerals numerals(List<String> values) {
        if (!fits(values, v -> v.length() <= LONGEST_CODE)
                || values.stream().allMatch(v -> v.chars().allMatch(c -> c < 128))) {
            return null;
        }
        ChineseNumerals numbers = new ChineseNumerals(false);
        ChineseNumerals floors = new ChineseNumerals(true);
        return fits(values, v -> numbers.whole(v) != ChineseNumerals.NONE)
                ? Numerals.CHINESE
                : fits(values, v -> floors.whole(v) != ChineseNumerals.NONE) ? Numerals.FLOOR : null;
    }

    private static FieldType type(String name, List<String> values, String format) {
        if (format != null) {
            return values.stream().anyMatch(v -> v.contains(":")) ? FieldType.TIMESTAMP : FieldType.DATE;
        }
        boolean isMoney = MONEY_NAME.matcher(name).matches();
        if (isMoney && fits(values, v -> CENTS.matcher(v).matches())) {
            return FieldType.MONEY;
        }
        if (fits(values, v -> NUMBER.matcher(v).matches())) {
            return FieldType.LONG;
        }
        if (fits(
                values,
                v -> DECIMAL.matcher(v).matches()
                        || NUMBER.matcher(v).matches()
                        || GROUPED.matcher(v).matches())) {
            return FieldType.DECIMAL;
        }
        Set<String> words = new TreeSet<>();
        values.forEach(v -> words.add(v.toLowerCase(Locale.ROOT)));
        return words.equals(Set.of("true", "false")) || words.equals(Set.of("是", "否"))
                ? FieldType.BOOLEAN
                : FieldType.STRING;
    }

    private static boolean fits(List<String> values, Predicate<String> form) {
        return share(values, form) >= NEARLY_ALL;
    }

    private static double share(List<String> values, Predicate<String> form) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(form).count() / values.size();
    }
}
