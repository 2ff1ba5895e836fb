package org.taxbrain.city.id;

import java.util.List;

/** Unified social credit codes (GB 32100-2015): authority, kind, area, organisation code with MOD 11, and MOD 31 over all. */
public final class Usccs {
    private static final String DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String ORGANISATION_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> AREAS =
            List.of("330100", "330102", "330105", "330106", "330108", "330109", "330110", "330111", "330113", "330114");
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final int BASE = DIGITS.length();
    private static final int FREE_PLACES = 6;

    private final Permutation order;

    public Usccs(long seed) {
        long size = 1;
        for (int i = 0; i < FREE_PLACES; i++) {
            size *= BASE;
        }
        order = new Permutation(seed, "uscc", size);
    }

    /**
     * The code of a business's index; no two indexes share one.
     *
     * @param individual whether it is a self-employed person's business (个体工商户) rather than a company
     */
    public String of(long index, boolean individual) {
        long n = order.at(index);
        StringBuilder organisation = new StringBuilder("MA");
        for (int i = 0; i < FREE_PLACES; i++) {
            organisation.append(DIGITS.charAt((int) (n % BASE)));
            n /= BASE;
        }
        String area = AREAS.get((int) (index % AREAS.size()));
        String body = (individual ? "92" : "91") + area + organisation + organisationCheck(organisation.toString());
        return body + check(body);
    }

    /** The same code with one character of the organisation code changed, so that both check characters are wrong. */
    public static String broken(String code) {
        for (int place = 15; place >= 10; place--) {
            for (char c : DIGITS.toCharArray()) {
                String changed = code.substring(0, place) + c + code.substring(place + 1);
                boolean organisationWrong = organisationCheck(changed.substring(8, 16)) != changed.charAt(16);
                if (organisationWrong && check(changed.substring(0, 17)) != changed.charAt(17)) {
                    return changed;
                }
            }
        }
        throw new IllegalStateException("no single character breaks both check characters");
    }

    private static char organisationCheck(String body) {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += ORGANISATION_DIGITS.indexOf(body.charAt(i)) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }

    private static char check(String body) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += DIGITS.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return DIGITS.charAt((31 - sum % 31) % 31);
    }
}
