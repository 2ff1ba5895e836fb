package org.taxbrain.schemas.rule;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a rule said in one period.
 *
 * @param rate share of the base, such as 0.0005
 * @param per how often the rate applies
 * @param validFrom first day
 * @param validTo last day; null: still in force
 * @param legalBasis the article that a taxpayer is told
 * @param source where the number was read
 * @param verified whether it was read in the primary source
 */
public record RuleVersion(
        BigDecimal rate,
        Per per,
        LocalDate validFrom,
        LocalDate validTo,
        String legalBasis,
        String source,
        boolean verified) {

    /** How often a rate applies to its base. */
    public enum Per {
        DAY,
        ONCE
    }

    /** Whether the version is in force on a day. */
    public boolean covers(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }
}
