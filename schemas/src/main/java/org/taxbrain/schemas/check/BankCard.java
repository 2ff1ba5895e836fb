package org.taxbrain.schemas.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Number of a bank card 银行卡号 (GB/T 15694, ISO/IEC 7812): issuer 6 or more, the holder's account, check digit by the Luhn formula. No
 * full list of issuers is published: one that {@code reference/card-bins.tsv} does not have passes with a remark.
 */
public final class BankCard {
    /** Remark on a card whose first digits, or their number of digits, no known issuer has. */
    public static final String UNKNOWN_ISSUER = "bank-card-unknown-issuer";

    private static final String TABLE = "/reference/card-bins.tsv";
    private static final int SHORTEST = 13;
    private static final int LONGEST = 20;
    private static final int SHORTEST_BIN = 5;
    private static final int LONGEST_BIN = 10;
    /** The first digits and the card's length, joined by a blank. */
    private static final Set<String> ISSUED = load();

    private BankCard() {}

    /** Without blanks and dashes. */
    public static String normalise(String text) {
        return Compact.joined(text);
    }

    static Checked check(String text) {
        String card = normalise(text);
        int n = card.length();
        if (n < SHORTEST || n > LONGEST || !Compact.digits(card, 0, n)) {
            return Checked.refuse("expected 13 to 20 digits");
        }
        if (card.charAt(n - 1) != checkDigit(card.substring(0, n - 1))) {
            return Checked.refuse("the check digit is wrong (GB/T 15694, Luhn)");
        }
        return hasKnownIssuer(card) ? Checked.accept(card) : Checked.remark(card, UNKNOWN_ISSUER);
    }

    /** The check digit of the digits before it. */
    public static char checkDigit(String digits) {
        int sum = 0;
        boolean twice = true;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int value = (digits.charAt(i) - '0') * (twice ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
            twice = !twice;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    private static boolean hasKnownIssuer(String card) {
        for (int n = SHORTEST_BIN; n <= LONGEST_BIN; n++) {
            if (ISSUED.contains(card.substring(0, n) + " " + card.length())) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> load() {
        try (InputStream in = BankCard.class.getResourceAsStream(TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> Character.isDigit(line.charAt(0)))
                    .map(line -> line.replace('\t', ' '))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(TABLE + " can't be read", e);
        }
    }
}
