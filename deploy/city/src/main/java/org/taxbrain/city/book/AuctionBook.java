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

/** 网络司法拍卖: auctions of few units in enforcement cases; what was not sold is offered once more on the day of changes. */
public final class AuctionBook {
    /** Folder and paths of the files; the columns are the paths in an {@code Auction}. */
    public static final Form FORM = new Form(
            "judicial-auction",
            "judicial-auction",
            List.of(
                    "@no",
                    "Unit/No",
                    "Case/No",
                    "Case/Court",
                    "Platform",
                    "Round",
                    "Price/Appraised",
                    "Price/Starting",
                    "Result",
                    "Price/Deal",
                    "Buyer/Name",
                    "Buyer/@idType",
                    "Buyer/Id",
                    "HeldOn"));

    /** What the control total sums. */
    public static final String TOTAL = "Price/Starting";

    private static final double AUCTIONED = 0.02;
    private static final String SOLD = "成交";
    private static final String UNSOLD = "流拍";
    private static final List<String> RESULTS = List.of(SOLD, SOLD, SOLD, UNSOLD, UNSOLD, "撤回");
    private static final List<String> PLATFORMS = List.of("淘宝网", "京东网", "公拍网", "人民法院诉讼资产网");
    private static final int LONGEST_DAYS = 900;

    private final CitySpec spec;
    private final Population population;
    private final PropertyBook rights;
    private final CaseBook cases;
    private final FaultTable faults;

    public AuctionBook(CitySpec spec, Population population, PropertyBook rights, CaseBook cases) {
        this.spec = spec;
        this.population = population;
        this.rights = rights;
        this.cases = cases;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("Buyer/Id", "buyerId", "identifier-of"),
                        Faults.cutIdentifier("Unit/No", "unitNo", "unit-no"),
                        Faults.date2070("HeldOn", "heldOn", false),
                        Faults.date1899("HeldOn", "heldOn", false),
                        Faults.unknownCode("Round", "round", "三拍"),
                        Faults.unknownCode("Result", "result", "中止"),
                        Faults.negative("Price/Appraised", "appraised", "-1.00"),
                        Faults.missing("Case/Court", "court"),
                        Faults.missing("Case/No", "caseNo"),
                        Faults.fullWidth("Unit/No", "unitNo"),
                        Faults.oldId("Buyer/Id", "buyerId"),
                        Faults.lowerX("Buyer/Id", "buyerId"),
                        Faults.commas(TOTAL, "starting")),
                spec.dirt());
    }

    /** All auctions, as the court tells of them at first. */
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (auctioned(index, k)) {
                reader.accept(faults.soil(good(index, k), dice("auction soil", index, k)));
            }
        });
    }

    /** What the court tells of on the day of changes: sales of what nobody had bought. */
    public void writeChanged(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (!auctioned(index, k) || !good(index, k).get("Result").equals(UNSOLD)) {
                return;
            }
            Dice dice = dice("auction again", index, k);
            Row row = good(index, k);
            row.set("Round", "变卖");
            sell(row, dice);
            row.set("HeldOn", spec.lastDay().toString());
            reader.accept(row);
        });
    }

    private boolean auctioned(long index, int k) {
        return dice("auctioned", index, k).chance(AUCTIONED);
    }

    private Row good(long index, int k) {
        Dice dice = dice("auction", index, k);
        long c = dice.below(cases.count());
        long appraised = Money.around(dice, 300_000, 9_000_000);
        String result = dice.pick(RESULTS);
        LocalDate day =
                dice.between(spec.start().minusDays(LONGEST_DAYS), spec.start().minusDays(1));
        Row row = new Row(
                FORM,
                "PM" + Numbers.running(day, PropertyBook.serial(index, k)),
                rights.unit(index, k),
                cases.number(c),
                cases.good(c).get("court"),
                dice.pick(PLATFORMS),
                dice.chance(0.6) ? "一拍" : "二拍",
                Money.plain(appraised),
                Money.plain(appraised / 1_000 * 700),
                result,
                null,
                null,
                null,
                null,
                day.toString());
        if (result.equals(SOLD)) {
            sell(row, dice);
        }
        return row;
    }

    private void sell(Row row, Dice dice) {
        Party buyer = population.any(dice);
        row.set("Result", SOLD);
        row.set("Price/Deal", Money.plain(Money.around(dice, 200_000, 9_000_000)));
        row.set("Buyer/Name", buyer.name());
        row.set("Buyer/@idType", buyer.idType().court());
        row.set("Buyer/Id", buyer.id());
    }

    private Dice dice(String purpose, long index, int k) {
        return Dice.of(spec.seed(), purpose, PropertyBook.serial(index, k));
    }
}
