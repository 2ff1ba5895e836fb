package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 失信被执行人: the first debtor of some cases, listed after the case was filed; some have come off the list. */
public final class DebtorBook implements Book {
    /** Table behind the court's interface. */
    public static final String TABLE = "public.dishonest_debtor";

    /** Path and columns. */
    public static final Form FORM = new Form(
            "dishonest-debtor",
            "/api/dishonest-debtors",
            List.of(
                    "listing_no",
                    "case_no",
                    "judgment_no",
                    "court",
                    "name",
                    "id_type",
                    "id",
                    "performance",
                    "conduct",
                    "listed_on",
                    "delisted_on",
                    "extra"));

    private static final double LISTED = 0.25;
    private static final double DELISTED = 0.3;
    private static final String DEBTOR = "被执行人";
    private static final List<String> CONDUCT =
            List.of("有履行能力而拒不履行生效法律文书确定义务", "违反财产报告制度", "违反限制消费令", "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行");

    private final CitySpec spec;
    private final CaseBook cases;
    private final FaultTable faults;

    public DebtorBook(CitySpec spec, CaseBook cases) {
        this.spec = spec;
        this.cases = cases;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("id", "id", "identifier-of"),
                        Faults.wrongIdentifier("case_no", "caseNo", "case-no", "2024年第77号"),
                        Faults.date2070("listed_on", "listedOn", false),
                        Faults.date1899("listed_on", "listedOn", false),
                        Faults.unknownCode("performance", "performance", "不详"),
                        Faults.unknownCode("id_type", "idType", "户口簿"),
                        Faults.missing("name", "name"),
                        Faults.missing("court", "court"),
                        Faults.fullWidth("case_no", "caseNo"),
                        Faults.oldId("id", "id"),
                        Faults.lowerX("id", "id"),
                        CaseBook.unknownField()),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long c = 0; c < cases.count(); c++) {
            if (listed(c)) {
                reader.accept(row(c));
            }
        }
    }

    /** Whether a debtor of a case is on the list, or was. */
    public boolean listed(long c) {
        return Dice.of(spec.seed(), "listed", c).chance(LISTED);
    }

    /** The listing of a case's debtor, as the court holds it at the start. */
    public Row row(long c) {
        return faults.soil(good(c), Dice.of(spec.seed(), "listing soil", c));
    }

    private Row good(long c) {
        Dice dice = Dice.of(spec.seed(), "listing", c);
        Row of = cases.good(c);
        Map<String, String> debtor = of.list().stream()
                .filter(party -> party.get("role").equals(DEBTOR))
                .findFirst()
                .orElseThrow();
        LocalDate listed = dice.between(cases.filed(c), spec.start().minusDays(1));
        LocalDate delisted =
                dice.chance(DELISTED) ? dice.between(listed, spec.start().minusDays(1)) : null;
        return new Row(
                FORM,
                "SX" + Numbers.padded(c, 12),
                cases.number(c),
                of.get("judgment_no"),
                of.get("court"),
                debtor.get("name"),
                debtor.get("idType"),
                debtor.get("id"),
                dice.chance(0.7) ? "全部未履行" : "部分未履行",
                dice.pick(CONDUCT),
                listed.toString(),
                delisted == null ? null : delisted.toString(),
                null);
    }
}
