package org.taxbrain.city.out;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.taxbrain.city.CitySpec;
import org.taxbrain.city.Progress;
import org.taxbrain.city.book.MedicalBook;
import org.taxbrain.city.book.ResidentBook;
import org.taxbrain.city.book.StatementBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;

/** Writes the departments' files and sends them; what was sent before is written again, byte by byte, but not sent. */
public final class FileWriters {
    private final CitySpec spec;
    private final Outbox outbox;
    private final TruthLog truth;
    private final Progress progress;

    public FileWriters(CitySpec spec, Outbox outbox, TruthLog truth, Progress progress) {
        this.spec = spec;
        this.outbox = outbox;
        this.truth = truth;
        this.progress = progress;
    }

    /** A day's bills; {@code rows} gives them. */
    public Written medical(LocalDate date, int revision, Consumer<Consumer<Row>> rows) throws IOException {
        Outbox.Letter letter = medicalLetter(date, revision);
        return csv(letter, MedicalBook.FORM, CsvFile.MEDICAL, rows);
    }

    /** All residents; {@code rows} gives them. */
    public Written residents(LocalDate date, Consumer<Consumer<Row>> rows) throws IOException {
        String name = "resident_" + compact(date) + ".csv";
        Outbox.Letter letter = new Outbox.Letter("public-security", "resident", name, date, 1, true);
        Written written = csv(letter, ResidentBook.FORM, CsvFile.RESIDENT, rows);
        Row.Mark bom = new Row.Mark(Dirt.BOM, null, null, null, "U+FEFF before the first column", "");
        truth.file("resident", name, 1, bom);
        return written;
    }

    /** A day's statements. */
    public Written statements(StatementBook book, int day) throws IOException {
        LocalDate date = spec.start().plusDays(day);
        String name = "camt053_" + compact(date) + ".xml";
        Outbox.Letter letter = new Outbox.Letter("bank", "bank-statement", name, date, 1, false);
        Written written = new CamtFile(book, spec.start())
                .write(outbox.keep(letter), day, (row, number) -> truth.row(row, name, number, 1));
        send(letter, written);
        return written;
    }

    /** Name and business date of a day's bills. */
    public static Outbox.Letter medicalLetter(LocalDate date, int revision) {
        String name = "medical-settlement_" + compact(date) + ".csv";
        return new Outbox.Letter("healthcare-security", "medical-settlement", name, date, revision, true);
    }

    private Written csv(Outbox.Letter letter, Form form, CsvFile.Habit habit, Consumer<Consumer<Row>> rows)
            throws IOException {
        Written written;
        try (CsvFile file = new CsvFile(outbox.keep(letter), form, habit)) {
            rows.accept(row -> truth.row(row, letter.name(), file.row(row), letter.revision()));
            written = file.finish();
        }
        send(letter, written);
        return written;
    }

    private void send(Outbox.Letter letter, Written written) throws IOException {
        if (!outbox.sent(letter)) {
            outbox.send(letter, written, false);
        }
        progress.wrote(letter.dataset(), written.rows());
    }

    private static String compact(LocalDate date) {
        return date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
