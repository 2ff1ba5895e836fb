package org.taxbrain.schemas.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowJsonTest {
    private static final DateTimeFormatter FORMATTER =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "1772330401007, 2026-03-01T02:00:01.007Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
        "253402300800000, +10000-01-01T00:00:00.000Z",
        "-62167219200000, 0000-01-01T00:00:00.000Z",
        "-62167219200001, -0001-12-31T23:59:59.999Z"
    })
    void shouldWriteAnInstantWithThreeDecimals(long millis, String text) {
        assertThat(RowJson.instant(millis)).isEqualTo(text);
    }

    @Test
    void shouldWriteInstantsAsAFormatterDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long millis = random.nextLong() >> random.nextInt(15, 40);

            assertThat(RowJson.instant(millis)).isEqualTo(FORMATTER.format(Instant.ofEpochMilli(millis)));
        }
    }
}
