package org.taxbrain.jobs.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.taxbrain.schemas.catalogue.Catalogue;
import org.taxbrain.schemas.catalogue.Dataset;
import org.taxbrain.schemas.record.OutcomeKind;

class DayHealthTest {
    private static final long DAY = LocalDate.of(2026, 3, 30).toEpochDay();
    private final Dataset bills = Catalogue.load(List.of()).dataset("medical-settlement");
    private final TreeMap<Long, DayProfile> days = new TreeMap<>();

    private DayProfile usual(long day) {
        DayProfile profile = DayProfile.of("medical-settlement", day);
        profile.rows = 100;
        profile.outcomes[OutcomeKind.CLEAN.ordinal()] = 99;
        profile.outcomes[OutcomeKind.QUARANTINED.ordinal()] = 1;
        profile.absent = Map.of("reverses", 90L);
        profile.codes = Map.of("kind=1", 80L, "kind=2", 20L);
        profile.extra = Map.of("remark", 100L);
        profile.delivered(false, DayHealth.due(day, Duration.ofHours(26)).toEpochMilli() - 1);
        days.put(day, profile);
        return profile;
    }

    private DayProfile afterAMonth() {
        for (int ago = 28; ago > 0; ago--) {
            usual(DAY - ago);
        }
        return usual(DAY);
    }

    private DayHealth health() {
        return DayHealth.of(bills, days.get(DAY), days);
    }

    @Test
    void shouldFindNothingInAUsualDay() {
        afterAMonth();
        assertThat(health().warnings()).isEmpty();
        assertThat(health().usualRows()).hasValue(100);
        assertThat(health().late()).isFalse();
        assertThat(health().dueAt()).isEqualTo(Instant.parse("2026-03-30T18:00:00Z"));
    }

    @Test
    void shouldNameEverythingThatIsOutOfTheOrdinary() {
        DayProfile day = afterAMonth();
        day.rows = 60;
        day.outcomes[OutcomeKind.QUARANTINED.ordinal()] = 40;
        day.absent = Map.of("hospital", 40L, "reverses", 54L);
        day.codes = Map.of("kind=1", 5L, "kind=2", 55L);
        day.extra = Map.of("note", 60L);
        day.refused = 1;
        day.deliveredAt = day.deliveredAt + 1 + Duration.ofMinutes(90).toMillis();
        assertThat(health().warnings())
                .containsExactly(
                        "28.8 % of the rows are rejected",
                        "fixmedins_name is absent in 66.7 % of the rows, usual is 0.0 %",
                        "the codes of kind are otherwise distributed (stability index 2.62)",
                        "new column note",
                        "column remark does not come any more",
                        "1 files refused",
                        "late by 1 h 30 min");
        assertThat(health().late()).isTrue();
    }

    @Test
    void shouldFindTooFewRows() {
        afterAMonth().rows = 12;
        assertThat(health().warnings()).contains("12 rows, usual are 100");
    }

    @Test
    void shouldSayNothingOfTheFirstDay() {
        usual(DAY);
        assertThat(health().warnings()).isEmpty();
        assertThat(health().usualRows()).isEmpty();
    }

    @Test
    void shouldAddUpPartsOfADay() {
        DayProfile sum = DayProfile.of("medical-settlement", DAY);
        sum.add(usual(DAY));
        sum.add(usual(DAY));
        assertThat(sum.rows).isEqualTo(200);
        assertThat(sum.count(OutcomeKind.CLEAN)).isEqualTo(198);
        assertThat(sum.absent).containsEntry("reverses", 180L);
        assertThat(sum.delivered).isEqualTo(2);
        assertThat(sum.deliveredAt).isEqualTo(usual(DAY).deliveredAt);
    }
}
