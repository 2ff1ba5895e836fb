package org.taxbrain.city.book;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;
import org.taxbrain.city.id.ResidentIds;

/** 人口基本信息: nearly everyone with a resident id, taxpayer or not; a whole file each time. */
public final class ResidentBook {
    /** Folder and columns of the file. */
    public static final Form FORM = new Form("resident", "resident", List.of("gmsfhm", "xm", "csrq", "rkzt", "cyzj"));

    private static final double LISTED = 0.97;
    private static final double OTHER_NAME = 0.01;
    private static final double LIVING = 0.97;
    private static final double GONE_BY_THE_DAY = 0.01;
    private static final double MOVED_IN_BY_THE_DAY = 0.005;

    private final CitySpec spec;
    private final Population population;
    private final IdChanges changes;
    private final FaultTable faults;

    public ResidentBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.changes = new IdChanges(spec, population);
        this.faults = new FaultTable(
                Stream.concat(
                                Stream.of(
                                        Faults.checkDigit("gmsfhm", "residentId", "resident-id"),
                                        Faults.elementCheckDigit("cyzj", "zjhm", "formerIds.id"),
                                        Faults.date2070("csrq", "birthDate", true),
                                        Faults.unknownCode("rkzt", "status", "9"),
                                        Faults.missing("xm", "name"),
                                        Faults.missingKey("gmsfhm", "residentId"),
                                        Faults.byWriter(
                                                Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                                        Faults.byWriter(Dirt.CHARSET, "charset", "GBK bytes in a file of UTF-8"),
                                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                                        Faults.fullWidth("gmsfhm", "residentId"),
                                        Faults.oldId("gmsfhm", "residentId"),
                                        Faults.lowerX("gmsfhm", "residentId")),
                                Faults.elementForms("cyzj", "zjhm", "formerIds.id").stream())
                        .toList(),
                spec.dirt());
    }

    /** The whole file at the start. */
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.residents(); i++) {
            if (listed(i)) {
                accept(row(i, false), reader);
            }
        }
    }

    /**
     * The whole file on the day of changes: some are gone, some moved in, some have another status, some another id. Rows that could not be
     * read the first time are mended, as one of them would keep a reader from telling who is absent.
     */
    public void writeNext(Consumer<Row> reader) {
        for (long i = 0; i < population.residents(); i++) {
            if (listed(i) && !Dice.of(spec.seed(), "resident gone", i).chance(GONE_BY_THE_DAY)) {
                Row row = row(i, true);
                Row next = row.mark() != null && row.mark().kind().breaksShape() ? good(population.at(i), true) : row;
                if (next.mark() == null
                        && Dice.of(spec.seed(), "resident changed", i).chance(GONE_BY_THE_DAY)) {
                    next.set("rkzt", "3");
                }
                accept(next, reader);
            }
        }
        long movedIn = 1 + Math.round(population.residents() * MOVED_IN_BY_THE_DAY);
        for (long n = 0; n < movedIn; n++) {
            reader.accept(good(population.newcomer(n), true));
        }
    }

    private static void accept(Row row, Consumer<Row> reader) {
        Twice.accept(row, first -> first.set("xm", first.get("xm") + "曾"), reader);
    }

    private Row row(long index, boolean onTheDay) {
        return faults.soil(good(population.at(index), onTheDay), Dice.of(spec.seed(), "resident soil", index));
    }

    private boolean listed(long index) {
        return population.at(index).idType() == IdType.RESIDENT_ID
                && Dice.of(spec.seed(), "resident listed", index).chance(LISTED);
    }

    private Row good(Party party, boolean onTheDay) {
        Dice dice = Dice.of(spec.seed(), "resident", party.index());
        String name = dice.chance(OTHER_NAME) ? Names.person(ResidentIds.female(party.id()), dice) : party.name();
        String id = changes.id(party, onTheDay);
        Row row = new Row(
                FORM,
                id,
                name,
                Numbers.compact(ResidentIds.birth(id)),
                dice.chance(LIVING) ? "1" : dice.pick(List.of("2", "3")),
                null);
        List<Map<String, String>> former = changes.former(party, onTheDay);
        if (!former.isEmpty()) {
            row.putList("cyzj", former);
        }
        return row;
    }
}
