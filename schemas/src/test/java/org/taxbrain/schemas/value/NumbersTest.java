package org.taxbrain.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "12; 12",
                "-12; -12",
                "+7; 7",
                "1,100,000; 1100000",
                "12.00; 12",
                "650万; 6500000",
                "1.5 億; 150000000",
                "9223372036854775807; 9223372036854775807"
            })
    void shouldReadWholeNumbers(String text, long number) {
        assertThat(Numbers.whole(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "9223372036854775808", "-", "1e3", "1,10", "0x1f"})
    void shouldRefuseWhatIsNoWholeNumber(String text) {
        assertThat(Numbers.whole(text)).isEqualTo(Numbers.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "89.50; 89.5",
                "0.00; 0",
                "1,234.5; 1234.5",
                "100; 100",
                "-.5; -0.5",
                "0.35萬; 3500",
                "1000000000000; 1000000000000"
            })
    void shouldWriteADecimalInOneForm(String text, String canonical) {
        assertThat(Numbers.canonical(Numbers.decimal(text))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E9", "NaN", "12.3.4", "12345678901234567890123456789012345678901"})
    void shouldRefuseWhatIsNoPlainDecimal(String text) {
        assertThat(Numbers.decimal(text)).isNull();
    }
}
