package org.taxbrain.city.out;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.taxbrain.city.book.AccountBook;
import org.taxbrain.city.book.MedicalYearBook;
import org.taxbrain.city.book.ProvidentBook;
import org.taxbrain.city.book.TreasuryBook;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.id.Numbers;

/** Files in which a department tells all that it has on the first business day, and on the day of changes what has changed. */
public enum PlainFile {
    TREASURY_RECEIPT("treasury", TreasuryBook.FORM, gbk(TreasuryBook.TOTAL, "缴款人名称")),
    PROVIDENT_LOAN("provident-fund", ProvidentBook.FORM, gbk(ProvidentBook.TOTAL, "借款人姓名")),
    BANK_ACCOUNT("bank", AccountBook.FORM, gbk(null, "账户名称")),
    MEDICAL_YEAR("healthcare-security", MedicalYearBook.FORM, gbk(MedicalYearBook.TOTAL, "psn_name"));

    private final String department;
    private final Form form;
    private final CsvFile.Habit habit;

    PlainFile(String department, Form form, CsvFile.Habit habit) {
        this.department = department;
        this.form = form;
        this.habit = habit;
    }

    private static CsvFile.Habit gbk(String total, String name) {
        return new CsvFile.Habit(CsvFile.GBK, StandardCharsets.UTF_8, false, ',', "\r\n", total, name, name);
    }

    Form form() {
        return form;
    }

    CsvFile.Habit habit() {
        return habit;
    }

    /** Name and business date of the file of a day. */
    Outbox.Letter letter(LocalDate date) {
        String name = form.dataset() + "_" + Numbers.compact(date) + ".csv";
        return new Outbox.Letter(department, form.dataset(), name, date, 1, true);
    }
}
