package org.taxbrain.city.id;

import java.time.LocalDate;
import java.util.List;

/** Resident ids (GB 11643-1999): area, birth date, sequence, ISO 7064 MOD 11-2. */
public final class ResidentIds {
    private static final List<String> AREAS = List.of(
            "330102", "330103", "330104", "330105", "330106", "330108", "330109", "330110", "330111", "330112",
            "330121", "330122", "330123", "330125", "330127", "330182", "330203", "330302", "330402", "330602",
            "310101", "320102", "340102", "420106");
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1936, 1, 1);
    private static final LocalDate LAST_BIRTH = LocalDate.of(2006, 12, 31);
    private static final LocalDate FIRST_CHILD = LocalDate.of(2008, 1, 1);
    private static final LocalDate LAST_CHILD = LocalDate.of(2025, 12, 31);
    private static final int SEQUENCES = 999;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";

    private final Permutation order;
    private final Permutation children;

    public ResidentIds(long seed) {
        order = new Permutation(seed, "resident id", numbers(FIRST_BIRTH, LAST_BIRTH));
        children = new Permutation(seed, "child id", numbers(FIRST_CHILD, LAST_CHILD));
    }

    private static long numbers(LocalDate first, LocalDate last) {
        return AREAS.size() * (last.toEpochDay() - first.toEpochDay() + 1) * SEQUENCES;
    }

    /** The id of a person's index; no two indexes share one. */
    public String of(long index) {
        return id(order.at(index), FIRST_BIRTH);
    }

    /** The id of a child, who is younger than all whom {@link #of} knows; no two indexes share one. */
    public String child(long index) {
        return id(children.at(index % children.size()), FIRST_CHILD);
    }

    /** The id of a child who was born on a day, the so manieth of a city's; after all others. */
    public String newborn(LocalDate day, long index) {
        String area = AREAS.get((int) (index % AREAS.size()));
        String body = area + Numbers.compact(day) + Numbers.padded(index / AREAS.size() % SEQUENCES + 1, 3);
        return body + check(body);
    }

    private static String id(long number, LocalDate first) {
        long n = number;
        String area = AREAS.get((int) (n % AREAS.size()));
        n /= AREAS.size();
        long sequence = n % SEQUENCES + 1;
        LocalDate birth = first.plusDays(n / SEQUENCES);
        String body = area + Numbers.compact(birth) + Numbers.padded(sequence, 3);
        return body + check(body);
    }

    /** Birth date in an id. */
    public static LocalDate birth(String id) {
        return LocalDate.of(
                Integer.parseInt(id.substring(6, 10)),
                Integer.parseInt(id.substring(10, 12)),
                Integer.parseInt(id.substring(12, 14)));
    }

    /** Whether the sequence of an id is a woman's: even. */
    public static boolean female(String id) {
        return (id.charAt(16) - '0') % 2 == 0;
    }

    /** The old 15-digit form, or null if its holder was not born in the 1900s. */
    public static String old(String id) {
        return id.startsWith("19", 6) ? id.substring(0, 6) + id.substring(8, 17) : null;
    }

    /** The same id with a check digit that is not its own. */
    public static String broken(String id) {
        int right = CHECK.indexOf(id.charAt(17));
        return id.substring(0, 17) + CHECK.charAt((right + 3) % 11);
    }

    private static char check(String body) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECK.charAt(sum % 11);
    }
}
