package org.taxbrain.city;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taxbrain.city.book.Party;
import org.taxbrain.city.book.Population;
import org.taxbrain.city.id.Numbers;
import org.taxbrain.city.id.Permutation;
import org.taxbrain.city.id.ResidentIds;
import org.taxbrain.city.id.Usccs;

/** Identifiers, checked by the standards' other formulas: none of this shares code with the generator. */
class IdsTest {
    private static final int MANY = 20_000;

    @Test
    void residentIdsHoldIso7064AndNoTwoAreEqual() {
        ResidentIds ids = new ResidentIds(42);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            String id = ids.of(i);
            assertThat(mod11(id)).as(id).isTrue();
            assertThat(ResidentIds.birth(id)).isBetween(LocalDate.of(1936, 1, 1), LocalDate.of(2006, 12, 31));
            assertThat(seen.add(id)).as(id).isTrue();
            assertThat(mod11(ResidentIds.broken(id))).as(id).isFalse();
            String old = ResidentIds.old(id);
            assertThat(old == null).isEqualTo(id.startsWith("20", 6));
            if (old != null) {
                assertThat(old).hasSize(15);
            }
        }
    }

    @Test
    void usccsHoldBothChecksAndNoTwoAreEqual() {
        Usccs codes = new Usccs(42);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            String code = codes.of(i, i % 3 == 0);
            assertThat(mod31(code) && organisation(code)).as(code).isTrue();
            assertThat(seen.add(code)).isTrue();
            String broken = Usccs.broken(code);
            assertThat(mod31(broken) || organisation(broken)).as(broken).isFalse();
        }
        assertThat(mod31("91330106MA2ABCDE1X")).isFalse();
        assertThat(mod31("91350100M000100Y43")).as("example of GB 32100").isTrue();
    }

    @Test
    void runningNumbersAreOfTheirStandardsLengthAndUnique() {
        Set<String> units = new HashSet<>();
        Set<String> djxhs = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(Numbers.unit("330106", i)).hasSize(28).matches("[0-9]{12}GB[0-9]{5}F[0-9]{8}");
            assertThat(units.add(Numbers.unit("330106", i))).isTrue();
            assertThat(djxhs.add(Numbers.djxh(true, i))).isTrue();
            assertThat(Numbers.djxh(true, i)).matches("[0-9]{20}");
        }
    }

    @Test
    void aPermutationGivesEveryNumberOnce() {
        Permutation order = new Permutation(5, "test", 1000);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(order.at(i));
        }
        assertThat(seen).hasSize(1000).allMatch(n -> n >= 0 && n < 1000);
    }

    @Test
    void aCityHasPersonsAndBusinessesInProportionAndNamesThatOldTerminalsCouldNotWrite() {
        Population population = new Population(CitySpec.of(MANY, 1));
        int businesses = 0;
        int rare = 0;
        Charset old = Charset.forName("GB2312");
        Charset gbk = Charset.forName("GBK");
        for (int i = 0; i < MANY; i++) {
            Party party = population.at(i);
            businesses += party.business() ? 1 : 0;
            rare += old.newEncoder().canEncode(party.name()) ? 0 : 1;
            assertThat(gbk.newEncoder().canEncode(party.name())).isTrue();
        }
        assertThat(businesses).isBetween(MANY * 14 / 100, MANY * 16 / 100);
        assertThat(rare).isPositive().isLessThan(MANY / 20);
    }

    /** ISO 7064: the whole, read as powers of two from the right, leaves 1 by 11. */
    private static boolean mod11(String id) {
        int sum = 0;
        for (int i = 0; i < 18; i++) {
            int digit = id.charAt(i) == 'X' ? 10 : id.charAt(i) - '0';
            sum = (sum + digit * (1 << (17 - i))) % 11;
        }
        return sum == 1;
    }

    private static boolean mod31(String code) {
        String digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum = (sum + digits.indexOf(code.charAt(i)) * weight) % 31;
            weight = weight * 3 % 31;
        }
        return (sum + digits.indexOf(code.charAt(17))) % 31 == 0;
    }

    private static boolean organisation(String code) {
        int[] weights = {3, 7, 9, 10, 5, 8, 4, 2};
        int sum = code.charAt(16) == 'X' ? 10 : code.charAt(16) - '0';
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(code.charAt(8 + i), 36) * weights[i];
        }
        return sum % 11 == 0;
    }
}
