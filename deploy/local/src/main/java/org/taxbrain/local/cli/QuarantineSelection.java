package org.taxbrain.local.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.taxbrain.schemas.record.Discarded;
import org.taxbrain.schemas.record.QuarantineEntry;
import picocli.CommandLine.Option;

/** Which quarantined rows a command is about; what is said must all hold. */
final class QuarantineSelection {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    @Option(names = "--id", paramLabel = "ID", description = "Only this entry; may be given more than once.")
    private List<String> ids = List.of();

    @Option(names = "--dataset", paramLabel = "DATASET", description = "Only this dataset.")
    private String dataset;

    @Option(names = "--rule", paramLabel = "RULE", description = "Only this rule.")
    private String rule;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only what landed then or later: a day in China (2026-03-01) or an instant (2026-03-01T02:00:00Z).")
    private String since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Only what landed before: that day included, or an instant.")
    private String until;

    /** Whether nothing was said: everything is meant, or it was forgotten. */
    boolean isOpen() {
        return ids.isEmpty() && dataset == null && rule == null && since == null && until == null;
    }

    List<String> ids() {
        return ids;
    }

    /** Null: every dataset. */
    String dataset() {
        return dataset;
    }

    /** Null: every rule. */
    String rule() {
        return rule;
    }

    /** First instant that is meant; null: from the beginning. */
    Instant since() {
        return instant("--since", since, 0);
    }

    /** First instant that is not meant any more; null: no end. */
    Instant until() {
        return instant("--until", until, 1);
    }

    boolean holds(QuarantineEntry entry) {
        return holds(entry.getId(), entry.getDataset(), entry.getRule(), entry.getLandedAt());
    }

    boolean holds(Discarded discarded) {
        return holds(discarded.getId(), discarded.getDataset(), discarded.getRule(), discarded.getLandedAt());
    }

    private boolean holds(String id, String ofDataset, String ofRule, long landedAt) {
        Instant landed = Instant.ofEpochMilli(landedAt);
        return (ids.isEmpty() || ids.contains(id))
                && (dataset == null || dataset.equals(ofDataset))
                && (rule == null || rule.equals(ofRule))
                && (since == null || !landed.isBefore(since()))
                && (until == null || landed.isBefore(until()));
    }

    private static Instant instant(String option, String text, int daysLater) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(CHINA)
                            .toInstant();
        } catch (DateTimeException e) {
            throw new CliException(
                    option + " " + text + ": give a day, 2026-03-01, or an instant, 2026-03-01T02:00:00Z");
        }
    }
}
