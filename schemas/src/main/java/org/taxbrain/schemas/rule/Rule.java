package org.taxbrain.schemas.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rule of law with its numbers over time.
 *
 * @param id lower case with hyphens
 * @param title title by language tag
 * @param anchor which date decides the version that holds
 * @param versions oldest first, without overlap
 */
public record Rule(String id, Map<String, String> title, Anchor anchor, List<RuleVersion> versions) {

    public Rule {
        title = title == null ? Map.of() : Map.copyOf(title);
        versions = versions == null ? List.of() : List.copyOf(versions);
    }

    /** The date that decides which version of a rule holds. */
    public enum Anchor {
        /** The first day of the delay: the day after the due date. */
        @JsonProperty("first-day-late")
        FIRST_DAY_LATE,
        /** The newest movement of a case's money. */
        @JsonProperty("newest-movement")
        NEWEST_MOVEMENT
    }

    /** The version in force on a day; empty if there is none or the day is not known (null). */
    public Optional<RuleVersion> on(LocalDate day) {
        return day == null
                ? Optional.empty()
                : versions.stream().filter(v -> v.covers(day)).findFirst();
    }
}
