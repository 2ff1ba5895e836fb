package org.taxbrain.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.city.book.AccountBook;
import org.taxbrain.city.book.AddressBook;
import org.taxbrain.city.book.ApplicationBook;
import org.taxbrain.city.book.ArrearsBook;
import org.taxbrain.city.book.AuctionBook;
import org.taxbrain.city.book.CaseBook;
import org.taxbrain.city.book.ContractBook;
import org.taxbrain.city.book.DebtorBook;
import org.taxbrain.city.book.FamilyBook;
import org.taxbrain.city.book.ForeignRatingBook;
import org.taxbrain.city.book.FundsBook;
import org.taxbrain.city.book.HomeCountBook;
import org.taxbrain.city.book.LicenceBook;
import org.taxbrain.city.book.LoanBook;
import org.taxbrain.city.book.MedicalBook;
import org.taxbrain.city.book.MedicalYearBook;
import org.taxbrain.city.book.MortgageBook;
import org.taxbrain.city.book.PlainBook;
import org.taxbrain.city.book.PlainBooks;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PositionBook;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.ProvidentBook;
import org.taxbrain.city.book.ResidentBook;
import org.taxbrain.city.book.SeizureBook;
import org.taxbrain.city.book.ShareholderBook;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.book.TaxpayerBook;
import org.taxbrain.city.book.TreasuryBook;
import org.taxbrain.city.book.UtilityBook;
import org.taxbrain.city.book.VisitBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.out.Databases;
import org.taxbrain.city.out.FileWriters;
import org.taxbrain.city.out.Json;
import org.taxbrain.city.out.Outbox;
import org.taxbrain.city.out.PlainFile;
import org.taxbrain.city.out.PushLine;
import org.taxbrain.city.out.TableWriter;
import org.taxbrain.city.out.TruthLog;

/** A whole city: what each department holds at the start, written by the department's own means. */
public final class City {
    private static final ZoneId LOCAL = ZoneId.of("Asia/Shanghai");

    private final CitySpec spec;
    private final Sources sources;
    private final Progress progress;

    private City(CitySpec spec, Sources sources, Progress progress) {
        this.spec = spec;
        this.sources = sources;
        this.progress = progress;
    }

    /** Creates the departments' tables that are not there; a reader of the log needs them before the first row. */
    public static void createTables(Sources sources) {
        Databases.createTables(sources.propertyRegister(), "property_register.sql");
        Databases.createTables(sources.taxCore(), "tax_core.sql");
        Databases.createTables(sources.court(), "housing.sql");
        Databases.createTables(sources.court(), "market_regulation.sql");
        Databases.createTables(sources.court(), "court.sql");
        Databases.createTables(sources.court(), "regional_bureaus.sql");
        Databases.createTables(sources.exchangeTables(), "exchange_tables.sql");
    }

    /**
     * Makes a city. Asked again for the same one, it writes what is still missing; the truth is the same each time.
     *
     * @return rows written, by dataset
     * @throws CityException if the folder holds another city, or a department's system doesn't answer
     */
    public static Map<String, Long> generate(CitySpec spec, Sources sources, Progress progress) {
        return new City(spec, sources, progress).generate();
    }

    /** Makes a city, telling nobody how far it is. */
    public static Map<String, Long> generate(CitySpec spec, Sources sources) {
        return generate(spec, sources, Progress.NONE);
    }

    /**
     * Pushes what departments push of a city that was generated; it needs somebody who listens.
     *
     * @throws CityException if it is refused
     */
    public static void push(CitySpec spec, Sources sources) {
        try {
            VisitBook book = new VisitBook(spec, new Population(spec));
            try (TruthLog truth = TruthLog.pushed(sources.truthDir())) {
                book.write(truth::row);
            }
            new PushLine(sources, () -> false).push("visits-before", book::write);
        } catch (IOException e) {
            throw new CityException("Can't keep what was pushed; is the disk full?", e);
        }
    }

    private Map<String, Long> generate() {
        LocalDate today = LocalDate.now(LOCAL);
        if (spec.lastDay().plusDays(1).isAfter(today)) {
            throw new CityException("The day of changes would be "
                    + spec.lastDay().plusDays(1) + ", but today is " + today + ": give an earlier start.");
        }
        try {
            remember();
            createTables(sources);
            try (TruthLog truth = TruthLog.bulk(sources.truthDir())) {
                tables(new TableWriter(truth, progress));
                try (Outbox outbox = new Outbox(sources)) {
                    files(new FileWriters(spec, outbox, outbox::send, truth, progress));
                }
                truth.summarise();
                return truth.rows();
            }
        } catch (IOException e) {
            throw new CityException("Can't write the departments' files; is the file server up, is the disk full?", e);
        }
    }

    private void tables(TableWriter writer) {
        Population population = new Population(spec);
        writer.fill(sources.taxCore(), TaxpayerBook.FORM, new TaxpayerBook(spec, population));
        writer.fill(sources.taxCore(), ArrearsBook.FORM, new ArrearsBook(spec, population));
        writer.fill(sources.taxCore(), PositionBook.FORM, new PositionBook(spec, population));
        for (PlainBook book : PlainBooks.taxCore(spec, population)) {
            writer.fill(sources.taxCore(), book.form(), book);
        }
        PropertyBook rights = new PropertyBook(spec, population);
        writer.fill(sources.propertyRegister(), PropertyBook.FORM, rights);
        writer.fill(sources.propertyRegister(), MortgageBook.FORM, new MortgageBook(spec, rights));
        writer.fill(sources.propertyRegister(), SeizureBook.FORM, new SeizureBook(spec, rights));
        writer.fill(sources.propertyRegister(), ApplicationBook.FORM, new ApplicationBook(spec, population, rights));
        writer.fill(sources.exchangeTables(), AddressBook.FORM, new AddressBook(spec));
        interfaces(writer, population, rights);
    }

    private void interfaces(TableWriter writer, Population population, PropertyBook rights) {
        Sources.Database database = sources.court();
        CaseBook cases = new CaseBook(spec, population);
        long next = writer.fillVersioned(database, "public.enforcement_case", CaseBook.FORM, cases, spec, 1);
        next = writer.fillVersioned(
                database, "public.case_funds", FundsBook.FORM, new FundsBook(spec, cases), spec, next);
        next = writer.fillVersioned(
                database, DebtorBook.TABLE, DebtorBook.FORM, new DebtorBook(spec, cases), spec, next);
        next = writer.fillVersioned(
                database,
                ContractBook.TABLE,
                ContractBook.FORM,
                new ContractBook(spec, population, rights),
                spec,
                next);
        next = writer.fillVersioned(
                database, HomeCountBook.TABLE, HomeCountBook.FORM, new HomeCountBook(spec, population), spec, next);
        next = writer.fillVersioned(
                database, LicenceBook.TABLE, LicenceBook.FORM, new LicenceBook(spec, population), spec, next);
        next = writer.fillVersioned(
                database,
                ShareholderBook.TABLE,
                ShareholderBook.FORM,
                new ShareholderBook(spec, population),
                spec,
                next);
        writer.fillVersioned(
                database,
                ForeignRatingBook.TABLE,
                ForeignRatingBook.FORM,
                new ForeignRatingBook(spec, population),
                spec,
                next);
    }

    private void files(FileWriters files) throws IOException {
        Population population = new Population(spec);
        PropertyBook rights = new PropertyBook(spec, population);
        CaseBook cases = new CaseBook(spec, population);
        StatementBook statements = new StatementBook(spec, population, cases);
        ResidentBook residents = new ResidentBook(spec, population);
        files.residents(0, residents::write);
        files.families(0, new FamilyBook(spec, population)::write);
        files.loans(0, new LoanBook(spec, population, rights)::write);
        files.auctions(0, new AuctionBook(spec, population, rights, cases)::write);
        files.meters(files.meterMonth(1), new UtilityBook(spec, population));
        files.plain(PlainFile.TREASURY_RECEIPT, 0, new TreasuryBook(spec, population)::write);
        files.plain(PlainFile.PROVIDENT_LOAN, 0, new ProvidentBook(spec, population, rights)::write);
        files.plain(PlainFile.BANK_ACCOUNT, 0, new AccountBook(spec, population)::write);
        files.plain(PlainFile.MEDICAL_YEAR, 0, new MedicalYearBook(spec, population)::write);
        files.medical(new MedicalBook(spec, population));
        for (int day = 0; day < spec.days(); day++) {
            files.statements(statements, day);
        }
    }

    /** Two cities in one place would be neither. */
    private void remember() throws IOException {
        Map<String, Double> dirt = new TreeMap<>();
        for (Dirt d : Dirt.values()) {
            dirt.put(d.id(), spec.dirt().of(d));
        }
        String line = Json.line(Json.object(
                "taxpayers", spec.taxpayers(),
                "seed", spec.seed(),
                "start", spec.start().toString(),
                "days", spec.days(),
                "dirt", dirt));
        Path file = sources.keptDir().resolve("city.json");
        Files.createDirectories(sources.keptDir());
        if (Files.exists(file) && !Files.readString(file).equals(line)) {
            throw new CityException(sources.keptDir() + " holds another city (" + file
                    + "). Give the same taxpayers, seed and dirt, or begin with empty databases and folders.");
        }
        Files.writeString(file, line);
    }
}
