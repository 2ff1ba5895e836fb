package org.taxbrain.schemas.check;

import java.util.regex.Pattern;

/**
 * Number of an account at a bank 银行账号. No standard gives it a form: each bank has its own, from 9 digits (a business's at one bank) to
 * 21, perhaps behind the prefix of a non-resident (NRA), an offshore (OSA) or a free-trade account (FTE, FTF, FTI, FTN, FTU). It has no
 * check digit that all banks keep; a card's number, which has one, is checked as {@link BankCard}.
 */
public final class BankAccount {
    private static final Pattern FORM = Pattern.compile("(?:NRA|OSA|FT[EFINU])?\\d{9,21}");

    private BankAccount() {}

    /** Without blanks and dashes, in capitals. */
    public static String normalise(String text) {
        return Compact.joined(text);
    }

    static Checked check(String text) {
        String account = normalise(text);
        return FORM.matcher(account).matches()
                ? Checked.accept(account)
                : Checked.refuse("expected 9 to 21 digits, perhaps behind NRA, OSA or FT and a letter");
    }
}
