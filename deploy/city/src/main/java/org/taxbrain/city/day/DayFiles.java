package org.taxbrain.city.day;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.taxbrain.city.CityException;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Progress;
import org.taxbrain.city.Sources;
import org.taxbrain.city.book.AccountBook;
import org.taxbrain.city.book.AddressBook;
import org.taxbrain.city.book.AuctionBook;
import org.taxbrain.city.book.CaseBook;
import org.taxbrain.city.book.FamilyBook;
import org.taxbrain.city.book.LoanBook;
import org.taxbrain.city.book.MedicalBook;
import org.taxbrain.city.book.MedicalYearBook;
import org.taxbrain.city.book.PlainBook;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.book.PropertyBook;
import org.taxbrain.city.book.ProvidentBook;
import org.taxbrain.city.book.ResidentBook;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.book.TreasuryBook;
import org.taxbrain.city.book.UtilityBook;
import org.taxbrain.city.book.VisitBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.out.FileWriters;
import org.taxbrain.city.out.Outbox;
import org.taxbrain.city.out.PlainFile;
import org.taxbrain.city.out.PushLine;
import org.taxbrain.city.out.TableWriter;
import org.taxbrain.city.out.TruthLog;
import org.taxbrain.city.out.Written;

/** The files of the day of changes: new statements, corrected bills, all residents anew, changed
 * families, loans and auctions, another month's meters, and one file a second time; the change of the shared table, and what
 * is pushed. */
final class DayFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DayFiles.class);
    private static final long PAUSE_MILLIS = 500;

    private final CitySpec spec;
    private final Sources sources;
    private final TruthLog truth;
    private final Outbox outbox;
    private final FileWriters files;
    private final BooleanSupplier stopped;
    private final Population population;
    private final MedicalBook bills;

    /** One delivery. */
    interface Delivery {
        void deliver() throws IOException;
    }

    DayFiles(CitySpec spec, Sources sources, TruthLog truth, BooleanSupplier stopped) {
        this.spec = spec;
        this.sources = sources;
        this.truth = truth;
        this.stopped = stopped;
        this.outbox = new Outbox(sources);
        this.files = new FileWriters(spec, outbox, this::insist, truth, Progress.NONE);
        this.population = new Population(spec);
        this.bills = new MedicalBook(spec, population);
    }

    /** What is delivered, in order. */
    List<Delivery> deliveries() {
        return List.of(
                this::statements,
                this::correctedBills,
                this::residents,
                this::families,
                this::loans,
                this::auctions,
                this::meters,
                plain(PlainFile.TREASURY_RECEIPT, new TreasuryBook(spec, population)),
                plain(
                        PlainFile.PROVIDENT_LOAN,
                        new ProvidentBook(spec, population, new PropertyBook(spec, population))),
                plain(PlainFile.BANK_ACCOUNT, new AccountBook(spec, population)),
                plain(PlainFile.MEDICAL_YEAR, new MedicalYearBook(spec, population)),
                this::addresses,
                this::visits,
                this::secondTime);
    }

    @Override
    public void close() throws IOException {
        outbox.close();
    }

    private void statements() throws IOException {
        StatementBook book = new StatementBook(spec, population, new CaseBook(spec, population));
        if (!outbox.sent(files.statementLetter(spec.days()), false)) {
            files.statements(book, spec.days());
        }
    }

    private void correctedBills() throws IOException {
        if (!outbox.sent(files.medicalLetter(bills.correctedDay(), 2), false)) {
            files.correctedMedical(bills);
        }
    }

    private void residents() throws IOException {
        ResidentBook book = new ResidentBook(spec, population);
        if (!outbox.sent(files.residentLetter(spec.days()), false)) {
            files.residents(spec.days(), book::writeNext);
        }
    }

    private void families() throws IOException {
        FamilyBook book = new FamilyBook(spec, population);
        if (!outbox.sent(files.familyLetter(spec.days()), false)) {
            files.families(spec.days(), book::writeChanged);
        }
    }

    private void loans() throws IOException {
        LoanBook book = new LoanBook(spec, population, new PropertyBook(spec, population));
        if (!outbox.sent(files.loanLetter(spec.days()), false)) {
            files.loans(spec.days(), book::writeChanged);
        }
    }

    private void auctions() throws IOException {
        PropertyBook rights = new PropertyBook(spec, population);
        AuctionBook book = new AuctionBook(spec, population, rights, new CaseBook(spec, population));
        if (!outbox.sent(files.auctionLetter(spec.days()), false)) {
            files.auctions(spec.days(), book::writeChanged);
        }
    }

    private void meters() throws IOException {
        if (!outbox.sent(files.meterLetter(files.meterMonth(0)), false)) {
            files.meters(files.meterMonth(0), new UtilityBook(spec, population));
        }
    }

    private Delivery plain(PlainFile file, PlainBook book) {
        return () -> {
            if (!outbox.sent(files.plainLetter(file, spec.days()), false)) {
                files.plain(file, spec.days(), book::writeChanged);
            }
        };
    }

    /** Not a file, but as rare as one: a department brings its shared table up to date. */
    private void addresses() {
        TableWriter table = new TableWriter(truth, Progress.NONE);
        String at = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        while (!stopped.getAsBoolean()) {
            try {
                AddressBook book = new AddressBook(spec);
                table.replace(sources.exchangeTables(), AddressBook.FORM, reader -> book.writeChanged(at, reader));
                return;
            } catch (SQLException e) {
                LOG.info("{} can't be changed yet: {}", AddressBook.FORM.place(), e.getMessage());
            }
            if (!paused()) {
                return;
            }
        }
    }

    private void visits() throws IOException {
        if (sources.push() != null) {
            new PushLine(sources, stopped).push("visits-today", new VisitBook(spec, population)::writeChanged);
        }
    }

    private void secondTime() throws IOException {
        Outbox.Letter letter = files.medicalLetter(1, 1);
        if (spec.dirt().of(Dirt.FILE_TWICE) == 0 || outbox.sent(letter, true)) {
            return;
        }
        Path kept = outbox.keep(letter);
        Written written = outbox.kept(letter);
        if (written == null) {
            throw new CityException(kept + " was never sent; generate the city first");
        }
        insist(letter, written, true);
        truth.file(
                letter.dataset(),
                letter.name(),
                letter.revision(),
                new Row.Mark(Dirt.FILE_TWICE, null, null, "the whole file a second time", null, null));
    }

    /** Sends until it is sent; a file server that is away comes back. */
    private void insist(Outbox.Letter letter, Written written, boolean again) {
        truth.flush();
        while (!stopped.getAsBoolean()) {
            try {
                outbox.send(letter, written, again);
                return;
            } catch (IOException e) {
                LOG.info("{} can't be sent yet: {}", letter.name(), e.getMessage());
            }
            if (!paused()) {
                return;
            }
        }
    }

    /** Whether nobody interrupted the pause. */
    private static boolean paused() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
