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

/** 不动产综合业务受理: cases of the combined counter, of the holder and, for a transfer, of a buyer. */
public final class ApplicationBook implements Book {
    /** Table {@code bdc_sq} of the register. */
    public static final Form FORM =
            new Form("property-application", "public.bdc_sq", List.of("slbh", "bdcdyh", "ywlx", "sqr", "slrq", "blhj"));

    /** A case's way through the counter: the register's code, and what it stands for. */
    public enum Stage {
        ACCEPTED("1"),
        REVIEWING("2"),
        TAXING("3"),
        REGISTERED("4");

        private final String code;

        Stage(String code) {
            this.code = code;
        }

        /** The register's code. */
        public String code() {
            return code;
        }

        /** The stage after this one; null: this is the end. */
        public Stage next() {
            return this == REGISTERED ? null : values()[ordinal() + 1];
        }
    }

    private static final double APPLIED = 0.08;
    private static final double GIVEN_UP = 0.1;
    private static final double SECOND_APPLICANT = 0.3;
    private static final List<String> GIVEN_UP_CODES = List.of("8", "9");
    private static final String TRANSFER = "200";
    private static final List<String> KINDS = List.of("100", TRANSFER, TRANSFER, TRANSFER, "300");
    private static final int LONGEST_DAYS = 60;

    private final CitySpec spec;
    private final Population population;
    private final PropertyBook rights;
    private final FaultTable faults;

    public ApplicationBook(CitySpec spec, Population population, PropertyBook rights) {
        this.spec = spec;
        this.population = population;
        this.rights = rights;
        this.faults = new FaultTable(
                Stream.concat(
                                Stream.of(
                                        Faults.elementCheckDigit("sqr", "zjh", "applicants.id"),
                                        Faults.cutIdentifier("bdcdyh", "unitNo", "unit-no"),
                                        Faults.date2070("slrq", "acceptedOn", false),
                                        Faults.date1899("slrq", "acceptedOn", false),
                                        Faults.unknownCode("blhj", "stage", "77"),
                                        Faults.elementCode("sqr", "zjzl", "applicants.idType", "88"),
                                        Faults.missing("slrq", "acceptedOn"),
                                        Faults.missing("ywlx", "kind"),
                                        Faults.fullWidth("bdcdyh", "unitNo")),
                                Faults.elementForms("sqr", "zjh", "applicants.id").stream())
                        .toList(),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        rights.forEachUnit((index, k) -> {
            if (applied(index, k)) {
                reader.accept(row(index, k));
            }
        });
    }

    /** Whether there is a case of a unit at the start. */
    public boolean applied(long index, int k) {
        return Dice.of(spec.seed(), "applied", PropertyBook.serial(index, k)).chance(APPLIED);
    }

    /** The case of a unit, as it stands in the table at the start. */
    public Row row(long index, int k) {
        long serial = PropertyBook.serial(index, k);
        Dice dice = Dice.of(spec.seed(), "application", serial);
        LocalDate day =
                dice.between(spec.start().minusDays(LONGEST_DAYS), spec.start().minusDays(1));
        String stage = stage(index, k) == null
                ? dice.pick(GIVEN_UP_CODES)
                : stage(index, k).code();
        return faults.soil(
                application(index, k, serial, day, stage, dice), Dice.of(spec.seed(), "application soil", serial));
    }

    /** Where the case of a unit stands at the start; null: it was refused or withdrawn. */
    public Stage stage(long index, int k) {
        Dice dice = Dice.of(spec.seed(), "application stage", PropertyBook.serial(index, k));
        return dice.chance(GIVEN_UP) ? null : dice.pick(List.of(Stage.values()));
    }

    /** A case that is accepted on a day. */
    public Row accepted(long index, int k, long serial, LocalDate day, Dice dice) {
        return application(index, k, serial, day, Stage.ACCEPTED.code(), dice);
    }

    private Row application(long index, int k, long serial, LocalDate day, String stage, Dice dice) {
        String kind = dice.pick(KINDS);
        Row row = new Row(
                FORM, "SL" + Numbers.running(day, serial), rights.unit(index, k), kind, null, day.toString(), stage);
        List<Map<String, String>> applicants = new ArrayList<>();
        Party holder = population.at(index);
        applicants.add(applicant(holder));
        if (kind.equals(TRANSFER) || dice.chance(SECOND_APPLICANT)) {
            Party other = population.any(dice);
            if (other.index() != holder.index()) {
                applicants.add(applicant(other));
            }
        }
        row.putList("sqr", applicants);
        return row;
    }

    private static Map<String, String> applicant(Party party) {
        Map<String, String> applicant = new LinkedHashMap<>();
        applicant.put("sqrmc", party.name());
        applicant.put("zjzl", party.idType().register());
        applicant.put("zjh", party.id());
        return applicant;
    }
}
