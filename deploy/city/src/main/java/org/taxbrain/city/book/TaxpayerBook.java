package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 税务登记: one row a taxpayer; a few businesses are registered twice under one USCC. */
public final class TaxpayerBook implements Book {
    /** Table {@code dj_nsrxx} of the tax core. */
    public static final Form FORM = new Form(
            "taxpayer",
            "public.dj_nsrxx",
            List.of("djxh", "nsrmc", "zjzl_dm", "zjhm", "nsrzt_dm", "zcdz", "hy_mc", "zgswj_mc", "sjhm", "djrq"));

    private static final double SECOND_REGISTRATION = 0.02;
    private static final double STATUS_NORMAL = 0.9;
    private static final double MOBILE_KNOWN = 0.9;
    private static final LocalDate FIRST = LocalDate.of(1994, 9, 1);

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public TaxpayerBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("zjhm", "id", "identifier-of"),
                        Faults.wrongIdentifier("sjhm", "mobile", "mobile", "0571-8765"),
                        Faults.date2070("djrq", "registeredOn", false),
                        Faults.date1899("djrq", "registeredOn", false),
                        Faults.unknownCode("nsrzt_dm", "status", "99"),
                        Faults.unknownCode("zjzl_dm", "idType", "999"),
                        Faults.missing("nsrmc", "name"),
                        Faults.missing("zgswj_mc", "office"),
                        Faults.fullWidth("zjhm", "id"),
                        Faults.fullWidth("sjhm", "mobile"),
                        Faults.oldId("zjhm", "id"),
                        Faults.lowerX("zjhm", "id")),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            int registrations = registrations(i);
            for (int r = 0; r < registrations; r++) {
                reader.accept(row(i, r));
            }
        }
    }

    /** How many registrations the taxpayer at an index has. */
    public int registrations(long index) {
        boolean second = population.at(index).business()
                && Dice.of(spec.seed(), "second registration", index).chance(SECOND_REGISTRATION);
        return second ? 2 : 1;
    }

    /** One registration, as it stands in the table at the start. */
    public Row row(long index, int registration) {
        return faults.soil(good(population.at(index), registration), dice("soil", index, registration));
    }

    /** One registration without fault. */
    public Row good(Party party, int registration) {
        Dice dice = dice("registration", party.index(), registration);
        Places.District district = Places.district(dice);
        String status = dice.chance(STATUS_NORMAL) ? "03" : dice.pick(List.of("04", "05", "07"));
        String address = party.business() ? Places.premises(district, dice) : Places.home(district, dice);
        return new Row(
                FORM,
                population.djxh(party, registration),
                party.name(),
                party.idType().taxCore(),
                party.id(),
                status,
                dice.chance(0.03) ? null : address,
                party.business() ? Names.industry(dice) : null,
                Places.office(district, dice),
                dice.chance(MOBILE_KNOWN) ? Numbers.mobile(dice) : null,
                dice.between(FIRST, spec.start().minusDays(1)).toString());
    }

    /** A registration without fault, made one that a reader must refuse. */
    public Row spoiled(Party party, int registration) {
        return faults.spoil(good(party, registration), dice("spoil", party.index(), registration));
    }

    private Dice dice(String purpose, long index, int registration) {
        return Dice.of(spec.seed(), "taxpayer " + purpose, index * 4 + registration);
    }
}
