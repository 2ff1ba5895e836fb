package org.taxbrain.schemas.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChineseNumeralsTest {
    private static final String DIGITS = "零一二三四五六七八九";
    private final ChineseNumerals numbers = new ChineseNumerals(false);
    private final ChineseNumerals floors = new ChineseNumerals(true);

    @ParameterizedTest
    @CsvSource({
        "十二, 12",
        "一十二, 12",
        "二十, 20",
        "廿三, 23",
        "卅一, 31",
        "两百, 200",
        "兩百, 200",
        "二百, 200",
        "一百零三, 103",
        "一百〇三, 103",
        "壹佰贰拾, 120",
        "壹佰貳拾, 120",
        "二〇二一, 2021",
        "六百五十萬, 6500000",
        "十亿, 1000000000",
        "零, 0",
        "12, 12",
        "'1,200', 1200",
    })
    void shouldReadNumbersOfEitherScript(String text, long number) {
        assertThat(numbers.whole(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "四層, 4",
        "四层, 4",
        "十二層, 12",
        "四十二層, 42",
        "二楼, 2",
        "第三层, 3",
        "地下一層, -1",
        "地下二层, -2",
        "地下第二层, -2",
        "B1, -1",
        "-1, -1",
        "5F, 5",
        "5, 5",
    })
    void shouldReadFloors(String text, long floor) {
        assertThat(floors.whole(text)).isEqualTo(floor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"一万二", "三千五", "百二", "全", "四層", "十二个", "两", "abc", "十十", "2万3"})
    void shouldRefuseWhatIsNotHowANumberIsWritten(String text) {
        // 两 alone is 2, and is written so
        assertThat(numbers.whole(text)).isEqualTo(text.equals("两") ? 2 : ChineseNumerals.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"地下層", "四層，五層", "騎樓", "陽台", "層", "地下零层", "四層五"})
    void shouldRefuseWhatIsNoFloor(String text) {
        assertThat(floors.whole(text)).isEqualTo(ChineseNumerals.NONE);
    }

    @Property
    void shouldReadBackEveryWayInWhichANumberIsWritten(
            @ForAll @LongRange(min = 0, max = 999_999_999_999L) long number) {
        RuleBasedNumberFormat words = new RuleBasedNumberFormat(ULocale.CHINESE, RuleBasedNumberFormat.SPELLOUT);
        for (String way : new String[] {"%spellout-cardinal", "%spellout-cardinal-financial", "%spellout-numbering"}) {
            assertThat(numbers.whole(words.format(number, way))).isEqualTo(number);
        }
    }

    /** The usual writing up to 99, made without ICU. */
    @Property
    void shouldReadEveryFloor(@ForAll @LongRange(min = 1, max = 99) long floor) {
        int tens = (int) floor / 10;
        int ones = (int) floor % 10;
        String text = (tens > 1 ? DIGITS.substring(tens, tens + 1) : "")
                + (tens > 0 ? "十" : "")
                + (ones > 0 ? DIGITS.substring(ones, ones + 1) : "");
        assertThat(floors.whole(text + "層")).isEqualTo(floor);
        assertThat(floors.whole("地下" + text + "层")).isEqualTo(-floor);
    }
}
