package org.taxbrain.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.taxbrain.city.book.AddressBook;
import org.taxbrain.city.book.ApplicationBook;
import org.taxbrain.city.book.ArrearsBook;
import org.taxbrain.city.book.CaseBook;
import org.taxbrain.city.book.FamilyBook;
import org.taxbrain.city.book.FundsBook;
import org.taxbrain.city.book.LoanBook;
import org.taxbrain.city.book.MedicalBook;
import org.taxbrain.city.book.MortgageBook;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PositionBook;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.ResidentBook;
import org.taxbrain.city.book.SeizureBook;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.book.TaxpayerBook;
import org.taxbrain.city.book.VisitBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.out.Databases;
import org.taxbrain.city.out.FileWriters;
import org.taxbrain.city.out.Json;
import org.taxbrain.city.out.Outbox;
import org.taxbrain.city.out.PushLine;
import org.taxbrain.city.out.TableWriter;
import org.taxbrain.city.out.TruthLog;

/** A whole city: what each department holds at the start, written by the department's own means. */
public final class City {
    /** Where grid workers' visits are pushed. */
    public static final String VISITS = "/push/site-visits";

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
        Databases.createTables(sources.court(), "court.sql");
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
            new PushLine(sources, () -> false).push(VISITS, "visits-before", book::write);
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
        PropertyBook rights = new PropertyBook(spec, population);
        writer.fill(sources.propertyRegister(), PropertyBook.FORM, rights);
        writer.fill(sources.propertyRegister(), MortgageBook.FORM, new MortgageBook(spec, rights));
        writer.fill(sources.propertyRegister(), SeizureBook.FORM, new SeizureBook(spec, rights));
        writer.fill(sources.propertyRegister(), ApplicationBook.FORM, new ApplicationBook(spec, population, rights));
        writer.fill(sources.exchangeTables(), AddressBook.FORM, new AddressBook(spec));
        CaseBook cases = new CaseBook(spec, population);
        long next = writer.fillVersioned(sources.court(), "public.enforcement_case", CaseBook.FORM, cases, spec, 1);
        writer.fillVersioned(
                sources.court(), "public.case_funds", FundsBook.FORM, new FundsBook(spec, cases), spec, next);
    }

    private void files(FileWriters files) throws IOException {
        Population population = new Population(spec);
        StatementBook statements = new StatementBook(spec, population, new CaseBook(spec, population));
        ResidentBook residents = new ResidentBook(spec, population);
        files.residents(0, residents::write);
        files.families(0, new FamilyBook(spec, population)::write);
        files.loans(0, new LoanBook(spec, population, new PropertyBook(spec, population))::write);
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
