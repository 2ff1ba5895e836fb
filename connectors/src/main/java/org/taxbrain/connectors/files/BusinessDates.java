package org.taxbrain.connectors.files;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.taxbrain.schemas.catalogue.Descriptor;
import org.taxbrain.schemas.value.Dates;

/** Which files are a dataset's, and of which business date, by their names. */
final class BusinessDates {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<String> PACKED = List.of(".gz", ".zip");
    private static final String BASIC = "yyyyMMdd";
    private final Pattern name;
    private final boolean dated;
    private final String form;
    private final Dates dates;
    private final Clock clock;

    /** @param files names its pattern; group {@code date}, if it has one, is the business date */
    BusinessDates(Descriptor.Files files, Clock clock) {
        this.name = Pattern.compile(files.name());
        this.dated = files.name().contains("(?<date>");
        this.form = files.nameDate() == null ? BASIC : files.nameDate();
        this.dates = Dates.ofMonths(form);
        this.clock = clock;
    }

    /** Whether a file of this name is of the dataset; {@code .gz} or {@code .zip} may stand behind it. */
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
        long day = dates.epochDay(text);
        if (day == Dates.NONE) {
            throw new FileRefusedException("the name's date " + text + " is no date; name the file by " + form);
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.isAfter(today())) {
            throw new FileRefusedException("the name's date " + date + " lies in the future (today is " + today()
                    + "); it would outrank every correction until then. Send the file under its right name");
        }
        return Optional.of(date);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), SHANGHAI);
    }

    private Matcher matcher(String fileName) {
        String plain = fileName;
        for (String packed : PACKED) {
            if (fileName.endsWith(packed) && !name.matcher(fileName).matches()) {
                plain = fileName.substring(0, fileName.length() - packed.length());
            }
        }
        return name.matcher(plain);
    }
}
