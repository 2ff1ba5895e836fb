package org.taxbrain.schemas.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final String GOOD = Rules.resource("late-payment-surcharge.yaml");

    @Test
    void shouldGiveTheRateThatTheTableBesideTheRuleSays() {
        Rules rules = Rules.load();
        for (String name : Rules.names()) {
            Rule rule = rules.rule(name);
            Rules.resource(name + ".examples.csv").lines().skip(1).forEach(line -> {
                String[] example = line.split(",", -1);
                BigDecimal expected = example[1].isEmpty() ? null : new BigDecimal(example[1]);
                assertThat(rule.on(LocalDate.parse(example[0]))
                                .map(RuleVersion::rate)
                                .orElse(null))
                        .as(name + " on " + example[0])
                        .isEqualTo(expected);
            });
        }
    }

    @Test
    void shouldGiveNoVersionForAnUnknownDay() {
        assertThat(Rules.load().rule("private-loan-interest").on(null)).isEmpty();
    }

    @Test
    void shouldChangeTheRevisionWithAnyFile() {
        String before = of(GOOD).revision();
        assertThat(before).matches("[0-9a-f]{16}");
        assertThat(of(GOOD.replace("0.0005", "0.0003")).revision()).isNotEqualTo(before);
    }

    @Test
    void shouldRefuseAnUnusableRuleAndSayWhatIsWrong() {
        assertThatThrownBy(() -> of(GOOD.replace("rate: \"0.0005\"", "rate: \"-1\"")))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("late-payment-surcharge")
                .hasMessageContaining("rate must be 0 or more");
        assertThatThrownBy(() -> of(GOOD.replace("anchor: first-day-late", "anchor: someday")))
                .hasMessageContaining("someday")
                .hasMessageContaining("first-day-late");
        assertThatThrownBy(() -> of(GOOD.replace("legalBasis", "legalBase"))).hasMessageContaining("legalBase");
        assertThatThrownBy(() -> of(GOOD + GOOD.substring(GOOD.indexOf("  - rate"))))
                .hasMessageContaining("must follow the end of the version before it");
    }

    private static Rules of(String text) {
        return Rules.of(Map.of("late-payment-surcharge", text));
    }
}
