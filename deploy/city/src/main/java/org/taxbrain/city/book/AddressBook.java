package org.taxbrain.city.book;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 标准地址: as many as there are taxpayers, each with its place; a few are cancelled. */
public final class AddressBook implements Book {
    /** Table {@code bzdz} on the data-sharing platform. */
    public static final Form FORM = new Form(
            "standard-address", "public.bzdz", List.of("dzbm", "xzqh_dm", "jd_mc", "dzqc", "jwd", "zt_dm", "gxsj"));

    private static final List<String> STREETS = List.of("文新街道", "翠苑街道", "西兴街道", "北干街道", "五常街道", "富春街道", "锦城街道", "白杨街道");
    private static final double CANCELLED = 0.03;
    private static final int CHANGED_EVERY = 20;
    private static final int NEW_EVERY = 100;
    private static final int SERIAL_DIGITS = 13;

    private final CitySpec spec;

    public AddressBook(CitySpec spec) {
        this.spec = spec;
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < count(); i++) {
            boolean cancelled = Dice.of(spec.seed(), "address state", i).chance(CANCELLED);
            String at = spec.start()
                    .minusDays(30)
                    .atStartOfDay()
                    .plusSeconds(i)
                    .atOffset(ZoneOffset.UTC)
                    .toString();
            reader.accept(row(i, cancelled, at));
        }
    }

    /** What changes on the day: some are cancelled, some are new; all at one time. */
    public void writeChanged(String at, Consumer<Row> reader) {
        for (long i = 0; i < count(); i += CHANGED_EVERY) {
            reader.accept(row(i, true, at));
        }
        for (long i = 0; i < count(); i += NEW_EVERY) {
            reader.accept(row(count() + i, false, at));
        }
    }

    /** How many there are at the start. */
    public long count() {
        return spec.taxpayers();
    }

    /** The code of an address by its number. */
    public String code(long index) {
        return district(index).code() + Numbers.padded(index, SERIAL_DIGITS);
    }

    /** Where an address lies: longitude, latitude. */
    public String point(long index) {
        Dice dice = Dice.of(spec.seed(), "address point", index);
        return degrees(dice.between(119_900_000, 120_400_000)) + "," + degrees(dice.between(30_050_000, 30_400_000));
    }

    private Row row(long index, boolean cancelled, String at) {
        Dice dice = Dice.of(spec.seed(), "address", index);
        return new Row(
                FORM,
                code(index),
                district(index).code(),
                dice.pick(STREETS),
                Places.premises(district(index), dice),
                point(index),
                cancelled ? "2" : "1",
                at);
    }

    private Places.District district(long index) {
        return Places.district(Dice.of(spec.seed(), "address district", index));
    }

    private static String degrees(long millionths) {
        return BigDecimal.valueOf(millionths, 6).toPlainString();
    }
}
