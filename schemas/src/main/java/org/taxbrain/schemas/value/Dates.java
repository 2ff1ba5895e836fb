package org.taxbrain.schemas.value;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.MinguoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads dates and times in the form that one source writes them: a pattern of {@link DateTimeFormatter}, or ISO. A time without zone is
 * one of Asia/Shanghai. A year of two digits (pattern {@code yy}) lies in 1950–2049, or in the hundred years from another one. Behind
 * {@code roc:} the pattern's years are those of the Republic of China 民國 (year 1 is 1912), of two or three digits: {@code roc:yyyMMdd}
 * reads 1090406 and 990412. Several patterns stand with {@code |} between them; the first that fits holds. Immutable.
 */
public final class Dates {
    /** What the reading methods answer for a text that is no date of the form. */
    public static final long NONE = Long.MIN_VALUE;
    /** The zone of every time that a department writes without one, and of "today". */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final int FIRST_SHORT_YEAR = 1950;
    private static final String ROC = "roc:";
    private static final Pattern BETWEEN = Pattern.compile("\\s*\\|\\s*");
    /** Most sources' forms, of which a date is read without a formatter; what is none by this reading goes to the formatter. */
    private static final Set<String> PLAIN = Set.of("yyyyMMdd", "yyyy-MM-dd");

    private static final Dates ISO = new Dates(null, 0);
    /** In the order in which they are tried; null: ISO. */
    private final DateTimeFormatter[] formatters;
    /** Characters of a date in the first of the forms, if that is one of {@link #PLAIN}; else 0. */
    private final int plain;

    private Dates(DateTimeFormatter[] formatters, int plain) {
        this.formatters = formatters;
        this.plain = plain;
    }

    /**
     * A reader for a pattern.
     *
     * @param pattern null: ISO
     * @throws IllegalArgumentException if it is no pattern of dates
     */
    public static Dates of(String pattern) {
        return of(pattern, null);
    }

    /**
     * A reader for a pattern.
     *
     * @param pattern null: ISO
     * @param firstYear the first of the hundred years that a year of two digits can be; null: 1950
     * @throws IllegalArgumentException if it is no pattern of dates, or has no year of two digits where the first is given
     */
    public static Dates of(String pattern, Integer firstYear) {
        if (firstYear != null && (pattern == null || !hasShortYear(pattern))) {
            throw new IllegalArgumentException(
                    "firstYear: the format has no year of two digits (yy) that it could tell");
        }
        return pattern == null
                ? ISO
                : new Dates(
                        BETWEEN.splitAsStream(pattern)
                                .map(p -> formatter(p, firstYear == null ? FIRST_SHORT_YEAR : firstYear, false))
                                .toArray(DateTimeFormatter[]::new),
                        PLAIN.contains(first(pattern)) ? first(pattern).length() : 0);
    }

    /**
     * A reader of the dates in files' names, where the day may be left out: it is the first of the month then.
     *
     * @throws IllegalArgumentException if it is no pattern of dates
     */
    public static Dates ofMonths(String pattern) {
        return new Dates(
                BETWEEN.splitAsStream(pattern)
                        .map(p -> formatter(p, FIRST_SHORT_YEAR, true))
                        .toArray(DateTimeFormatter[]::new),
                0);
    }

    private static String first(String pattern) {
        return BETWEEN.split(pattern, 2)[0];
    }

    /** The date as epoch day, of a date-time the day in Asia/Shanghai; {@link #NONE} if the text is none. */
    public long epochDay(String text) {
        if (formatters == null) {
            long day = isoDay(text);
            return day != NONE || text.length() < 16 ? day : dayOf(isoMillis(text));
        }
        long plainly = text.length() == plain ? isoDay(text) : NONE;
        if (plainly != NONE) {
            return plainly;
        }
        try {
            return parse(text).query(TemporalQueries.localDate()).toEpochDay();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    /** The instant in milliseconds since the epoch, of a date its start; {@link #NONE} if the text is none. */
    public long epochMillis(String text) {
        if (formatters == null) {
            long day = isoDay(text);
            return day != NONE
                    ? LocalDate.ofEpochDay(day).atStartOfDay(ZONE).toInstant().toEpochMilli()
                    : isoMillis(text);
        }
        try {
            TemporalAccessor parsed = parse(text);
            ZoneId zone = parsed.query(TemporalQueries.zone());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            return LocalDateTime.of(parsed.query(TemporalQueries.localDate()), time == null ? LocalTime.MIDNIGHT : time)
                    .atZone(zone == null ? ZONE : zone)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    /** By the first form that the text has; whether there is such a day shows then. */
    private TemporalAccessor parse(String text) {
        for (int i = 0; i < formatters.length - 1; i++) {
            ParsePosition end = new ParsePosition(0);
            if (formatters[i].parseUnresolved(text, end) != null && end.getIndex() == text.length()) {
                return formatters[i].parse(text);
            }
        }
        return formatters[formatters.length - 1].parse(text);
    }

    /** The day in Asia/Shanghai of an instant in milliseconds; {@link #NONE} of {@link #NONE}. */
    public static long dayOf(long epochMillis) {
        if (epochMillis == NONE) {
            return NONE;
        }
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), ZONE).toEpochDay();
    }

    /** The epoch day of a date; {@link #NONE} if there is no such date. */
    public static long epochDay(int year, int month, int day) {
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) {
            return NONE;
        }
        if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
            return NONE;
        }
        return LocalDate.of(year, month, day).toEpochDay();
    }

    /** The year of an epoch day. */
    public static int yearOf(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).getYear();
    }

    /** {@code 2026-03-01} or {@code 20260301}. */
    private static long isoDay(String text) {
        int n = text.length();
        if (n == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
            return epochDay(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        }
        return n == 8 ? epochDay(digits(text, 0, 4), digits(text, 4, 6), digits(text, 6, 8)) : NONE;
    }

    private static long isoMillis(String text) {
        String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime zoned
                    ? zoned.toInstant().toEpochMilli()
                    : ((LocalDateTime) parsed).atZone(ZONE).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return NONE;
        }
    }

    /** Negative if one of them is no digit. */
    private static int digits(String text, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            int d = text.charAt(i) - '0';
            if (d < 0 || d > 9) {
                return -1;
            }
            n = n * 10 + d;
        }
        return n;
    }

    private static boolean hasShortYear(String pattern) {
        return BETWEEN.splitAsStream(pattern)
                .filter(p -> !p.startsWith(ROC))
                .flatMap(p -> runsOfYears(p).stream())
                .anyMatch(run -> run == 2);
    }

    /** The lengths of the runs of year letters, outside quotes. */
    private static List<Integer> runsOfYears(String pattern) {
        return Pattern.compile("y+|u+")
                .matcher(pattern.replaceAll("'[^']*'", ""))
                .results()
                .map(m -> m.group().length())
                .toList();
    }

    /** Years are read without era, and strictly: 30 February is no date. */
    private static DateTimeFormatter formatter(String declared, int firstYear, boolean months) {
        boolean roc = declared.startsWith(ROC);
        String pattern = roc ? declared.substring(ROC.length()).strip() : declared;
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
        StringBuilder other = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            }
            int run = i;
            while (!quoted && run < pattern.length() && (pattern.charAt(run) == 'y' || pattern.charAt(run) == 'u')) {
                run++;
            }
            if (run == i) {
                other.append(c);
                i++;
            } else {
                builder.appendPattern(other.toString());
                other.setLength(0);
                appendYear(builder, roc, run - i, firstYear);
                i = run;
            }
        }
        builder.appendPattern(other.toString());
        if (months) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        DateTimeFormatter formatter = builder.toFormatter().withResolverStyle(ResolverStyle.STRICT);
        formatter = roc ? formatter.withChronology(MinguoChronology.INSTANCE) : formatter;
        refuseUnlessDate(declared, formatter);
        return formatter;
    }

    private static void appendYear(DateTimeFormatterBuilder builder, boolean roc, int letters, int firstYear) {
        if (roc) {
            builder.appendValue(ChronoField.YEAR, 2, 3, SignStyle.NOT_NEGATIVE);
        } else if (letters == 2) {
            builder.appendValueReduced(ChronoField.YEAR, 2, 2, firstYear);
        } else {
            builder.appendValue(ChronoField.YEAR, 4);
        }
    }

    private static void refuseUnlessDate(String pattern, DateTimeFormatter formatter) {
        try {
            String sample = formatter.format(LocalDateTime.of(2026, 3, 1, 0, 0).atOffset(ZoneOffset.UTC));
            if (formatter.parse(sample).query(TemporalQueries.localDate()) != null) {
                return;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + pattern + "\" is no pattern of a date: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "\"" + pattern + "\" is no pattern of a date: year, month and day are needed");
    }
}
