package org.taxbrain.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @CsvSource({
        ", 2026-03-01, 2026-03-01",
        ", 20260301, 2026-03-01",
        ", 2026-03-01T23:30:00, 2026-03-01",
        ", 2026-03-01 23:30:00, 2026-03-01",
        ", 2026-03-01T23:30:00Z, 2026-03-02",
        ", 2026-03-01T23:30:00.123456+08:00, 2026-03-01",
        "yyyyMMdd, 20240229, 2024-02-29",
        "yyyy年M月d日, 2026年3月1日, 2026-03-01",
        "yyyy/MM/dd HH:mm, 2026/03/01 23:30, 2026-03-01",
        "yyMMdd, 930101, 1993-01-01",
        "yyMMdd, 260301, 2026-03-01",
        "yyMMdd, 500101, 1950-01-01",
        "yyMMdd, 491231, 2049-12-31",
        "dd.MM.yyyy, 01.03.2026, 2026-03-01",
        "roc:yyyMMdd, 1090406, 2020-04-06",
        "roc:yyyMMdd, 0720616, 1983-06-16",
        "roc:yyyMMdd, 990412, 2010-04-12",
        "roc:yyy年M月d日, 109年4月6日, 2020-04-06",
        "roc:yyy/MM/dd, 109/04/06, 2020-04-06",
        "roc:yyyMMdd, 1090229, 2020-02-29",
        "roc:yyyMMdd | roc:yyy年M月d日 | yyyyMMdd, 1090406, 2020-04-06",
        "roc:yyyMMdd | roc:yyy年M月d日 | yyyyMMdd, 109年4月6日, 2020-04-06",
        "roc:yyyMMdd | roc:yyy年M月d日 | yyyyMMdd, 20210401, 2021-04-01",
        "[yyyyMMdd][yyyy年M月d日], 20210401, 2021-04-01",
        "[yyyyMMdd][yyyy年M月d日], 2021年4月1日, 2021-04-01",
    })
    void shouldReadTheDateOfADeclaredForm(String pattern, String text, LocalDate date) {
        assertThat(Dates.of(pattern).epochDay(text)).isEqualTo(date.toEpochDay());
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-02-30",
        ", 2026-13-01",
        ", 0000-01-01",
        ", 2026-3-1",
        ", 2026-03-01T25:00:00",
        ", yesterday",
        ", 2026-03-01X",
        ", 1234567890",
        "yyyyMMdd, 20230229",
        "yyyyMMdd, 2026-03-01",
        "yyyyMMdd, 202603011",
        "yyMMdd, 931301",
        "roc:yyyMMdd, 1080229",
        "roc:yyyMMdd, 1091301",
        "roc:yyyMMdd, 20210401",
        "roc:yyyMMdd, 90406",
        "roc:yyyMMdd, 076  03",
        "roc:yyyMMdd | yyyyMMdd, 1091301",
    })
    void shouldRefuseWhatIsNoDate(String pattern, String text) {
        assertThat(Dates.of(pattern).epochDay(text)).isEqualTo(Dates.NONE);
        assertThat(Dates.of(pattern).epochMillis(text)).isEqualTo(Dates.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        ", 2026-03-01T10:00:00, 2026-03-01T02:00:00Z",
        ", 2026-03-01T10:00:00Z, 2026-03-01T10:00:00Z",
        ", 2026-03-01, 2026-02-28T16:00:00Z",
        "yyyyMMddHHmmss, 20260301100000, 2026-03-01T02:00:00Z",
        "yyyyMMdd, 20260301, 2026-02-28T16:00:00Z",
    })
    void shouldReadTimesWithoutZoneAsOfShanghai(String pattern, String text, Instant instant) {
        assertThat(Dates.of(pattern).epochMillis(text)).isEqualTo(instant.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH:mm", "yyyy", "not a pattern", "yyyy-MM-dd'"})
    void shouldRefuseAPatternThatGivesNoDate(String pattern) {
        assertThatThrownBy(() -> Dates.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void shouldReadEveryDayThatItsIsoFormStates(@ForAll @IntRange(min = -700_000, max = 2_900_000) int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        assertThat(Dates.of(null).epochDay(date.toString())).isEqualTo(day);
        assertThat(Dates.epochDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth()))
                .isEqualTo(day);
    }

    @Property
    void shouldReadTheUsualFormsAsTheirFormatterDoes(
            @ForAll @IntRange(min = 0, max = 9_999) int year,
            @ForAll @IntRange(min = 0, max = 13) int month,
            @ForAll @IntRange(min = 0, max = 32) int day) {
        String compact = "%04d%02d%02d".formatted(year, month, day);
        // the same form in brackets is left to the formatter
        assertThat(Dates.of("yyyyMMdd").epochDay(compact))
                .isEqualTo(Dates.of("[yyyyMMdd]").epochDay(compact));
        String dashed = "%04d-%02d-%02d".formatted(year, month, day);
        assertThat(Dates.of("yyyy-MM-dd | yyyyMMdd").epochDay(dashed))
                .isEqualTo(Dates.of("[yyyy-MM-dd]").epochDay(dashed));
    }

    @Test
    void shouldKnowTheYearOfADay() {
        assertThat(Dates.yearOf(LocalDate.of(2026, 12, 31).toEpochDay())).isEqualTo(2026);
    }

    @Property
    void shouldReadEveryDayOfTheRepublicsCalendar(
            @ForAll @IntRange(min = 10, max = 200) int year, @ForAll @IntRange(min = 1, max = 365) int day) {
        LocalDate date = LocalDate.ofYearDay(year + 1911, day);
        assertThat(Dates.of("roc:yyyMMdd")
                        .epochDay("%03d%02d%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth())))
                .isEqualTo(date.toEpochDay());
        assertThat(Dates.of("roc:yyyMMdd")
                        .epochDay("%d%02d%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth())))
                .isEqualTo(date.toEpochDay());
        assertThat(Dates.of("roc:yyy年M月d日")
                        .epochDay("%d年%d月%d日".formatted(year, date.getMonthValue(), date.getDayOfMonth())))
                .isEqualTo(date.toEpochDay());
    }

    @Property
    void shouldPutAYearOfTwoDigitsIntoTheHundredYearsThatBeginWhereItIsSaid(
            @ForAll @IntRange(min = 1800, max = 2000) int firstYear, @ForAll @IntRange(min = 0, max = 99) int offset) {
        LocalDate date = LocalDate.of(firstYear + offset, 2, 28);
        assertThat(Dates.of("yyMMdd", firstYear).epochDay("%02d0228".formatted(date.getYear() % 100)))
                .isEqualTo(date.toEpochDay());
    }

    @Test
    void shouldRefuseAFirstYearWhereNoYearHasTwoDigits() {
        assertThatThrownBy(() -> Dates.of("yyyyMMdd", 1900)).hasMessageContaining("firstYear");
        assertThatThrownBy(() -> Dates.of("roc:yyMMdd", 1900)).hasMessageContaining("firstYear");
        assertThatThrownBy(() -> Dates.of(null, 1900)).hasMessageContaining("firstYear");
    }

    @Test
    void shouldTakeTheFirstOfTheMonthForAMonth() {
        assertThat(Dates.ofMonths("yyyyMM").epochDay("202603"))
                .isEqualTo(LocalDate.of(2026, 3, 1).toEpochDay());
        assertThat(Dates.ofMonths("roc:yyyMM").epochDay("11503"))
                .isEqualTo(LocalDate.of(2026, 3, 1).toEpochDay());
        assertThat(Dates.ofMonths("yyyyMMdd").epochDay("20260302"))
                .isEqualTo(LocalDate.of(2026, 3, 2).toEpochDay());
    }
}
