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
 * 任职身份: a legal representative for every business, for most a finance head and a tax handler, for some one who came
 * before; four in ten let an accounting agent keep their books, and few agents serve many.
 */
public final class PositionBook implements Book {
    /** Table {@code dj_rzxx} of the tax core. */
    public static final Form FORM = new Form(
            "position-holder",
            "public.dj_rzxx",
            List.of("rzbh", "djxh", "nsrmc", "rzlx_dm", "xm", "zjzl_dm", "zjhm", "rzrqq", "rzrqz"));

    private static final String LEGAL_REPRESENTATIVE = "01";
    private static final String ACCOUNTING_AGENT = "04";
    /** In the order of a business's positions; the last is a legal representative who has gone. */
    private static final List<String> KINDS =
            List.of(LEGAL_REPRESENTATIVE, "02", "03", ACCOUNTING_AGENT, LEGAL_REPRESENTATIVE);

    private static final List<Double> SHARES = List.of(1.0, 0.6, 0.7, 0.4, 0.15);
    private static final long BUSINESSES_AN_AGENT = 100;
    private static final double FIRMS = 0.7;
    private static final int MOST_TRIES = 200;
    private static final double NAMED = 0.9;
    private static final LocalDate FIRST = LocalDate.of(2010, 1, 4);

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public PositionBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("zjhm", "id", "identifier-of"),
                        Faults.cutIdentifier("djxh", "djxh", "djxh"),
                        Faults.date2070("rzrqq", "from", false),
                        Faults.date1899("rzrqq", "from", false),
                        Faults.unknownCode("rzlx_dm", "kind", "99"),
                        Faults.unknownCode("zjzl_dm", "idType", "999"),
                        Faults.missing("xm", "name"),
                        Faults.missing("rzrqq", "from"),
                        Faults.fullWidth("zjhm", "id"),
                        Faults.oldId("zjhm", "id"),
                        Faults.lowerX("zjhm", "id")),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            for (int k = 0; k < KINDS.size(); k++) {
                if (has(i, k)) {
                    reader.accept(row(i, k));
                }
            }
        }
    }

    /** Whether the taxpayer at an index is a business that has the position of a number. */
    public boolean has(long index, int k) {
        return Dice.of(spec.seed(), "position", serial(index, k)).chance(SHARES.get(k))
                && population.at(index).business();
    }

    /** One position, as it stands in the table at the start. */
    public Row row(long index, int k) {
        return faults.soil(good(index, k), Dice.of(spec.seed(), "position soil", serial(index, k)));
    }

    private Row good(long index, int k) {
        Dice dice = Dice.of(spec.seed(), "position row", serial(index, k));
        String kind = KINDS.get(k);
        Party holder = kind.equals(ACCOUNTING_AGENT) ? agent(dice) : population.anyResident(dice);
        LocalDate from = dice.between(FIRST, spec.start().minusDays(1));
        boolean gone = k == KINDS.size() - 1;
        LocalDate to = gone ? dice.between(from, spec.start().minusDays(1)) : null;
        return position("RZ" + Numbers.padded(serial(index, k), 11), index, kind, holder, from, to, dice);
    }

    /** Who represents the business at an index at the start. */
    Party representative(long index) {
        return population.anyResident(Dice.of(spec.seed(), "position row", serial(index, 0)));
    }

    /** A new legal representative of a business, from a day on. */
    public Row appointed(String number, long index, Party holder, LocalDate day, Dice dice) {
        return position(number, index, LEGAL_REPRESENTATIVE, holder, day, null, dice);
    }

    private Row position(
            String number, long index, String kind, Party holder, LocalDate from, LocalDate to, Dice dice) {
        Party business = population.at(index);
        return new Row(
                FORM,
                number,
                population.djxh(business, 0),
                dice.chance(NAMED) ? business.name() : null,
                kind,
                holder.name(),
                holder.idType().taxCore(),
                holder.id(),
                from.toString(),
                to == null ? null : to.toString());
    }

    private Party agent(Dice dice) {
        long agents = 1 + population.taxpayers() / BUSINESSES_AN_AGENT;
        Dice its = Dice.of(spec.seed(), "accounting agent", dice.below(agents));
        boolean firm = its.chance(FIRMS);
        for (int i = 0; firm && i < MOST_TRIES; i++) {
            Party party = population.any(its);
            if (party.business()) {
                return party;
            }
        }
        return population.anyResident(its);
    }

    private static long serial(long index, int k) {
        return index * KINDS.size() + k;
    }
}
