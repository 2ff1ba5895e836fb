package org.taxbrain.local.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.taxbrain.local.health.HealthIndex.Rejected;
import org.taxbrain.schemas.catalogue.Dataset;

/** What a department is told of a month, in Markdown and by its own names of files and fields: what was missing, late, refused, and which values were wrong and where; never what they say. */
public final class SupplierReport {
    /** Files that come more rarely than this are not missed on a single day. */
    private static final Duration DAILY = Duration.ofHours(48);

    private final String department;
    private final YearMonth month;
    private final LocalDate today;
    private final StringBuilder text = new StringBuilder(4_096);

    /**
     * @param department what it is called
     * @param today days from here on can't be missing yet
     */
    public SupplierReport(String department, YearMonth month, LocalDate today) {
        this.department = department;
        this.month = month;
        this.today = today;
    }

    /**
     * The report.
     *
     * @param datasets of the department
     * @param days documents of {@code feed-health} of the month
     */
    public String of(Collection<Dataset> datasets, List<JsonNode> days, List<Rejected> rejected) {
        text.append("# ")
                .append(department)
                .append(": data quality in ")
                .append(month)
                .append("\n");
        for (Dataset dataset : datasets) {
            Map<LocalDate, JsonNode> ofDataset = new TreeMap<>();
            days.stream()
                    .filter(day -> day.path("dataset").asText().equals(dataset.id()))
                    .forEach(
                            day -> ofDataset.put(LocalDate.parse(day.path("day").asText()), day));
            section(
                    dataset,
                    ofDataset,
                    rejected.stream()
                            .filter(r -> r.dataset().equals(dataset.id()))
                            .toList());
        }
        return text.toString();
    }

    private void section(Dataset dataset, Map<LocalDate, JsonNode> days, List<Rejected> rejected) {
        String title = dataset.descriptor().title().getOrDefault("zh-CN", dataset.id());
        text.append("\n## ").append(title).append(" (`").append(dataset.id()).append("`)\n\n");
        text.append("| | |\n|---|---|\n");
        row("rows received", sum(days, "rows"));
        row("accepted", sum(days, "clean"));
        row("not accepted", sum(days, "quarantined"));
        row("sent again unchanged, or older than what we have", sum(days, "duplicate") + sum(days, "superseded"));
        row("data may be used until", dataset.descriptor().agreementExpiry());
        if (dataset.descriptor().source().files() != null) {
            deliveries(dataset, days);
        }
        warnings(days);
        wrong(dataset, rejected);
    }

    private void row(String what, Object value) {
        text.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }

    private static long sum(Map<LocalDate, JsonNode> days, String count) {
        return days.values().stream().mapToLong(day -> day.path(count).asLong()).sum();
    }

    private void deliveries(Dataset dataset, Map<LocalDate, JsonNode> days) {
        List<String> late = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        days.forEach((day, health) -> {
            if (health.path("late").asBoolean()) {
                Duration by = Duration.between(
                        Instant.parse(health.path("dueAt").asText()),
                        Instant.parse(health.path("deliveredAt").asText()));
                late.add(day + " by " + by.toHours() + " h " + by.toMinutesPart() + " min");
            }
            if (health.path("refused").asLong() > 0) {
                refused.add(day + " (" + health.path("refused").asLong() + ")");
            }
        });
        SortedSet<LocalDate> missing = missing(dataset, days);
        row("files taken", sum(days, "delivered"));
        row("**missing** business days", missing.isEmpty() ? "none" : missing.size() + ": " + list(missing));
        row("**late** business days", late.isEmpty() ? "none" : late.size() + ": " + list(late));
        row("**refused** files, by business day", refused.isEmpty() ? "none" : list(refused));
    }

    /** Days of the month whose file should be here by now and is not; from the first day on that any came. */
    private SortedSet<LocalDate> missing(Dataset dataset, Map<LocalDate, JsonNode> days) {
        SortedSet<LocalDate> missing = new TreeSet<>();
        Duration freshness = dataset.descriptor().freshness();
        if (freshness.compareTo(DAILY) > 0) {
            return missing;
        }
        LocalDate end = today.minus(freshness.toDays() + 1, ChronoUnit.DAYS);
        LocalDate first = days.entrySet().stream()
                .filter(day -> day.getValue().path("delivered").asLong() > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(month.atDay(1));
        for (LocalDate day = first; !day.isAfter(month.atEndOfMonth()) && !day.isAfter(end); day = day.plusDays(1)) {
            JsonNode health = days.get(day);
            if (health == null || health.path("delivered").asLong() == 0) {
                missing.add(day);
            }
        }
        return missing;
    }

    private void warnings(Map<LocalDate, JsonNode> days) {
        List<String> lines = new ArrayList<>();
        days.forEach((day, health) -> {
            List<String> warnings = new ArrayList<>();
            health.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            if (!warnings.isEmpty()) {
                lines.add("- " + day + ": " + String.join("; ", warnings) + "\n");
            }
        });
        if (!lines.isEmpty()) {
            text.append("\nOut of the ordinary:\n\n");
            lines.forEach(text::append);
        }
    }

    private void wrong(Dataset dataset, List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        text.append("\nPlease correct at the source and send again:\n\n");
        text.append("| your field | what is wrong | rows | for example at |\n|---|---|---|---|\n");
        rejected.stream()
                .sorted(Comparator.comparingLong(Rejected::count).reversed())
                .forEach(r -> text.append("| ")
                        .append(field(dataset, r.field()))
                        .append(" | ")
                        .append(r.rule())
                        .append(" | ")
                        .append(r.count())
                        .append(" | ")
                        .append(String.join(", ", r.positions()))
                        .append(" |\n"));
    }

    /** What the department calls a field; the one in a list behind its list. */
    private static String field(Dataset dataset, String path) {
        if (path == null) {
            return "(the row)";
        }
        StringBuilder name = new StringBuilder();
        StringBuilder prefix = new StringBuilder();
        for (String part : path.replaceAll("\\[\\d+]", "").split("\\.")) {
            prefix.append(prefix.isEmpty() ? "" : ".").append(part);
            var field = dataset.field(prefix.toString());
            name.append(name.isEmpty() ? "" : ".").append(field == null ? part : field.sourceName());
        }
        return "`" + name + "`";
    }

    private static String list(Collection<?> elements) {
        return String.join(", ", elements.stream().map(String::valueOf).toList());
    }
}
