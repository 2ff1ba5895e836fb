package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Fault;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/**
 * 执行案件: eight in a hundred taxpayers; one to three applicants and debtors each. Some go on under another number (执恢) after
 * 终本, a few of these once more; some go on with one that the court does not list any more; and in some of them a clerk has
 * entered the link both ways.
 */
public final class CaseBook implements Book {
    /** Table behind the court's interface; {@code extra} holds what the agreement doesn't know. */
    public static final Form FORM = new Form(
            "enforcement-case",
            "/api/enforcement-cases",
            List.of(
                    "case_no",
                    "judgment_no",
                    "predecessor_no",
                    "court",
                    "cause",
                    "amount",
                    "stage",
                    "filed_on",
                    "parties",
                    "extra"));

    /** Stages in the order that a case passes. */
    public static final List<String> STAGES = List.of("立案", "执行中", "终结本次执行", "结案");

    static final String PRIVATE_LENDING = "民间借贷纠纷";
    private static final List<String> OTHER_CAUSES = List.of("买卖合同纠纷", "劳动争议", "金融借款合同纠纷");
    private static final double CASES = 0.08;
    private static final double RESUMED = 0.04;
    private static final double CONTINUED = 0.12;
    private static final double CONTINUED_AGAIN = 0.25;
    private static final double LINKED_BOTH_WAYS = 0.05;
    private static final double ASSIGNED = 0.1;
    private static final long NUMBERS_A_ROUND = 10_000_000;
    private static final String SUSPENDED = "终结本次执行";
    private static final LocalDate FIRST = LocalDate.of(2019, 1, 2);

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public CaseBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                Stream.concat(
                                Stream.of(
                                        Faults.elementCheckDigit("parties", "id", "parties.id"),
                                        Faults.wrongIdentifier("judgment_no", "judgmentNo", "case-no", "2023年第88号"),
                                        Faults.date2070("filed_on", "filedOn", false),
                                        Faults.date1899("filed_on", "filedOn", false),
                                        Faults.unknownCode("cause", "cause", "其他案由"),
                                        Faults.unknownCode("stage", "stage", "中止执行"),
                                        Faults.elementCode("parties", "role", "parties.role", "第三人"),
                                        Faults.negative("amount", "amount", "-1,000.00"),
                                        Faults.missing("court", "court"),
                                        Faults.missing("filed_on", "filedOn"),
                                        unknownField()),
                                Faults.elementForms("parties", "id", "parties.id").stream())
                        .toList(),
                spec.dirt());
    }

    /** A field that the agreement doesn't know, in the court's JSON. */
    static Fault unknownField() {
        return new Fault(Dirt.UNKNOWN_FIELD, (row, dice) -> {
            row.set("extra", "{\"docketColour\":\"蓝\",\"flags\":[1,2]}");
            row.mark(new Row.Mark(
                    Dirt.UNKNOWN_FIELD, null, null, "fields that the agreement does not know", null, null));
        });
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long c = 0; c < count(); c++) {
            reader.accept(row(c));
            for (int s = 1; s <= successors(c); s++) {
                reader.accept(successor(c, s));
            }
        }
    }

    /** How many cases there are. */
    public long count() {
        return Math.max(1, Math.round(population.taxpayers() * CASES));
    }

    /** One case, as the court holds it at the start. */
    public Row row(long c) {
        return faults.soil(good(c), Dice.of(spec.seed(), "case soil", c));
    }

    /** Whether it is about private lending, where interest is taxed. */
    public boolean privateLending(long c) {
        return PRIVATE_LENDING.equals(good(c).get("cause"));
    }

    /** How many cases go on with a case, one after the other. */
    public int successors(long c) {
        Dice dice = Dice.of(spec.seed(), "case successors", c);
        return !dice.chance(CONTINUED) ? 0 : dice.chance(CONTINUED_AGAIN) ? 2 : 1;
    }

    /** The number of a case, or of one that goes on with it: {@code s} of them lie before. */
    public String number(long c, int s) {
        return s == 0 ? number(c) : successorNumber(c, s, filed(c, s));
    }

    /** One that goes on with a case, as the court holds it at the start. */
    public Row successor(long c, int s) {
        Row row = continued(c, number(c, s - 1), number(c, s), filed(c, s), successorDice("successor", c, s));
        return faults.soil(row, successorDice("successor soil", c, s));
    }

    /** A case that goes on with another one from a day on. */
    public Row resumed(long c, int s, LocalDate day, Dice dice) {
        return continued(c, number(c), successorNumber(c, s, day), day, dice);
    }

    private Row continued(long c, String predecessor, String number, LocalDate filed, Dice dice) {
        Row first = good(c);
        Row row = new Row(
                FORM,
                number,
                first.get("judgment_no"),
                predecessor,
                first.get("court"),
                first.get("cause"),
                Money.commas(Money.around(dice, 3_000, 5_000_000)),
                dice.pick(STAGES),
                filed.toString(),
                null,
                null);
        row.putList("parties", dice.chance(ASSIGNED) ? parties(dice) : first.list());
        return row;
    }

    private String successorNumber(long c, int s, LocalDate filed) {
        Dice dice = dice(c);
        filed(dice);
        return Numbers.caseNo(filed.getYear(), Places.district(dice).court(), "执恢", s * NUMBERS_A_ROUND + c);
    }

    /** The day on which a case was filed that goes on with another one. */
    private LocalDate filed(long c, int s) {
        LocalDate before = s == 1 ? filed(c) : filed(c, s - 1);
        return successorDice("successor filed", c, s)
                .between(before.plusDays(1), spec.start().minusDays(10 - s));
    }

    private Dice successorDice(String what, long c, int s) {
        return Dice.of(spec.seed(), "case " + what, c * 4 + s);
    }

    /** Whether a clerk has entered the link of a case with the one that goes on with it both ways. */
    public boolean linkedBothWays(long c) {
        return successors(c) > 0 && Dice.of(spec.seed(), "case circle", c).chance(LINKED_BOTH_WAYS);
    }

    /** Its number. */
    public String number(long c) {
        Dice dice = dice(c);
        return number(c, filed(dice), Places.district(dice), dice.chance(RESUMED));
    }

    /** The day it was filed. */
    public LocalDate filed(long c) {
        return filed(dice(c));
    }

    /** One case without fault. */
    public Row good(long c) {
        Dice dice = dice(c);
        LocalDate filed = filed(dice);
        Places.District district = Places.district(dice);
        boolean resumed = dice.chance(RESUMED);
        int year = filed.getYear();
        Row row = new Row(
                FORM,
                number(c, filed, district, resumed),
                dice.chance(0.05) ? null : Numbers.caseNo(year - 1, district.court(), "民初", 500 + c),
                linkedBothWays(c)
                        ? number(c, 1)
                        : resumed ? Numbers.caseNo(year - 1, district.court(), "执", 50 * NUMBERS_A_ROUND + c) : null,
                district.courtName(),
                dice.chance(0.5) ? PRIVATE_LENDING : dice.pick(OTHER_CAUSES),
                dice.chance(0.03) ? null : Money.commas(Money.around(dice, 3_000, 5_000_000)),
                dice.pick(STAGES),
                filed.toString(),
                null,
                null);
        row.putList("parties", parties(dice));
        if (successors(c) > 0) {
            row.set("stage", SUSPENDED);
        }
        return row;
    }

    private List<Map<String, String>> parties(Dice dice) {
        List<Map<String, String>> parties = new ArrayList<>();
        List<Long> taken = new ArrayList<>();
        int applicants = 1 + dice.below(3) * dice.below(2);
        int all = applicants + 1 + dice.below(3) * dice.below(2);
        while (parties.size() < all) {
            Party party = population.any(dice);
            // one side can't be the other too; a small city may run out of people to choose from
            if (!taken.contains(party.index()) || taken.size() > population.residents() / 2) {
                taken.add(party.index());
                parties.add(party(parties.size() < applicants ? "申请执行人" : "被执行人", party));
            }
        }
        return parties;
    }

    private static Map<String, String> party(String role, Party party) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("role", role);
        out.put("name", party.name());
        out.put("idType", party.idType().court());
        out.put("id", party.id());
        return out;
    }

    private LocalDate filed(Dice dice) {
        return dice.between(FIRST, spec.start().minusDays(10));
    }

    private static String number(long c, LocalDate filed, Places.District district, boolean resumed) {
        return Numbers.caseNo(filed.getYear(), district.court(), resumed ? "执恢" : "执", 100 + c);
    }

    private Dice dice(long c) {
        return Dice.of(spec.seed(), "case", c);
    }
}
