package org.taxbrain.schemas.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Administrative divisions 行政区划 (GB/T 2260) at county level and above, those of the past too, and the codes of streets and villages
 * 街道, 村 that begin with them. The table is {@code reference/divisions.tsv}.
 */
public final class Divisions {
    /** Remark on a code that was one once, but was not in the year in which the row landed. */
    public static final String NOT_IN_FORCE = "division-not-in-force";

    private static final String TABLE = "/reference/divisions.tsv";
    private static final int DIGITS = 6;
    /** Year by which a code in force has gone. */
    private static final short NEVER = Short.MAX_VALUE;

    private static final Divisions ALL = load();

    /** Sorted; the years stand at the same index. */
    private final int[] codes;

    private final short[] from;
    private final short[] to;

    private Divisions(int[] codes, short[] from, short[] to) {
        this.codes = codes;
        this.from = from;
        this.to = to;
    }

    /** Whether a code of six digits is or ever was a division. */
    static boolean isKnown(int code) {
        return Arrays.binarySearch(ALL.codes, code) >= 0;
    }

    /** Whether a code was in force in a year; in the years in which it came or went, too. */
    static boolean isInForce(int code, int year) {
        int at = Arrays.binarySearch(ALL.codes, code);
        return at >= 0 && year >= ALL.from[at] && year <= ALL.to[at];
    }

    /** Without blanks. */
    static String normalise(String text) {
        return Compact.upper(text);
    }

    /** A division of six digits, a street of nine or a village of twelve: of the longer ones the first six are looked up. */
    static Checked check(String text, int year) {
        String code = normalise(text);
        int n = code.length();
        if ((n != DIGITS && n != 9 && n != 12) || !Compact.digits(code, 0, n)) {
            return Checked.refuse("expected 6, 9 or 12 digits");
        }
        int division = Compact.number(code, 0, DIGITS);
        if (!isKnown(division)) {
            return Checked.refuse("its first six digits never were a division (GB/T 2260)");
        }
        return isInForce(division, year) ? Checked.accept(code) : Checked.remark(code, NOT_IN_FORCE);
    }

    private static Divisions load() {
        try (InputStream in = Divisions.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[][] rows = lines.lines()
                    .filter(line -> Character.isDigit(line.charAt(0)))
                    .map(line -> line.split("\t", -1))
                    .toArray(String[][]::new);
            Divisions table = new Divisions(new int[rows.length], new short[rows.length], new short[rows.length]);
            for (int i = 0; i < rows.length; i++) {
                table.codes[i] = Integer.parseInt(rows[i][0]);
                table.from[i] = year(rows[i][2], (short) 0);
                table.to[i] = year(rows[i][3], NEVER);
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " can't be read", e);
        }
    }

    private static short year(String text, short otherwise) {
        return text.isEmpty() ? otherwise : Short.parseShort(text);
    }
}
