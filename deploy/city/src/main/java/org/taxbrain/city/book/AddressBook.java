package org.taxbrain.city.book;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
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
    /** Streets that nobody has named. */
    private static final int NAMELESS_EVERY = 40;

    private static final int SERIAL_DIGITS = 13;

    private final CitySpec spec;
    private final FaultTable faults;

    public AddressBook(CitySpec spec) {
        this.spec = spec;
        this.faults = new FaultTable(
                List.of(
                        Faults.wrongIdentifier("xzqh_dm", "district", "matches", "33010"),
                        Faults.unknownCode("zt_dm", "status", "7"),
                        Faults.missing("dzqc", "address"),
                        Faults.unreadable("jwd", "point", "120.15.3,30.2"),
                        Faults.unreadable("jwd", "point", "120.153576,98.287459")),
                spec.dirt());
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
            Row row = row(i, cancelled, at);
            // what changes on the day is right: a version behind a bad one would have taken it out of quarantine
            reader.accept(i % CHANGED_EVERY == 0 ? row : faults.soil(row, Dice.of(spec.seed(), "address dirt", i)));
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
                index % NAMELESS_EVERY == 1 ? "-" : dice.pick(STREETS),
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
