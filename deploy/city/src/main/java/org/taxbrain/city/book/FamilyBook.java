package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;
import org.taxbrain.city.id.ResidentIds;

/** 家庭关系: marriages, some of them divorced, with minor children of both, and grown-up children; then a day's changes. */
public final class FamilyBook {
    /** Folder and columns of the file. */
    public static final Form FORM = new Form(
            "family-relation",
            "family-relation",
            List.of("gxbh", "gxlx", "xm", "zjzl", "zjhm", "gxr_xm", "gxr_zjzl", "gxr_zjhm", "qsrq", "zzrq"));

    private static final double MARRIED = 0.4;
    private static final double DIVORCED = 0.15;
    private static final double PARENTS = 0.5;
    private static final double GROWN_UP_KNOWN = 0.1;
    private static final double MARRY_ON_THE_DAY = 0.01;
    private static final double DIVORCE_ON_THE_DAY = 0.02;
    private static final double BORN_ON_THE_DAY = 0.01;
    private static final double CORRECTED_ON_THE_DAY = 0.01;
    private static final String MARRIAGE = "1";
    private static final String PARENT_CHILD = "2";
    private static final LocalDate FIRST = LocalDate.of(1995, 1, 1);

    /** Places of one person's relations. */
    private static final int WEDDING = 0;

    private static final int CHILD = 1;
    private static final int OTHER_PARENT = 2;
    private static final int GROWN_UP = 3;
    private static final int SECOND_WEDDING = 4;
    private static final int BIRTH = 5;
    private static final int PLACES = 6;

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public FamilyBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("zjhm", "personId", "identifier-of"),
                        Faults.checkDigit("gxr_zjhm", "relativeId", "identifier-of"),
                        Faults.date2070("qsrq", "from", true),
                        Faults.date1899("qsrq", "from", true),
                        Faults.unknownCode("gxlx", "kind", "9"),
                        Faults.unknownCode("gxr_zjzl", "relativeIdType", "990"),
                        Faults.missing("xm", "personName"),
                        Faults.missingKey("gxbh", "relationNo"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "GBK bytes in a file of UTF-8"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("gxr_zjhm", "relativeId"),
                        Faults.oldId("gxr_zjhm", "relativeId"),
                        Faults.lowerX("gxr_zjhm", "relativeId")),
                spec.dirt());
    }

    /** What is known at the start. */
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.residents(); i++) {
            if (!population.at(i).business()) {
                atTheStart(i, reader);
            }
        }
    }

    private void atTheStart(long i, Consumer<Row> reader) {
        Party person = population.at(i);
        if (married(i)) {
            accept(soiled(wedding(i), i, WEDDING), reader);
        }
        if (hasChild(i)) {
            accept(soiled(birth(i, CHILD, person), i, CHILD), reader);
            if (married(i)) {
                accept(soiled(birth(i, OTHER_PARENT, spouse(i)), i, OTHER_PARENT), reader);
            }
        }
        if (dice("grown-up", i).chance(GROWN_UP_KNOWN)) {
            accept(soiled(grownUp(i, person), i, GROWN_UP), reader);
        }
    }

    /** What the registers changed since, sent on the day of changes: marriages, divorces, births, and a child who is another's. */
    public void writeChanged(Consumer<Row> reader) {
        LocalDate today = spec.lastDay();
        for (long i = 0; i < population.residents(); i++) {
            Party person = population.at(i);
            if (person.business()) {
                continue;
            }
            Dice dice = dice("family changed", i);
            if (married(i) && !divorced(i) && dice.chance(DIVORCE_ON_THE_DAY)) {
                Row divorce = wedding(i);
                divorce.set("zzrq", Numbers.compact(today));
                reader.accept(divorce);
            } else if (!married(i) && dice.chance(MARRY_ON_THE_DAY)) {
                reader.accept(row(i, SECOND_WEDDING, MARRIAGE, person, other(person, dice), today, null));
            }
            if (dice.chance(BORN_ON_THE_DAY)) {
                Party newborn = population.newborn(today, i);
                reader.accept(row(i, BIRTH, PARENT_CHILD, person, newborn, today, null));
            }
            if (hasChild(i) && dice.chance(CORRECTED_ON_THE_DAY)) {
                Row corrected = birth(i, CHILD, other(person, dice));
                reader.accept(corrected);
            }
        }
    }

    private boolean married(long i) {
        return dice("married", i).chance(MARRIED);
    }

    private boolean hasChild(long i) {
        return dice("parent", i).chance(PARENTS);
    }

    private Party spouse(long i) {
        return other(population.at(i), dice("spouse", i));
    }

    /** Another person, mostly a resident. */
    private Party other(Party person, Dice dice) {
        Party other = population.any(dice);
        while (other.business() || other.index() == person.index()) {
            other = population.any(dice);
        }
        return other;
    }

    private boolean divorced(long i) {
        return dice("divorced", i).chance(DIVORCED);
    }

    private Row wedding(long i) {
        Dice dice = dice("wedding", i);
        LocalDate from = dice.between(FIRST, spec.start().minusDays(30));
        LocalDate to = divorced(i) ? dice.between(from.plusDays(1), spec.start().minusDays(1)) : null;
        return row(i, WEDDING, MARRIAGE, population.at(i), spouse(i), from, to);
    }

    private Row birth(long i, int place, Party parent) {
        Party child = population.child(i);
        return row(i, place, PARENT_CHILD, parent, child, ResidentIds.birth(child.id()), null);
    }

    private Row grownUp(long i, Party person) {
        Dice dice = dice("grown-up child", i);
        Party child = population.anyResident(dice);
        Party known = child.index() == person.index() ? population.newcomer(i) : child;
        LocalDate from = ResidentIds.birth(known.id());
        return row(i, GROWN_UP, PARENT_CHILD, person, known, from, null);
    }

    private static Row row(long i, int place, String kind, Party person, Party relative, LocalDate from, LocalDate to) {
        return new Row(
                FORM,
                "GX" + Numbers.padded(i * PLACES + place, 12),
                kind,
                person.name(),
                code(person),
                person.id(),
                relative.name(),
                code(relative),
                relative.id(),
                Numbers.compact(from),
                to == null ? null : Numbers.compact(to));
    }

    /** Code of 公安's table of documents (GA/T 517). */
    private static String code(Party party) {
        return switch (party.idType()) {
            case RESIDENT_ID -> "111";
            case PASSPORT -> "414";
            case PERMIT -> "516";
            case USCC -> throw new IllegalArgumentException("a business has no family");
        };
    }

    private static void accept(Row row, Consumer<Row> reader) {
        Twice.accept(row, first -> first.set("qsrq", "19950101"), reader);
    }

    private Row soiled(Row row, long i, int place) {
        return faults.soil(row, dice("family soil", i * PLACES + place));
    }

    private Dice dice(String purpose, long index) {
        return Dice.of(spec.seed(), purpose, index);
    }
}
