package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;

/** 异地纳税信用: the grade of one business in ten, given by another region's bureau. */
public final class ForeignRatingBook extends PlainBook {
    /** Table behind the interface of the other regions' bureaus. */
    public static final Form FORM = new Form(
            "foreign-credit-rating",
            "/api/foreign-credit-ratings",
            List.of(
                    "rating_no",
                    "uscc",
                    "name",
                    "region",
                    "bureau",
                    "year",
                    "grade",
                    "score",
                    "published_on",
                    "recognised_to",
                    "remark",
                    "extra"));

    /** Table behind the interface. */
    public static final String TABLE = "public.foreign_credit_rating";

    private static final double BUSINESSES = 0.1;
    private static final List<Region> REGIONS = List.of(
            new Region("110000", "国家税务总局北京市税务局"),
            new Region("120000", "国家税务总局天津市税务局"),
            new Region("130000", "国家税务总局河北省税务局"),
            new Region("310000", "国家税务总局上海市税务局"),
            new Region("320000", "国家税务总局江苏省税务局"));

    public ForeignRatingBook(CitySpec spec, Population population) {
        super(
                spec,
                population,
                FORM,
                new Varying("remark", "remark", false),
                List.of(
                        Faults.checkDigit("uscc", "uscc", "uscc"),
                        Faults.date2070("published_on", "publishedOn", false),
                        Faults.unknownCode("grade", "grade", "AA"),
                        Faults.wrongIdentifier("region", "region", "matches", "3101"),
                        Faults.negative("score", "score", "-1"),
                        Faults.missing("bureau", "bureau"),
                        Faults.fullWidth("uscc", "uscc")));
    }

    @Override
    boolean has(Party party, Dice dice) {
        return party.business() && dice.chance(BUSINESSES);
    }

    @Override
    Row good(Party party, Dice dice) {
        Region region = dice.pick(REGIONS);
        int year = spec.start().getYear() - 2;
        String grade = dice.pick(List.of("A", "A", "B", "B", "M", "C", "D"));
        return new Row(
                FORM,
                number("WD", party),
                party.id(),
                party.name(),
                region.code(),
                region.bureau(),
                Integer.toString(year),
                grade,
                grade.equals("A") ? "92.5" : null,
                LocalDate.of(year + 1, 4, 20).toString(),
                dice.chance(0.8) ? LocalDate.of(year + 2, 4, 20).toString() : null,
                null,
                null);
    }

    /** A region and its bureau. */
    private record Region(String code, String bureau) {}
}
