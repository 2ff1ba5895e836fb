package org.taxbrain.jobs.file.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.LocalDate;

/**
 * A case's notice to an applicant: interest that the court received and has not paid out.
 *
 * @param fen how much; null: the split is not known, the court must be asked
 * @param from when the first of it came
 * @param asOf the newest movement
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InterestHeld(BigInteger fen, LocalDate from, LocalDate asOf) implements Notice {
    @Override
    public Kind kind() {
        return Kind.INTEREST;
    }
}
