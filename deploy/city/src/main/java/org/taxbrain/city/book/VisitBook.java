package org.taxbrain.city.book;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 上门核查: grid workers look for businesses at their addresses, and meet some who trade without registration. */
public final class VisitBook implements Book {
    /** Members of a visit, and the path that it is pushed to. */
    public static final Form FORM = new Form(
            "site-visit",
            "/push/site-visits",
            List.of(
                    "visitId",
                    "uscc",
                    "addressCode",
                    "result",
                    "point",
                    "photoDigest",
                    "visitedAt",
                    "gridWorker",
                    "updatedAt"));

    private static final ZoneId LOCAL = ZoneId.of("Asia/Shanghai");
    private static final double VISITED = 0.3;
    private static final double VISITED_TODAY = 0.05;
    private static final double UNREGISTERED = 0.02;
    private static final double FOUND = 0.8;
    private static final int CORRECTED_EVERY = 10;
    private static final int SERIAL_DIGITS = 10;
    private static final int PHOTO_DIGITS = 64;
    private static final int SECONDS_OF_WORK = 20_000;

    private final CitySpec spec;
    private final Population population;
    private final AddressBook addresses;
    private final FaultTable faults;

    public VisitBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.addresses = new AddressBook(spec);
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("uscc", "uscc", "uscc"),
                        Faults.wrongIdentifier("photoDigest", "photoDigest", "matches", "IMG_0001.jpg"),
                        Faults.unknownCode("result", "result", "closed"),
                        Faults.missing("addressCode", "addressCode"),
                        Faults.time2070("visitedAt", "visitedAt"),
                        Faults.unreadable("point", "point", "120.153576")),
                spec.dirt());
    }

    /** The visits before the day of changes. */
    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < spec.taxpayers(); i++) {
            if (isVisited(i)) {
                Row visit = visit(i, result(i), spec.start(), spec.start());
                // what is corrected on the day was right before
                reader.accept(i % CORRECTED_EVERY == 0 ? visit : faults.soil(visit, dice("visit dirt", i)));
            }
        }
    }

    /** Those of the day: new ones, and earlier ones whose business was found after all. */
    public void writeChanged(Consumer<Row> reader) {
        LocalDate yesterday = spec.lastDay();
        for (long i = 0; i < spec.taxpayers(); i++) {
            if (isVisited(i) && i % CORRECTED_EVERY == 0) {
                reader.accept(
                        visit(i, population.at(i).business() ? "found" : "unregistered", spec.start(), yesterday));
            } else if (!isVisited(i)
                    && population.at(i).business()
                    && dice("visited today", i).chance(VISITED_TODAY)) {
                reader.accept(visit(i, result(i), yesterday, yesterday));
            }
        }
    }

    private boolean isVisited(long index) {
        return population.at(index).business()
                ? dice("visited", index).chance(VISITED)
                : dice("unregistered", index).chance(UNREGISTERED);
    }

    private String result(long index) {
        return !population.at(index).business()
                ? "unregistered"
                : dice("visit result", index).chance(FOUND) ? "found" : "not-found";
    }

    private Row visit(long index, String result, LocalDate visited, LocalDate updated) {
        Dice dice = dice("visit", index);
        Party party = population.at(index);
        StringBuilder photo = new StringBuilder();
        while (photo.length() < PHOTO_DIGITS) {
            photo.append(String.format("%016x", dice.next()));
        }
        return new Row(
                FORM,
                "HC" + Numbers.padded(index, SERIAL_DIGITS),
                // some write a word where there is no code
                party.business() ? party.id() : index % 2 == 0 ? "无" : null,
                addresses.code(index),
                result,
                addresses.point(index),
                photo.toString(),
                time(visited, 9, index % SECONDS_OF_WORK),
                "WG**" + Numbers.padded(dice.below(100L), 2),
                time(updated, 20, 0));
    }

    private static String time(LocalDate day, int hour, long seconds) {
        return day.atTime(hour, 0).plusSeconds(seconds).atZone(LOCAL).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private Dice dice(String purpose, long index) {
        return Dice.of(spec.seed(), purpose, index);
    }
}
