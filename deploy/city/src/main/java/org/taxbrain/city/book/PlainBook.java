package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Fault;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** A dataset that has one row or none for each taxpayer; who has one, and what it says, is all that a subclass tells. */
public abstract class PlainBook implements Book {
    private static final double CHANGED_BY_THE_DAY = 0.05;

    final CitySpec spec;
    final Population population;
    final Form form;
    private final Varying varying;
    private final FaultTable faults;

    PlainBook(CitySpec spec, Population population, Form form, Varying varying, List<Fault> faults) {
        this.spec = spec;
        this.population = population;
        this.form = form;
        this.varying = varying;
        this.faults = new FaultTable(faults, spec.dirt());
    }

    /**
     * What of a row can change in a day.
     *
     * @param column as the department names it
     * @param field as readers name it
     * @param money whether it is an amount, in yuan; else any text
     */
    public record Varying(String column, String field, boolean money) {}

    /** Whether the taxpayer has a row. */
    abstract boolean has(Party party, Dice dice);

    /** A row without fault. */
    abstract Row good(Party party, Dice dice);

    /** How the dataset is written. */
    public final Form form() {
        return form;
    }

    /** What of a row can change in a day. */
    public final Varying varying() {
        return varying;
    }

    /** Whether the taxpayer at an index has a row. */
    public final boolean has(long index) {
        return has(population.at(index), dice("has", index));
    }

    /** The row of a taxpayer who has one, as it stands at the start. */
    public final Row row(long index) {
        Row row = faults.soil(unsoiled(index), dice("soil", index));
        if (row.has(Dirt.TOO_MANY_COLUMNS) || row.has(Dirt.CHARSET)) {
            // nobody need agree on how to sum an amount in a row that can't be read
            amounts().forEach(column -> row.set(column, "0.00"));
        }
        return row;
    }

    /** The row of a taxpayer who has one, without fault. */
    public final Row unsoiled(long index) {
        return good(population.at(index), dice("row", index));
    }

    @Override
    public final void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            if (has(i)) {
                Row row = row(i);
                long serial = i;
                Twice.accept(row, earlier -> vary(earlier, serial), reader);
            }
        }
    }

    /** What has changed by the day of changes, as a department that sends files tells it. */
    public final void writeChanged(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            if (has(i) && dice("changed", i).chance(CHANGED_BY_THE_DAY)) {
                Row row = unsoiled(i);
                vary(row, i);
                reader.accept(row);
            }
        }
    }

    /** Changes what can change, to something that no other number gives. */
    public final void vary(Row row, long number) {
        row.set(varying.column(), varying.money() ? Money.plain(100_037 + number * 100) : "更正第" + number + "号");
    }

    /** Columns of amounts that a control file may sum. */
    List<String> amounts() {
        return List.of();
    }

    /** The number of a taxpayer's row: letters and eleven digits. */
    static String number(String letters, Party party) {
        return letters + Numbers.padded(party.index(), 11);
    }

    final LocalDate lastMonth() {
        return spec.start().minusMonths(1).withDayOfMonth(1);
    }

    private Dice dice(String purpose, long index) {
        return Dice.of(spec.seed(), form.dataset() + " " + purpose, index);
    }
}
