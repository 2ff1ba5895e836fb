package org.taxbrain.jobs.advice;

/** All that an accepted version of a row holds. A Flink POJO. */
public class RowClaims {
    /** {@code <dataset>|<natural key>}. */
    public String row;
    /** Empty of a deletion. */
    public Claim[] claims;
}
