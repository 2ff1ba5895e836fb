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

/** 住房套数查询: how many homes some residents and their families were found to have. */
public final class HomeCountBook implements Book {
    /** Table behind the housing bureau's interface. */
    public static final String TABLE = "public.home_count";

    /** Path and columns. */
    public static final Form FORM = new Form(
            "home-count",
            "/api/home-counts",
            List.of(
                    "query_no",
                    "resident_id",
                    "name",
                    "district_group",
                    "homes",
                    "own",
                    "spouse",
                    "minors",
                    "marital_status",
                    "counted_on",
                    "extra"));

    private static final double ASKED = 0.06;
    private static final List<String> GROUPS = List.of("上城区、拱墅区、西湖区、滨江区", "萧山区、余杭区、临平区、钱塘区", "富阳区、临安区", "桐庐县、淳安县、建德市");
    private static final String MARRIED = "已婚";
    private static final List<String> STATES = List.of(MARRIED, MARRIED, MARRIED, "未婚", "离异", "丧偶");
    private static final int LONGEST_DAYS = 700;

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public HomeCountBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("resident_id", "residentId", "resident-id"),
                        Faults.date2070("counted_on", "countedOn", false),
                        Faults.unknownCode("marital_status", "maritalStatus", "不详"),
                        Faults.negative("homes", "homes", "-1"),
                        Faults.missing("name", "name"),
                        Faults.missing("homes", "homes"),
                        Faults.fullWidth("homes", "homes"),
                        Faults.oldId("resident_id", "residentId"),
                        Faults.lowerX("resident_id", "residentId"),
                        CaseBook.unknownField()),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            Dice dice = Dice.of(spec.seed(), "homes asked", i);
            if (dice.chance(ASKED) && population.at(i).idType() == IdType.RESIDENT_ID) {
                LocalDate day = dice.between(
                        spec.start().minusDays(LONGEST_DAYS), spec.start().minusDays(1));
                Row row = counted("CX" + Numbers.padded(i, 12), population.at(i), day, dice);
                reader.accept(faults.soil(row, Dice.of(spec.seed(), "homes soil", i)));
            }
        }
    }

    /** What was found out about a resident on a day. */
    public Row counted(String number, Party resident, LocalDate day, Dice dice) {
        String state = dice.pick(STATES);
        long own = dice.below(3);
        long spouse = state.equals(MARRIED) ? dice.below(2) : 0;
        long minors = dice.chance(0.05) ? 1 : 0;
        return new Row(
                FORM,
                number,
                resident.id(),
                resident.name(),
                dice.pick(GROUPS),
                Long.toString(own + spouse + minors),
                Long.toString(own),
                state.equals(MARRIED) ? Long.toString(spouse) : null,
                Long.toString(minors),
                state,
                day.toString(),
                null);
    }
}
