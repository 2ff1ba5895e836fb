package org.taxbrain.city.book;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.FaultTable;
import org.taxbrain.city.dirt.Faults;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Dice;
import org.taxbrain.city.id.Numbers;

/** 结算单: three settled bills a person on average, spread over the business days; some reversed on a later one. */
public final class MedicalBook {
    /** Folder and columns of the files. */
    public static final Form FORM = new Form(
            "medical-settlement",
            "medical-settlement",
            List.of(
                    "setl_id",
                    "certno",
                    "psn_name",
                    "begndate",
                    "enddate",
                    "fixmedins_name",
                    "medfee_sumamt",
                    "fund_pay_sumamt",
                    "psn_selfpay",
                    "psn_ownpay",
                    "psn_cashpay",
                    "init_setl_id"));

    /** Column that the control total sums. */
    public static final String TOTAL = "medfee_sumamt";

    private static final List<String> AMOUNTS =
            List.of(TOTAL, "fund_pay_sumamt", "psn_selfpay", "psn_ownpay", "psn_cashpay");
    private static final int MOST = 7;
    private static final double GRAVE = 0.02;
    private static final double REVERSED = 0.02;
    private static final double CORRECTED_AWAY = 0.02;
    private static final double CORRECTED = 0.03;

    private final CitySpec spec;
    private final Population population;
    private final FaultTable faults;

    public MedicalBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("certno", "residentId", "resident-id"),
                        Faults.date2070("enddate", "endedOn", true),
                        Faults.date1899("begndate", "startedOn", true),
                        Faults.rocDate("begndate", "startedOn"),
                        Faults.missing("psn_name", "name"),
                        Faults.missing("certno", "residentId"),
                        Faults.missingKey("setl_id", "settlementId"),
                        Faults.byWriter(Dirt.TOO_MANY_COLUMNS, "columns-too-many", "one column too many"),
                        Faults.byWriter(Dirt.CHARSET, "charset", "UTF-8 bytes in a file of GBK"),
                        Faults.byWriter(Dirt.DUPLICATE_ROW, null, "the exact row again"),
                        Faults.byWriter(Dirt.KEY_TWICE, null, "the key again with other content"),
                        Faults.fullWidth("certno", "residentId"),
                        Faults.oldId("certno", "residentId"),
                        Faults.lowerX("certno", "residentId"),
                        Faults.dashForZero("fund_pay_sumamt", "fundPaid"),
                        Faults.dashForZero("psn_ownpay", "ownPay"),
                        Faults.commas("psn_selfpay", "selfPay"),
                        Faults.commas("fund_pay_sumamt", "fundPaid")),
                spec.dirt());
    }

    /** All bills, in one pass over the city; the reader is told which business day's file each belongs to, from 0. */
    public void write(ObjIntConsumer<Row> reader) {
        forEachBill((patient, j, day) -> {
            Twice.accept(row(patient, j, day), MedicalBook::earlier, row -> reader.accept(row, day));
            if (reversed(patient, j)) {
                reader.accept(reversal(patient, j, day), day);
            }
        });
        if (spec.dirt().of(Dirt.CUT_RECORD) > 0) {
            reader.accept(cut(), 0);
        }
    }

    /** The last day's bills as corrected: some are gone, so the lines behind move up; some amounts differ; one is new. */
    public void writeCorrected(Consumer<Row> reader) {
        int corrected = correctedDay();
        forEachBill((patient, j, day) -> {
            Dice dice = Dice.of(spec.seed(), "bill corrected", patient.index() * MOST + j);
            double fate = dice.share();
            if (day != corrected || fate < CORRECTED_AWAY) {
                return;
            }
            Row row = row(patient, j, day);
            if (fate < CORRECTED && row.mark() == null) {
                row.set("fixmedins_name", Places.hospital(dice));
            }
            Twice.accept(row, MedicalBook::earlier, reader);
            if (reversed(patient, j)) {
                reader.accept(reversal(patient, j, day));
            }
        });
        LocalDate date = date(corrected);
        reader.accept(good(
                population.newcomer(0), "JSNEW" + Numbers.compact(date), date, Dice.of(spec.seed(), "new bill", 0)));
    }

    /** Number of the day whose file is corrected later: the last. */
    public int correctedDay() {
        return spec.days() - 1;
    }

    private void forEachBill(Bill bill) {
        for (long i = 0; i < population.residents(); i++) {
            Party patient = population.at(i);
            if (patient.idType() == IdType.RESIDENT_ID) {
                int count = Dice.of(spec.seed(), "bills", i).below(MOST);
                for (int j = 0; j < count; j++) {
                    bill.at(
                            patient,
                            j,
                            Dice.of(spec.seed(), "bill day", i * MOST + j).below(spec.days()));
                }
            }
        }
    }

    /** What the first of two rows with one key said. */
    private static void earlier(Row row) {
        row.set("fixmedins_name", "杭州市卫生健康委员会待核");
    }

    /** The last record of the first file; its writer stops in the middle of the hospital's name. */
    private Row cut() {
        Party patient = population.anyResident(Dice.of(spec.seed(), "cut bill", 0));
        Row row = good(patient, "JSCUT" + Numbers.compact(date(0)), date(0), Dice.of(spec.seed(), "cut bill", 1));
        row.set("fixmedins_name", "杭州市第一人民医院");
        row.mark(new Row.Mark(
                Dirt.CUT_RECORD,
                "columns-missing",
                null,
                "the file ends in the middle of its last record",
                null,
                null));
        return row;
    }

    private Row row(Party patient, int j, int day) {
        Row row = faults.soil(good(patient, j, day), Dice.of(spec.seed(), "bill soil", patient.index() * MOST + j));
        if (row.mark() == null || !row.mark().kind().breaksShape()) {
            return row;
        }
        if (day == correctedDay()) {
            // what can't be read keeps a reader from telling what a corrected file lacks: that day has no such row
            return good(patient, j, day);
        }
        if (row.has(Dirt.TOO_MANY_COLUMNS) || row.has(Dirt.CHARSET)) {
            // nobody need agree on how to sum an amount in a row that can't be read
            AMOUNTS.forEach(column -> row.set(column, "0.00"));
        }
        return row;
    }

    private boolean reversed(Party patient, int j) {
        return Dice.of(spec.seed(), "bill reversed", patient.index() * MOST + j).chance(REVERSED);
    }

    private Row reversal(Party patient, int j, int day) {
        Row row = good(patient, j, day);
        String first = row.key();
        row.set("setl_id", first + "R");
        row.set("init_setl_id", first);
        for (String column : AMOUNTS) {
            String amount = row.get(column);
            row.set(column, amount.equals("0.00") ? amount : "-" + amount);
        }
        return row;
    }

    private Row good(Party patient, int j, int day) {
        long serial = patient.index() * MOST + j;
        String id = "JS" + Numbers.compact(date(day)) + Numbers.padded(serial, 10);
        return good(patient, id, date(day), Dice.of(spec.seed(), "bill", serial));
    }

    private static Row good(Party patient, String id, LocalDate day, Dice dice) {
        LocalDate ended = day.minusDays(dice.below(3));
        boolean grave = dice.chance(GRAVE);
        long total = grave ? Money.around(dice, 60_000, 600_000) : Money.around(dice, 30, 20_000);
        long fund = dice.chance(0.1) ? 0 : total * dice.between(30, 75) / 100;
        long own = dice.chance(0.3) ? 0 : (total - fund) * dice.between(5, 40) / 100;
        long self = total - fund - own;
        long cash = (self + own) * dice.between(40, 100) / 100;
        return new Row(
                FORM,
                id,
                patient.id(),
                patient.name(),
                Numbers.compact(ended.minusDays(grave ? dice.between(5, 60) : dice.below(4))),
                Numbers.compact(ended),
                Places.hospital(dice),
                Money.plain(total),
                Money.plain(fund),
                Money.plain(self),
                Money.plain(own),
                Money.plain(cash),
                null);
    }

    private LocalDate date(int day) {
        return spec.start().plusDays(day);
    }

    /** The j-th bill of a person, and the business day whose file holds it. */
    private interface Bill {
        void at(Party patient, int j, int day);
    }
}
