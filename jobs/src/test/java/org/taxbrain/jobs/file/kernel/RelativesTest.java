package org.taxbrain.jobs.file.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taxbrain.jobs.file.kernel.Relatives.Asked;

class RelativesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final String MINOR = "person:330106200803030011";
    private static final String ADULT = "person:330106200803020017";

    @Test
    void shouldCountASpouseFromTheWeddingUntilTheDayBeforeItEnded() {
        Relative spouse = told(Relation.SPOUSE, "person:330106199001019999", DAY, DAY.plusDays(10));

        assertThat(of(List.of(spouse), DAY.minusDays(1), true, Relation.SPOUSE)).isEmpty();
        assertThat(of(List.of(spouse), DAY, true, Relation.SPOUSE)).containsExactly(spouse);
        assertThat(of(List.of(spouse), DAY.plusDays(9), true, Relation.SPOUSE)).containsExactly(spouse);
        assertThat(of(List.of(spouse), DAY.plusDays(10), true, Relation.SPOUSE)).isEmpty();
        assertThat(of(List.of(spouse), DAY, true, Relation.CHILD)).isEmpty();
    }

    @Test
    void shouldCountAChildUntilTheEighteenthBirthdayWhereMinorsAloneAreAskedFor() {
        Relative minor = told(Relation.CHILD, MINOR, DAY.minusYears(10), null);
        Relative adult = told(Relation.CHILD, ADULT, DAY.minusYears(10), null);

        assertThat(of(List.of(minor, adult), DAY, true, Relation.CHILD)).containsExactly(minor);
        assertThat(of(List.of(minor, adult), DAY, false, Relation.CHILD)).containsExactly(minor, adult);
    }

    @Test
    void shouldNotCountAsAMinorWhoseAgeIsNotKnown() {
        Relative child = told(Relation.CHILD, "passport:E12345678", DAY.minusYears(1), null);

        assertThat(of(List.of(child), DAY, true, Relation.CHILD)).isEmpty();
        assertThat(of(List.of(child), DAY, false, Relation.CHILD)).containsExactly(child);
    }

    @Test
    void shouldCountOnceWhoWasToldOfByTwoRowsByTheOneThatStillHolds() {
        Relative ended = told(Relation.SPOUSE, ADULT, DAY.minusYears(3), DAY.plusDays(1));
        Relative holds = told(Relation.SPOUSE, ADULT, DAY.minusYears(1), null);

        assertThat(of(List.of(ended, holds), DAY, true, Relation.SPOUSE)).containsExactly(holds);
        assertThat(of(List.of(holds, ended), DAY, true, Relation.SPOUSE)).containsExactly(holds);
    }

    private static List<Relative> of(List<Relative> told, LocalDate on, boolean minorsAlone, Relation... relations) {
        return Relatives.of(told, new Asked(Set.of(relations), minorsAlone, on));
    }

    private static Relative told(Relation relation, String person, LocalDate from, LocalDate to) {
        return new Relative(relation.id(), from, to, person, null, null);
    }
}
