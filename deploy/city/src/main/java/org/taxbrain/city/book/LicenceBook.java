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

/** 营业执照: of nearly every business, with the representative that the tax bureau knows; some licences are revoked. */
public final class LicenceBook implements Book {
    /** Table behind the market regulator's interface. */
    public static final String TABLE = "public.business_licence";

    /** Path and columns. */
    public static final Form FORM = new Form(
            "business-licence",
            "/api/business-licences",
            List.of(
                    "uscc",
                    "name",
                    "kind",
                    "address",
                    "representative_name",
                    "representative_id_type",
                    "representative_id",
                    "capital",
                    "scope",
                    "status",
                    "established_on",
                    "term_from",
                    "term_to",
                    "extra"));

    private static final double LICENSED = 0.97;
    private static final double LIMITED_TERM = 0.4;
    private static final List<String> STATES = List.of("存续", "存续", "存续", "存续", "存续", "存续", "存续", "吊销", "注销");
    private static final List<String> KINDS = List.of("有限责任公司", "有限责任公司", "有限责任公司", "股份有限公司", "合伙企业");
    private static final LocalDate FIRST = LocalDate.of(2001, 3, 1);

    private final CitySpec spec;
    private final Population population;
    private final PositionBook positions;
    private final FaultTable faults;

    public LicenceBook(CitySpec spec, Population population) {
        this.spec = spec;
        this.population = population;
        this.positions = new PositionBook(spec, population);
        this.faults = new FaultTable(
                List.of(
                        Faults.checkDigit("representative_id", "representativeId", "identifier-of"),
                        Faults.date2070("established_on", "establishedOn", false),
                        Faults.date1899("established_on", "establishedOn", false),
                        Faults.unknownCode("status", "status", "歇业"),
                        Faults.unknownCode("kind", "kind", "农民专业合作社"),
                        Faults.negative("capital", "capital", "-1.00"),
                        Faults.missing("name", "name"),
                        Faults.missing("established_on", "establishedOn"),
                        Faults.fullWidth("capital", "capital"),
                        Faults.oldId("representative_id", "representativeId"),
                        Faults.lowerX("representative_id", "representativeId"),
                        CaseBook.unknownField()),
                spec.dirt());
    }

    @Override
    public void write(Consumer<Row> reader) {
        for (long i = 0; i < population.taxpayers(); i++) {
            if (licensed(i)) {
                reader.accept(row(i));
            }
        }
    }

    /** Whether the taxpayer at an index is a business with a licence. */
    public boolean licensed(long index) {
        return Dice.of(spec.seed(), "licensed", index).chance(LICENSED)
                && population.at(index).business();
    }

    /** The licence of a business, as the regulator holds it at the start. */
    public Row row(long index) {
        return faults.soil(good(index), Dice.of(spec.seed(), "licence soil", index));
    }

    private Row good(long index) {
        Dice dice = Dice.of(spec.seed(), "licence", index);
        Party business = population.at(index);
        Party representative = positions.representative(index);
        LocalDate day = dice.between(FIRST, spec.start().minusDays(30));
        boolean company = business.name().endsWith("公司");
        boolean limited = dice.chance(LIMITED_TERM);
        return new Row(
                FORM,
                business.id(),
                business.name(),
                company ? dice.pick(KINDS) : "个体工商户",
                address(dice),
                representative.name(),
                representative.idType().court(),
                representative.id(),
                company ? Money.plain(dice.between(3, 5_000) * 100) : null,
                Names.industry(dice),
                dice.pick(STATES),
                day.toString(),
                day.toString(),
                limited ? day.plusYears(dice.between(10, 30)).toString() : null,
                null);
    }

    /** Premises somewhere in the city. */
    public String address(Dice dice) {
        return Places.premises(Places.district(dice), dice);
    }
}
