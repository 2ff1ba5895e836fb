package org.taxbrain.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.taxbrain.metrics.Metric.Type;

class MetricTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    /** What a value of each is taken from is named in {@link Metric}; none of it is out of a row. */
    private static final Set<String> LABELS = Set.of(
            "feed",
            "state",
            "dataset",
            "department",
            "outcome",
            "route",
            "slot",
            "job",
            "topic",
            "group",
            "kind",
            "subtask",
            "rule",
            "task");

    @Test
    void shouldBeNamedByTheConvention() {
        for (Metric metric : Metric.values()) {
            assertThat(metric.id()).matches("taxbrain(_[a-z]+)+").doesNotContain("milli", "_ms", "_kb", "_percent");
            assertThat(metric.id().endsWith("_total")).as(metric.id()).isEqualTo(metric.type() == Type.COUNTER);
            assertThat(metric.help()).as(metric.id()).endsWith(".").doesNotContain("|");
            assertThat(LABELS).as(metric.id()).containsAll(metric.labels());
        }
        assertThat(Arrays.stream(Metric.values()).map(Metric::id)).doesNotHaveDuplicates();
    }

    @Test
    void shouldStandInTheDocumentation() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `taxbrain_"))
                .toList();
        assertThat(rows)
                .as("the table in docs/metrics.md")
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(MetricTest::row).toList());
    }

    private static String row(Metric metric) {
        return "| `" + metric.id() + "` | " + metric.type().name().toLowerCase(Locale.ROOT) + " | "
                + metric.source().name().toLowerCase(Locale.ROOT) + " | " + String.join(", ", metric.labels())
                + " | " + metric.help().replace("<", "&lt;") + " |";
    }
}
