package org.taxbrain.connectors.files;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files are a dataset's, and of which business date, by their names. */
final class BusinessDates {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String GZIP = ".gz";
    private final Pattern name;
    private final boolean dated;
    private final Clock clock;

    /** @param name pattern of the descriptor; group {@code date}, if it has one, is the business date */
    BusinessDates(String name, Clock clock) {
        this.name = Pattern.compile(name);
        this.dated = name.contains("(?<date>");
        this.clock = clock;
    }

    /** Whether a file of this name is of the dataset; {@code .gz} may stand behind it. */
    boolean matches(String fileName) {
        return matcher(fileName).matches();
    }

    /**
     * The date that a name carries; empty if the dataset's names carry none.
     *
     * @throws FileRefusedException if it is no date, or lies in the future
     */
    Optional<LocalDate> of(String fileName) {
        Matcher matcher = matcher(fileName);
        if (!dated || !matcher.matches()) {
            return Optional.empty();
        }
        String text = matcher.group("date");
        try {
            LocalDate date = LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
            if (date.isAfter(today())) {
                throw new FileRefusedException("the name's date " + date + " lies in the future (today is " + today()
                        + "); it would outrank every correction until then. Send the file under its right name");
            }
            return Optional.of(date);
        } catch (DateTimeParseException e) {
            throw new FileRefusedException("the name's date " + text + " is no date; name the file by yyyyMMdd", e);
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SHANGHAI);
    }

    private Matcher matcher(String fileName) {
        return name.matcher(
                fileName.endsWith(GZIP) && !name.matcher(fileName).matches()
                        ? fileName.substring(0, fileName.length() - GZIP.length())
                        : fileName);
    }
}
