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

/** 抵押权: a first mortgage on every third unit, a second one on few; some are paid off and cancelled. */
public final class MortgageBook implements Book {
    /** Table {@code bdc_dyaq} of the register. */
    public static final Form FORM = new Form(
            "property-mortgage",
            "public.bdc_dyaq",
            List.of("ywh", "bdcdyh", "dyqr", "dyqrzjh", "bdbzzqse", "djrq", "zxrq"));

    private static final double MORTGAGED = 0.35;
    private static final double SECOND = 0.1;
    private static final double CANCELLED = 0.3;

    private final CitySpec spec;
    private final PropertyBook rights;
    private final Banks banks;
    private final FaultTable faults;

    public MortgageBook(CitySpec spec, PropertyBook rights) {
        this.spec = spec;
        this.rights = rights;
        this.banks = new Banks(spec.seed());
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("dyqrzjh", "mortgageeId", "uscc"),
                        Faults.cutIdentifier("bdcdyh", "unitNo", "unit-no"),
                        Faults.date2070("djrq", "registeredOn", false),
                        Faults.date1899("djrq", "registeredOn", false),
                        Faults.negative("bdbzzqse", "secured", "-1.00"),
                        Faults.missing("dyqr", "mortgageeName"),
                        Faults.missing("bdbzzqse", "secured"),
                        Faults.fullWidth("bdcdyh", "unitNo")),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            int count = count(index, k);
            for (int m = 0; m < count; m++) {
                reader.accept(row(index, k, m));
            }
        });
    }

    /** How many mortgages a unit has at the start, cancelled ones included. */
    public int count(long index, int k) {
        Dice dice = Dice.of(spec.seed(), "mortgages", PropertyBook.serial(index, k));
        return !dice.chance(MORTGAGED) ? 0 : dice.chance(SECOND) ? 2 : 1;
    }

    /** One mortgage, as it stands in the table at the start. */
    public Row row(long index, int k, int m) {
        return faults.soil(good(index, k, m), Dice.of(spec.seed(), "mortgage soil", serial(index, k, m)));
    }

    private Row good(long index, int k, int m) {
        Dice dice = Dice.of(spec.seed(), "mortgage", serial(index, k, m));
        LocalDate registered =
                dice.between(rights.registered(index, k), spec.start().minusDays(1));
        LocalDate cancelled =
                dice.chance(CANCELLED) ? dice.between(registered, spec.start().minusDays(1)) : null;
        return mortgage(index, k, serial(index, k, m), registered, cancelled, dice);
    }

    /** A mortgage that is registered on a day. */
    public Row registered(long index, int k, long serial, LocalDate day, Dice dice) {
        return mortgage(index, k, serial, day, null, dice);
    }

    private Row mortgage(long index, int k, long serial, LocalDate registered, LocalDate cancelled, Dice dice) {
        Banks.Bank bank = banks.any(dice);
        return new Row(
                FORM,
                "DY" + Numbers.running(registered, serial),
                rights.unit(index, k),
                bank.name(),
                bank.uscc(),
                Money.plain(Money.around(dice, 200_000, 6_000_000)),
                registered.toString(),
                cancelled == null ? null : cancelled.toString());
    }

    private static long serial(long index, int k, int m) {
        return PropertyBook.serial(index, k) * 2 + m;
    }
}
