package org.taxbrain.schemas.value;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.text.Transliterator;
import com.ibm.icu.util.ULocale;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads whole numbers in Chinese numerals, of either script: 十二, 一百零三, 二〇二一, 兩萬, 壹佰贰拾; and floors: 四層 is 4,
 * 地下一層 is -1. Digits are read too. A text counts only if it is how the number is written: ICU alone would read 一万二,
 * which people mean as 12,000, as 10,002. Not safe for threads.
 */
public final class ChineseNumerals {
    /** What the reading methods answer for a text that is no such number. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int LONGEST = 40;
    /** Columns of numerals hold few different ones; reading one takes microseconds. */
    private static final int REMEMBERED = 1024;

    private static final Pattern DIGITS = Pattern.compile("[零一二三四五六七八九]{2,}");
    private static final Pattern FLOOR = Pattern.compile("(地下第?|负|-|[Bb])?(?:第)?([^层楼Ff]+?)(?:层|楼|[Ff])?");
    private final RuleBasedNumberFormat words =
            new RuleBasedNumberFormat(ULocale.CHINESE, RuleBasedNumberFormat.SPELLOUT);
    private final List<String> ways = Arrays.stream(words.getRuleSetNames())
            .filter(name -> !name.contains("ordinal") && !name.contains("days"))
            .toList();
    private final Transliterator simplified = Transliterator.getInstance("Traditional-Simplified");
    private final Map<String, Long> known = new HashMap<>();
    private final boolean floors;

    /** @param floors whether the numbers are floors of a building, basements below zero */
    public ChineseNumerals(boolean floors) {
        this.floors = floors;
    }

    /** The number; {@link #NONE} if the text is none. */
    public long whole(String text) {
        if (text.length() > LONGEST) {
            return NONE;
        }
        Long before = known.get(text);
        if (before != null) {
            return before;
        }
        String plain = simplified.transliterate(text);
        long number = floors ? floor(plain) : number(plain);
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.put(text, number);
        return number;
    }

    private long floor(String text) {
        Matcher m = FLOOR.matcher(text);
        if (!m.matches()) {
            return NONE;
        }
        long number = number(m.group(2));
        return number == NONE || m.group(1) == null ? number : number < 1 ? NONE : -number;
    }

    private long number(String text) {
        long digits = Numbers.whole(text);
        if (digits != Numbers.NONE) {
            return digits;
        }
        String folded = folded(text);
        ParsePosition end = new ParsePosition(0);
        // digit by digit, ICU knows zero as 〇 only
        Number number = words.parse(DIGITS.matcher(folded).matches() ? folded.replace('零', '〇') : folded, end);
        if (end.getIndex() != folded.length() || !(number instanceof Long)) {
            return NONE;
        }
        long value = number.longValue();
        return ways.stream().anyMatch(way -> folded(words.format(value, way)).equals(folded)) ? value : NONE;
    }

    /** One writing of what may be written in several ways. */
    private static String folded(String text) {
        String same = text.replace('〇', '零')
                .replace('两', '二')
                .replace("廿", "二十")
                .replace("卅", "三十")
                .replace('参', '叁');
        return same.startsWith("一十") || same.startsWith("壹拾") ? same.substring(1) : same;
    }
}
