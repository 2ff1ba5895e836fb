package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 不动产登记簿: homes and premises, with couples, shares, and the cancelled right of a former owner. */
public final class PropertyBook implements Book {
    /** Table {@code bdc_ql} of the register. */
    public static final Form FORM = new Form(
            "property-right",
            "public.bdc_ql",
            List.of("ywh", "bdcdyh", "bdcqzh", "qllx", "qlr", "jzmj", "yt", "zl", "qdjg", "djrq", "zxrq"));

    private static final double OWNERS = 0.6;
    private static final double SECOND = 0.25;
    private static final double THIRD = 0.05;
    private static final double COUPLES = 0.4;
    private static final double SHARES = 0.5;
    private static final double FORMER_OWNER_KNOWN = 0.1;
    /** So many units one taxpayer holds at most. */
    static final int MOST = 3;

    private static final String HOME_USE = "城镇住宅用地/住宅";
    private static final List<String> BUSINESS_USES = List.of("工业用地/工业", "商服用地/商业", "商务金融用地/办公");
    private static final LocalDate FIRST = LocalDate.of(1999, 1, 1);

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public PropertyBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                Stream.concat(
                                Stream.of(
                                        Faults.elementCheckDigit("qlr", "zjh", "holders.id"),
                                        Faults.cutIdentifier("bdcdyh", "unitNo", "unit-no"),
                                        Faults.date2070("djrq", "registeredOn", false),
                                        Faults.date1899("djrq", "registeredOn", false),
                                        Faults.unknownCode("qllx", "rightKind", "55"),
                                        Faults.elementCode("qlr", "zjzl", "holders.idType", "88"),
                                        Faults.negative("qdjg", "price", "-1.00"),
                                        Faults.missing("bdcdyh", "unitNo"),
                                        Faults.missing("qllx", "rightKind"),
                                        Faults.fullWidth("bdcdyh", "unitNo")),
                                Faults.elementForms("qlr", "zjh", "holders.id").stream())
                        .toList(),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            int count = count(i);
            for (int k = 0; k < count; k++) {
                if (formerOwnerKnown(i, k)) {
                    reader.accept(former(i, k));
                }
                reader.accept(row(i, k));
            }
        }
    }

    /** Visits every unit that somebody holds at the start. */
    void forEachUnit(Unit visit) {
        for (long i = 0; i < population.taxpayers(); i++) {
            int count = count(i);
            for (int k = 0; k < count; k++) {
                visit.at(i, k);
            }
        }
    }

    /** The k-th unit of the taxpayer at an index. */
    interface Unit {
        void at(long index, int k);
    }

    /** A number that a unit shares with no other. */
    static long serial(long index, int k) {
        return index * MOST + k;
    }

    /** How many units the taxpayer at an index holds. */
    public int count(long index) {
        Dice dice = Dice.of(spec.seed(), "property", index);
        if (!dice.chance(OWNERS)) {
            return 0;
        }
        double more = dice.share();
        return more < THIRD ? 3 : more < SECOND ? 2 : 1;
    }

    /** One right in force, as it stands in the table at the start. */
    public Row row(long index, int k) {
        return faults.soil(good(index, k), Dice.of(spec.seed(), "property soil", index * MOST + k));
    }

    /** One right in force, without fault. */
    public Row good(long index, int k) {
        Dice dice = dice(index, k);
        LocalDate registered = registered(dice);
        Party holder = population.at(index);
        return right(index, k, serial(index, k, 0), registered, null, holders(holder, dice), dice);
    }

    /** The right of a new owner of a unit, registered on a day. */
    public Row transferred(long index, int k, long serial, LocalDate day, Party buyer, Dice dice) {
        return right(index, k, serial, day, null, holders(buyer, dice), dice);
    }

    /** A transfer that a reader must refuse. */
    public Row spoiled(long index, int k, long serial, LocalDate day, Party buyer, Dice dice) {
        return faults.spoil(transferred(index, k, serial, day, buyer, dice), dice);
    }

    /** Holders as the register lists them: one, or a couple. */
    public List<Map<String, String>> holders(Party first, Dice dice) {
        List<Map<String, String>> holders = new ArrayList<>();
        Party second = null;
        if (!first.business() && dice.chance(COUPLES)) {
            second = population.anyResident(dice);
        }
        String share = second != null && second.index() != first.index() && dice.chance(SHARES) ? "1/2" : null;
        holders.add(holder(first, share));
        if (second != null && second.index() != first.index()) {
            holders.add(holder(second, share));
        }
        return holders;
    }

    private boolean formerOwnerKnown(long index, int k) {
        return Dice.of(spec.seed(), "former owner", index * MOST + k).chance(FORMER_OWNER_KNOWN);
    }

    private Row former(long index, int k) {
        LocalDate sold = registered(dice(index, k));
        Dice dice = Dice.of(spec.seed(), "former right", index * MOST + k);
        LocalDate bought = dice.between(LocalDate.of(1995, 1, 1), sold.minusDays(30));
        List<Map<String, String>> holders = holders(population.any(dice), dice);
        return faults.soil(right(index, k, serial(index, k, 1), bought, sold, holders, dice), dice);
    }

    private Row right(
            long index,
            int k,
            long serial,
            LocalDate registered,
            LocalDate cancelled,
            List<Map<String, String>> holders,
            Dice dice) {
        // what belongs to the unit stays the same from owner to owner
        Dice unit = unitDice(index, k);
        Places.District district = Places.district(unit);
        boolean business = population.at(index).business();
        long area = unit.between(3_500, business ? 200_000 : 26_000);
        String use = business ? unit.pick(BUSINESS_USES) : HOME_USE;
        String address = business ? Places.premises(district, unit) : Places.home(district, unit);
        long fenPerMetre = Money.around(dice, 9_000, 60_000);
        Row row = new Row(
                FORM,
                Numbers.running(registered, serial),
                Numbers.unit(district.code(), index * MOST + k),
                dice.chance(0.02) ? null : Numbers.certificate(registered.getYear(), serial),
                dice.chance(0.9) ? "4" : dice.pick(List.of("6", "8", "99")),
                null,
                Money.plain(area),
                use,
                address,
                dice.chance(0.05) ? null : Money.plain(fenPerMetre * area / 100),
                registered.toString(),
                cancelled == null ? null : cancelled.toString());
        row.putList("qlr", holders);
        return row;
    }

    /** Number of the unit of a right. */
    public String unit(long index, int k) {
        return Numbers.unit(Places.district(unitDice(index, k)).code(), index * MOST + k);
    }

    /** The day on which a right in force was registered. */
    LocalDate registered(long index, int k) {
        return registered(dice(index, k));
    }

    private Dice unitDice(long index, int k) {
        return Dice.of(spec.seed(), "unit", index * MOST + k);
    }

    private Dice dice(long index, int k) {
        return Dice.of(spec.seed(), "property row", index * MOST + k);
    }

    /** The first thing that a right's dice decide, so that the former owner's right can end on that day. */
    private LocalDate registered(Dice dice) {
        return dice.between(FIRST, spec.start().minusDays(1));
    }

    private static long serial(long index, int k, int former) {
        return (index * MOST + k) * 2 + former;
    }

    private static Map<String, String> holder(Party party, String share) {
        Map<String, String> holder = new LinkedHashMap<>();
        holder.put("qlrmc", party.name());
        holder.put("zjzl", party.idType().register());
        holder.put("zjh", party.id());
        holder.put("qlbl", share);
        return holder;
    }
}
