package org.taxbrain.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.taxbrain.metrics.Metric;

/** The alerts of deploy/monitoring: that they fire when they should, name metrics that exist, and lead to a paragraph of docs/operate.md. */
class AlertRulesTest {
    private static final Path FOLDER = Path.of("../monitoring");
    private static final Path OPERATE = Path.of("../../docs/operate.md");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern METRIC = Pattern.compile("taxbrain_[a-z_]+");

    @Test
    void shouldBeAcceptedByPromtoolAndPassItsCases() throws Exception {
        Promtool.assume();
        byte[] nothing = {};
        assertThat(Promtool.run(FOLDER, nothing, "check", "rules", "alerts.yml"))
                .contains("SUCCESS: " + alerts().size() + " rules");
        assertThat(Promtool.run(FOLDER, nothing, "check", "config", "prometheus.yml"))
                .contains("SUCCESS: 1 rule files", "is valid prometheus config");
        assertThat(Promtool.run(FOLDER, nothing, "test", "rules", "alerts_test.yml"))
                .contains("SUCCESS");
    }

    @Test
    void shouldHaveACaseThatFiresAndOneThatDoesNot() throws IOException {
        Set<String> firing = new TreeSet<>();
        Set<String> silent = new TreeSet<>();
        for (JsonNode test :
                YAML.readTree(FOLDER.resolve("alerts_test.yml").toFile()).path("tests")) {
            for (JsonNode expected : test.path("alert_rule_test")) {
                String alert = expected.path("alertname").asText();
                (expected.path("exp_alerts").isEmpty() ? silent : firing).add(alert);
                assertThat(used(test.path("input_series").toString()))
                        .as("a case of %s without its metrics can't fire", alert)
                        .containsAll(used(expr(alert)));
            }
        }
        Set<String> names = alerts().stream().map(a -> a.path("alert").asText()).collect(Collectors.toSet());
        assertThat(names).hasSize(alerts().size());
        assertThat(firing).containsExactlyInAnyOrderElementsOf(names);
        assertThat(silent).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void shouldNameMetricsThatExist() throws IOException {
        Set<String> known = Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.toSet());
        for (JsonNode alert : alerts()) {
            String expr = alert.path("expr").asText();
            assertThat(known).as(alert.path("alert").asText()).containsAll(used(expr));
            assertThat(expr.contains("up{") || !used(expr).isEmpty()).as(expr).isTrue();
        }
    }

    @Test
    void shouldLeadToAParagraphOfTheirOwn() throws IOException {
        List<String> lines = Files.readAllLines(OPERATE);
        for (JsonNode alert : alerts()) {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo("docs/operate.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
            int heading = lines.indexOf("### " + name);
            assertThat(heading).as("the heading of %s in docs/operate.md", name).isNotNegative();
            assertThat(lines.get(heading + 2)).as("the paragraph of %s", name).hasSizeGreaterThan(60);
        }
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group :
                YAML.readTree(FOLDER.resolve("alerts.yml").toFile()).path("groups")) {
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }

    private static String expr(String alert) throws IOException {
        return alerts().stream()
                .filter(a -> a.path("alert").asText().equals(alert))
                .map(a -> a.path("expr").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("a case names an unknown alert: " + alert));
    }

    private static Set<String> used(String text) {
        Set<String> used = new TreeSet<>();
        Matcher matcher = METRIC.matcher(text);
        while (matcher.find()) {
            used.add(matcher.group());
        }
        return used;
    }
}
