package org.taxbrain.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.taxbrain.schemas.text.Text;

class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "yuan; 1,100,000.00; 110000000",
                "yuan; '  -   '; 0",
                "yuan; １２３．４５; 12345",
                "yuan; ￥12.5; 1250",
                "yuan; -12.50元; -1250",
                "yuan; 650万; 650000000",
                "yuan; 1.2亿元; 12000000000",
                "yuan; 12.3400; 1234",
                "yuan; .5; 50",
                "yuan; 7.; 700",
                "wan; 650; 650000000",
                "wan; 650万; 650000000",
                "wan; 650元; 65000",
                "wan; 0.000001; 1",
                "fen; 650; 650",
                "fen; 92233720368547758; 92233720368547758",
                "yuan; 92233720368547758.07; 9223372036854775807",
            })
    void shouldReadAmountsExactly(String unit, String text, long fen) {
        assertThat(new Money(Money.Unit.named(unit)).fen(Text.normalise(text))).isEqualTo(fen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "yuan; 12.345",
                "yuan; 92233720368547758.08",
                "yuan; 99999999999999999999999999",
                "yuan; 1,10",
                "yuan; 1.100.000",
                "yuan; 12,3456",
                "yuan; 1e5",
                "yuan; twelve",
                "yuan; 12 13",
                "wan; 0.0000001",
                "fen; 0.5",
            })
    void shouldRefuseWhatIsNoWholeNumberOfFen(String unit, String text) {
        assertThat(new Money(Money.Unit.named(unit)).fen(Text.normalise(text))).isEqualTo(Money.NONE);
    }

    @Property
    void shouldReadEveryAmountThatItsPlainNotationStates(
            @ForAll @LongRange(min = -Long.MAX_VALUE, max = Long.MAX_VALUE) long fen) {
        String text = BigDecimal.valueOf(fen, 2).toPlainString();
        assertThat(new Money(Money.Unit.YUAN).fen(text)).isEqualTo(fen);
    }

    @Property
    void shouldReadSmallAmountsAlsoOnTheQuickPath(@ForAll @LongRange(min = -1_000_000, max = 1_000_000) long fen) {
        String text = BigDecimal.valueOf(fen, 2).toPlainString();
        assertThat(new Money(Money.Unit.YUAN).fen(text)).isEqualTo(fen);
        assertThat(new Money(Money.Unit.YUAN).fen(Long.toString(fen))).isEqualTo(fen * 100);
    }
}
