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

/** 网签备案: contracts of sale of few units, by the holder to somebody else, at times to a couple. */
public final class ContractBook implements Book {
    /** Table behind the housing bureau's interface. */
    public static final String TABLE = "public.sale_contract";

    /** Path and columns. */
    public static final Form FORM = new Form(
            "sale-contract",
            "/api/sale-contracts",
            List.of(
                    "contract_no",
                    "unit_no",
                    "kind",
                    "parties",
                    "price",
                    "area",
                    "address",
                    "signed_on",
                    "filed_on",
                    "status",
                    "extra"));

    /** What a contract is before it is filed. */
    public static final String SIGNED = "已签约";
    /** What it is then. */
    public static final String FILED = "已备案";

    private static final double SOLD = 0.06;
    private static final double SECOND_BUYER = 0.4;
    private static final List<String> STATES = List.of(SIGNED, FILED, FILED, FILED, "已注销");
    private static final int LONGEST_DAYS = 700;

    private final CitySpec spec;
    private final Population population;
    private final PropertyBook rights;
    private final FaultTable faults;

    public ContractBook(CitySpec spec, Population population, PropertyBook rights) {
        this.spec = spec;
        this.population = population;
        this.rights = rights;
        this.faults = new FaultTable(
                Stream.concat(
                                Stream.of(
                                        Faults.elementCheckDigit("parties", "id", "parties.id"),
                                        Faults.cutIdentifier("unit_no", "unitNo", "unit-no"),
                                        Faults.date2070("signed_on", "signedOn", false),
                                        Faults.date1899("signed_on", "signedOn", false),
                                        Faults.unknownCode("status", "status", "已过户"),
                                        Faults.elementCode("parties", "role", "parties.role", "见证人"),
                                        Faults.negative("price", "price", "-1,000.00"),
                                        Faults.missing("price", "price"),
                                        Faults.missing("signed_on", "signedOn"),
                                        Faults.fullWidth("unit_no", "unitNo"),
                                        CaseBook.unknownField()),
                                Faults.elementForms("parties", "id", "parties.id").stream())
                        .toList(),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (sold(index, k)) {
                reader.accept(row(index, k));
            }
        });
    }

    /** Whether there is a contract of a unit at the start. */
    public boolean sold(long index, int k) {
        return k < rights.count(index)
                && Dice.of(spec.seed(), "sold", PropertyBook.serial(index, k)).chance(SOLD);
    }

    /** The contract of a unit, as the bureau holds it at the start. */
    public Row row(long index, int k) {
        return faults.soil(good(index, k), Dice.of(spec.seed(), "contract soil", PropertyBook.serial(index, k)));
    }

    /** The contract of a unit, without fault. */
    public Row good(long index, int k) {
        long serial = PropertyBook.serial(index, k);
        Dice dice = Dice.of(spec.seed(), "contract", serial);
        LocalDate day =
                dice.between(spec.start().minusDays(LONGEST_DAYS), spec.start().minusDays(1));
        return contract(index, k, serial, day, dice.pick(STATES), population.any(dice), dice);
    }

    /** A contract of a unit that is signed on a day. */
    public Row signed(long index, int k, long serial, LocalDate day, Party buyer, Dice dice) {
        return contract(index, k, serial, day, SIGNED, buyer, dice);
    }

    /** A new contract that a reader must refuse. */
    public Row spoiled(long index, int k, long serial, LocalDate day, Party buyer, Dice dice) {
        return faults.spoil(signed(index, k, serial, day, buyer, dice), dice);
    }

    private Row contract(long index, int k, long serial, LocalDate day, String status, Party buyer, Dice dice) {
        Row right = rights.good(index, k);
        Row row = new Row(
                FORM,
                "WQ" + Numbers.running(day, serial),
                rights.unit(index, k),
                dice.chance(0.3) ? "新建商品房" : "存量房",
                null,
                Money.commas(Money.around(dice, 300_000, 9_000_000)),
                right.get("jzmj"),
                right.get("zl"),
                day.toString(),
                status.equals(SIGNED) ? null : day.toString(),
                status,
                null);
        List<Map<String, String>> parties = new ArrayList<>();
        parties.add(party("出卖人", population.at(index)));
        parties.add(party("买受人", buyer));
        Party second = population.anyResident(dice);
        if (!buyer.business() && second.index() != buyer.index() && dice.chance(SECOND_BUYER)) {
            parties.add(party("买受人", second));
        }
        row.putList("parties", parties);
        return row;
    }

    private static Map<String, String> party(String role, Party party) {
        Map<String, String> out = new LinkedHashMap<>();
        out.put("role", role);
        out.put("name", party.name());
        out.put("idType", party.idType().court());
        out.put("id", party.id());
        return out;
    }
}
