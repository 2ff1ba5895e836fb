package org.taxbrain.jobs.file.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which of a person's relatives count: for each rule that asks its own, at the date to which the rule is anchored. */
final class Relatives {
    private static final String PERSON = "person:";
    private static final int ADULT = 18;
    /** Where a resident id of 18 characters holds the date of birth (GB 11643). */
    private static final int BIRTH = 6;

    private static final int BIRTH_END = 14;

    private Relatives() {}

    /**
     * What a rule asks for.
     *
     * @param relations who counts
     * @param minorsAlone whether of the children only those count who are not 18 yet; of a child without a resident id no age
     *     is known, and it doesn't count
     * @param on at which date
     */
    record Asked(Set<Relation> relations, boolean minorsAlone, LocalDate on) {}

    /** The relatives who count, each person once; who was told of by two rows by the one that still holds. */
    static List<Relative> of(Collection<Relative> told, Asked asked) {
        Map<String, Relative> byPerson = new LinkedHashMap<>();
        for (Relative relative : told) {
            if (counts(relative, asked)) {
                byPerson.merge(relative.person(), relative, (a, b) -> a.to() == null ? a : b);
            }
        }
        return List.copyOf(byPerson.values());
    }

    private static boolean counts(Relative relative, Asked asked) {
        Relation relation = Relation.of(relative.relation());
        boolean begun = relative.from() == null || !relative.from().isAfter(asked.on);
        boolean ended = relative.to() != null && !relative.to().isAfter(asked.on);
        return asked.relations.contains(relation)
                && begun
                && !ended
                && (relation != Relation.CHILD || !asked.minorsAlone || isMinor(relative.person(), asked.on));
    }

    private static boolean isMinor(String person, LocalDate on) {
        return birth(person).map(born -> on.isBefore(born.plusYears(ADULT))).orElse(false);
    }

    private static Optional<LocalDate> birth(String person) {
        if (!person.startsWith(PERSON)) {
            return Optional.empty();
        }
        String id = person.substring(PERSON.length());
        try {
            return Optional.of(LocalDate.parse(id.substring(BIRTH, BIRTH_END), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException | IndexOutOfBoundsException e) {
            // a resident id is checked before it comes here; one that isn't says nothing of an age
            return Optional.empty();
        }
    }
}
