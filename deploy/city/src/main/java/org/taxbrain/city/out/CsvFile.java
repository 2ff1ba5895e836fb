package org.taxbrain.city.out;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.taxbrain.city.book.LoanBook;
import org.taxbrain.city.book.UtilityBook;
import org.taxbrain.city.dirt.Dirt;
import org.taxbrain.city.dirt.Form;
import org.taxbrain.city.dirt.Row;

/** Writes a CSV file as one department writes it, with the faults that only a writer can make. */
final class CsvFile implements AutoCloseable {
    /**
     * A department's habits.
     *
     * @param charset encoding of the file
     * @param strange encoding of what does not belong there
     * @param bom whether the file begins with a byte-order mark
     * @param delimiter between values
     * @param lineEnd after a line
     * @param total column that the control total sums, or null
     * @param name column that a stray encoding shows in
     * @param cutIn column in which a cut record ends
     */
    record Habit(
            Charset charset,
            Charset strange,
            boolean bom,
            char delimiter,
            String lineEnd,
            String total,
            String name,
            String cutIn) {}

    static final Charset GBK = Charset.forName("GBK");
    static final Habit MEDICAL =
            new Habit(GBK, StandardCharsets.UTF_8, false, ',', "\r\n", "medfee_sumamt", "psn_name", "fixmedins_name");
    static final Habit LOAN =
            new Habit(GBK, StandardCharsets.UTF_8, false, ',', "\r\n", LoanBook.TOTAL, "借款人姓名", "借款人姓名");
    static final Habit METERS =
            new Habit(GBK, StandardCharsets.UTF_8, false, ',', "\r\n", UtilityBook.TOTAL, "户名", "户名");
    static final Habit RESIDENT = new Habit(StandardCharsets.UTF_8, GBK, true, '|', "\n", null, "xm", "xm");
    static final Habit FAMILY = new Habit(StandardCharsets.UTF_8, GBK, false, '|', "\n", null, "xm", "xm");

    private final Habit habit;
    private final Form form;
    private final Path file;
    private final DigestStream digest;
    private final OutputStream out;
    private long rows;
    private BigDecimal total = BigDecimal.ZERO;

    CsvFile(Path file, Form form, Habit habit) throws IOException {
        this.habit = habit;
        this.form = form;
        this.file = file;
        this.digest = new DigestStream(Files.newOutputStream(file));
        this.out = new BufferedOutputStream(digest, 1 << 16);
        if (habit.bom()) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        text(String.join(String.valueOf(habit.delimiter()), form.columns()) + habit.lineEnd());
    }

    /**
     * Writes a row.
     *
     * @return its physical line, the header is 1
     */
    long row(Row row) {
        try {
            write(row);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file + "; is the disk full?", e);
        }
        rows++;
        return rows + 1;
    }

    /** Ends the file. */
    Written finish() throws IOException {
        out.flush();
        String sum = habit.total() == null
                ? null
                : total.setScale(2, java.math.RoundingMode.UNNECESSARY).toPlainString();
        return new Written(file, rows, sum, digest.hex());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void write(Row row) throws IOException {
        for (int i = 0; i < form.columns().size(); i++) {
            String column = form.columns().get(i);
            String value = row.get(column) == null ? "" : row.get(column);
            if (i > 0) {
                text(String.valueOf(habit.delimiter()));
            }
            if (row.has(Dirt.CUT_RECORD) && column.equals(habit.cutIn())) {
                text(value.substring(0, value.length() / 2));
                return;
            }
            if (row.has(Dirt.CHARSET) && column.equals(habit.name())) {
                out.write(strayed(value));
            } else {
                text(quoted(value));
            }
            if (column.equals(habit.total())) {
                total = total.add(new BigDecimal(value.replace(",", "")));
            }
        }
        if (row.has(Dirt.TOO_MANY_COLUMNS)) {
            text(habit.delimiter() + "备注");
        }
        text(habit.lineEnd());
    }

    /** The name in bytes that the file's encoding can't mean; some names happen to read as other characters, so it may grow. */
    private byte[] strayed(String name) {
        String grown = name;
        byte[] bytes = grown.getBytes(habit.strange());
        while (reads(bytes)) {
            grown = grown + "明";
            bytes = grown.getBytes(habit.strange());
        }
        return bytes;
    }

    private boolean reads(byte[] bytes) {
        byte[] line = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, line, 0, bytes.length);
        line[bytes.length] = (byte) habit.delimiter();
        try {
            habit.charset().newDecoder().decode(ByteBuffer.wrap(line));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private String quoted(String value) {
        boolean plain = value.indexOf(habit.delimiter()) < 0 && value.indexOf('"') < 0;
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(habit.charset()));
    }
}
