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

/**
 * 查封登记: a seizure of few units for three years at most, with others that wait behind it; some are renewed, some of these
 * once more, and some have lapsed.
 */
public final class SeizureBook implements Book {
    /** Table {@code bdc_cf} of the register. */
    public static final Form FORM = new Form(
            "property-seizure",
            "public.bdc_cf",
            List.of("ywh", "bdcdyh", "cflx", "ycfywh", "cfjg", "cfwh", "djrq", "cfqssj", "cfjssj"));

    private static final double SEIZED = 0.04;
    private static final double PRE_SEIZURE = 0.1;
    private static final double WAITED_FOR = 0.4;
    private static final double RENEWED = 0.4;
    private static final int YEARS = 3;
    private static final int MOST_WAITING = 2;
    /** Places of a unit's registrations among its serials: the first, its renewals, those that wait. */
    private static final int RENEWAL = 1;

    private static final int RENEWAL_OF_RENEWAL = 2;
    private static final int WAITING = 3;
    private static final int PLACES = WAITING + MOST_WAITING;

    private final CitySpec spec;
    private final PropertyBook rights;
    private final FaultTable faults;

    public SeizureBook(CitySpec spec, PropertyBook rights) {
        this.spec = spec;
        this.rights = rights;
        this.faults = new FaultTable(
                List.of(
                        Faults.cutIdentifier("bdcdyh", "unitNo", "unit-no"),
                        Faults.date2070("djrq", "registeredOn", false),
                        Faults.date1899("djrq", "registeredOn", false),
                        Faults.unknownCode("cflx", "kind", "9"),
                        Faults.missing("cfjg", "authority"),
                        Faults.missing("bdcdyh", "unitNo"),
                        Faults.fullWidth("bdcdyh", "unitNo")),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (seized(index, k)) {
                write(index, k, reader);
            }
        });
    }

    private void write(long index, int k, Consumer<Row> reader) {
        reader.accept(soiled(first(index, k), index, k, 0));
        Dice dice = Dice.of(spec.seed(), "seizures behind", PropertyBook.serial(index, k));
        LocalDate began = began(index, k);
        LocalDate ends = began.plusYears(YEARS);
        if (dice.chance(RENEWED) && ends.isBefore(spec.start())) {
            Row renewal = renewal(index, k, serial(index, k, RENEWAL), number(index, k), ends.minusDays(3), ends);
            reader.accept(soiled(renewal, index, k, RENEWAL));
            LocalDate later = ends.plusYears(YEARS);
            if (dice.chance(RENEWED) && later.isBefore(spec.start())) {
                long serial = serial(index, k, RENEWAL_OF_RENEWAL);
                Row again = renewal(index, k, serial, renewal.key(), later.minusDays(5), later);
                reader.accept(soiled(again, index, k, RENEWAL_OF_RENEWAL));
            }
        }
        int waiting = dice.chance(WAITED_FOR) ? 1 + dice.below(MOST_WAITING) : 0;
        for (int w = 0; w < waiting; w++) {
            LocalDate registered = dice.between(began, spec.start().minusDays(1));
            Row row =
                    seizure(index, k, serial(index, k, WAITING + w), pre(index, k) ? "4" : "2", null, registered, null);
            reader.accept(soiled(row, index, k, WAITING + w));
        }
    }

    /** Whether a unit is seized at the start. */
    public boolean seized(long index, int k) {
        return Dice.of(spec.seed(), "seized", PropertyBook.serial(index, k)).chance(SEIZED);
    }

    /** Number of the seizure of a seized unit that took effect. */
    public String number(long index, int k) {
        return first(index, k).key();
    }

    /** A renewal that begins where what it renews ends. */
    public Row renewal(long index, int k, long serial, String renewed, LocalDate registered, LocalDate from) {
        return seizure(index, k, serial, "5", renewed, registered, from);
    }

    private Row first(long index, int k) {
        LocalDate began = began(index, k);
        return seizure(index, k, serial(index, k, 0), pre(index, k) ? "3" : "1", null, began, began);
    }

    private LocalDate began(long index, int k) {
        return Dice.of(spec.seed(), "seizure", PropertyBook.serial(index, k))
                .between(spec.start().minusYears(2L * YEARS + 1), spec.start().minusDays(1));
    }

    private boolean pre(long index, int k) {
        return Dice.of(spec.seed(), "pre-seizure", PropertyBook.serial(index, k))
                .chance(PRE_SEIZURE);
    }

    private Row seizure(
            long index, int k, long serial, String kind, String renewed, LocalDate registered, LocalDate from) {
        Dice dice = Dice.of(spec.seed(), "seizure row", serial);
        Places.District district = Places.district(dice);
        return new Row(
                FORM,
                "CF" + Numbers.running(registered, serial),
                rights.unit(index, k),
                kind,
                renewed,
                district.courtName(),
                dice.chance(0.05)
                        ? null
                        : Numbers.caseNo(registered.getYear(), district.court(), "执", 100 + serial) + "之一",
                registered.toString(),
                from == null ? null : from.toString(),
                from == null ? null : from.plusYears(YEARS).toString());
    }

    private Row soiled(Row row, long index, int k, int place) {
        return faults.soil(row, Dice.of(spec.seed(), "seizure soil", serial(index, k, place)));
    }

    private static long serial(long index, int k, int place) {
        return PropertyBook.serial(index, k) * PLACES + place;
    }
}
