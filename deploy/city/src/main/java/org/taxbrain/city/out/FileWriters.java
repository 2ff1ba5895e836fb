package org.taxbrain.city.out;

import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Progress;
import org.taxbrain.city.Seal;
import org.taxbrain.city.book.FamilyBook;
import org.taxbrain.city.book.LoanBook;
import org.taxbrain.city.book.MedicalBook;
import org.taxbrain.city.book.ResidentBook;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.book.UtilityBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;
import org.taxbrain.city.id.Numbers;

/** Writes the departments' files and sends them; what was sent before is written again, byte by byte, but not sent. */
public final class FileWriters {
    private final CitySpec spec;
    private final Outbox outbox;
    private final Sender sender;
    private final TruthLog truth;
    private final Progress progress;

    /** @param sender sends a file that was written; it may try until it succeeds */
    public FileWriters(CitySpec spec, Outbox outbox, Sender sender, TruthLog truth, Progress progress) {
        this.spec = spec;
        this.outbox = outbox;
        this.sender = sender;
        this.truth = truth;
        this.progress = progress;
    }

    /** Sends a file; {@code again}: for the second time. */
    @FunctionalInterface
    public interface Sender {
        void send(Outbox.Letter letter, Written written, boolean again) throws IOException;
    }

    /** The bills of every business day, each day in its file. */
    public void medical(MedicalBook book) throws IOException {
        List<CsvFile> files = new ArrayList<>();
        try {
            for (int day = 0; day < spec.days(); day++) {
                files.add(new CsvFile(outbox.keep(medicalLetter(day, 1)), MedicalBook.FORM, CsvFile.MEDICAL));
            }
            book.write((row, day) -> {
                Outbox.Letter letter = medicalLetter(day, 1);
                truth.row(row, letter.name(), files.get(day).row(row), letter.revision());
            });
            for (int day = 0; day < spec.days(); day++) {
                send(medicalLetter(day, 1), files.get(day).finish());
            }
        } finally {
            for (CsvFile file : files) {
                file.close();
            }
        }
    }

    /** A corrected file of the last business day. */
    public void correctedMedical(MedicalBook book) throws IOException {
        csv(medicalLetter(book.correctedDay(), 2), MedicalBook.FORM, CsvFile.MEDICAL, book::writeCorrected);
    }

    /** All residents, as they stand on a day; {@code rows} gives them. */
    public void residents(int day, Consumer<Consumer<Row>> rows) throws IOException {
        Outbox.Letter letter = residentLetter(day);
        csv(letter, ResidentBook.FORM, CsvFile.RESIDENT, rows);
        Row.Mark bom = new Row.Mark(Dirt.BOM, null, null, null, "U+FEFF before the first column", "");
        truth.file(letter.dataset(), letter.name(), letter.revision(), bom);
    }

    /** The loans that a bank tells of on a day; {@code rows} gives them. */
    public void loans(int day, Consumer<Consumer<Row>> rows) throws IOException {
        csv(loanLetter(day), LoanBook.FORM, CsvFile.LOAN, rows);
    }

    /** The relations that the registers tell of on a day; {@code rows} gives them. */
    public void families(int day, Consumer<Consumer<Row>> rows) throws IOException {
        csv(familyLetter(day), FamilyBook.FORM, CsvFile.FAMILY, rows);
    }

    /** The auctions that the court tells of on a day; {@code rows} gives them. */
    public void auctions(int day, Consumer<Consumer<Row>> rows) throws IOException {
        Outbox.Letter letter = auctionLetter(day);
        Written written;
        try (AuctionFile file = new AuctionFile(outbox.keep(letter))) {
            rows.accept(row -> truth.row(row, letter.name(), file.row(row), letter.revision()));
            written = file.finish();
        }
        send(letter, written);
    }

    /** The meters as they were read in a month. */
    public void meters(YearMonth month, UtilityBook book) throws IOException {
        csv(meterLetter(month), UtilityBook.FORM, CsvFile.METERS, reader -> book.write(month, reader));
    }

    /** What a department tells in a plain file of a day; {@code rows} gives the rows. */
    public void plain(PlainFile file, int day, Consumer<Consumer<Row>> rows) throws IOException {
        csv(plainLetter(file, day), file.form(), file.habit(), rows);
    }

    /** Name and business date of a plain file of a day. */
    public Outbox.Letter plainLetter(PlainFile file, int day) {
        return file.letter(spec.start().plusDays(day));
    }

    /** A day's statements. */
    public void statements(StatementBook book, int day) throws IOException {
        Outbox.Letter letter = statementLetter(day);
        Written written = new CamtFile(book, spec.start())
                .write(outbox.keep(letter), day, (row, number) -> truth.row(row, letter.name(), number, 1));
        send(letter, written);
    }

    /** Name and business date of a day's statements. */
    public Outbox.Letter statementLetter(int day) {
        LocalDate date = spec.start().plusDays(day);
        String name = "camt053_" + Numbers.compact(date) + ".xml";
        return new Outbox.Letter("bank", "bank-statement", name, date, 1, false);
    }

    /** Name and business date of a day's loans. */
    public Outbox.Letter loanLetter(int day) {
        LocalDate date = spec.start().plusDays(day);
        return new Outbox.Letter(
                "bank", "housing-loan", "housing-loan_" + Numbers.compact(date) + ".csv" + Seal.SUFFIX, date, 1, true);
    }

    /** Name and business date of a day's relations. */
    public Outbox.Letter familyLetter(int day) {
        LocalDate date = spec.start().plusDays(day);
        String name = "family-relation_" + Numbers.compact(date) + ".csv";
        return new Outbox.Letter("public-security", "family-relation", name, date, 1, true);
    }

    /** Name and business date of a day's auctions. */
    public Outbox.Letter auctionLetter(int day) {
        LocalDate date = spec.start().plusDays(day);
        String name = "judicial-auction_" + Numbers.compact(date) + ".xml";
        return new Outbox.Letter("court-files", "judicial-auction", name, date, 1, true);
    }

    /** Name and business date of a month's meters. */
    public Outbox.Letter meterLetter(YearMonth month) {
        LocalDate date = month.atDay(1);
        String name = "utility-usage_" + Numbers.compact(date).substring(0, 6) + ".csv";
        return new Outbox.Letter("utilities", "utility-usage", name, date, 1, true);
    }

    /** The last month before the city's first business day, less some: what utilities have read by then. */
    public YearMonth meterMonth(int ago) {
        return YearMonth.from(spec.start()).minusMonths(1 + ago);
    }

    /** Name and business date of a list of residents. */
    public Outbox.Letter residentLetter(int day) {
        LocalDate date = spec.start().plusDays(day);
        String name = "resident_" + Numbers.compact(date) + ".csv";
        return new Outbox.Letter("public-security", "resident", name, date, 1, true);
    }

    /** Name and business date of a day's bills. */
    public Outbox.Letter medicalLetter(int day, int revision) {
        LocalDate date = spec.start().plusDays(day);
        String name = "medical-settlement_" + Numbers.compact(date) + ".csv";
        return new Outbox.Letter("healthcare-security", "medical-settlement", name, date, revision, true);
    }

    private void csv(Outbox.Letter letter, Form form, CsvFile.Habit habit, Consumer<Consumer<Row>> rows)
            throws IOException {
        Written written;
        try (CsvFile file = new CsvFile(outbox.keep(letter), form, habit)) {
            rows.accept(row -> truth.row(row, letter.name(), file.row(row), letter.revision()));
            written = file.finish();
        }
        send(letter, written);
    }

    private void send(Outbox.Letter letter, Written written) throws IOException {
        if (!outbox.sent(letter, false)) {
            sender.send(letter, written, false);
        }
        progress.wrote(letter.dataset(), written.rows());
    }
}
