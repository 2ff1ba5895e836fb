package org.taxbrain.schemas.catalogue;

import java.time.LocalDate;
import java.time.Period;

/**
 * The terms on which the bureau has data: of a dataset, or of one item of it. What is null is not said here.
 *
 * @param purpose what it is used for (政务数据共享条例)
 * @param legalBasis law or agreement that permits it
 * @param sharing how freely it is shared
 * @param sharingCondition on which condition, or why not at all
 * @param agreementExpiry until when it may be used
 * @param retention how long it is kept
 */
public record Terms(
        String purpose,
        String legalBasis,
        Sharing sharing,
        String sharingCondition,
        LocalDate agreementExpiry,
        Period retention) {

    /** These terms, and the other ones where these say nothing. */
    public Terms or(Terms other) {
        return new Terms(
                purpose == null ? other.purpose : purpose,
                legalBasis == null ? other.legalBasis : legalBasis,
                sharing == null ? other.sharing : sharing,
                // a condition belongs to the sharing type that it was written for
                sharingCondition == null && sharing == null ? other.sharingCondition : sharingCondition,
                agreementExpiry == null ? other.agreementExpiry : agreementExpiry,
                retention == null ? other.retention : retention);
    }
}
